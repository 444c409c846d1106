"""The pages of the shell, in the order of the sidebar. A new page is one file and one line here."""

from microdesk_desktop.gui.page import Page
from microdesk_desktop.pages.bank import BankPage
from microdesk_desktop.pages.clients import ClientsPage
from microdesk_desktop.pages.invoices import InvoicesPage
from microdesk_desktop.pages.ledger import LedgerPage
from microdesk_desktop.pages.rules import RulesPage
from microdesk_desktop.pages.settings import SettingsPage

PAGES: tuple[type[Page], ...] = (InvoicesPage, ClientsPage, LedgerPage, BankPage, RulesPage, SettingsPage)
HOME = BankPage.key
