"""The pages of the shell, in the order of the sidebar. A new page is one file and one line here."""

from microdesk_desktop.gui.page import Page
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.records.clients import ClientsPage
from microdesk_desktop.pages.records.invoices import InvoicesPage
from microdesk_desktop.pages.records.ledger import LedgerPage
from microdesk_desktop.pages.rules.page import RulesPage
from microdesk_desktop.pages.settings.page import SettingsPage

PAGES: tuple[type[Page], ...] = (InvoicesPage, ClientsPage, LedgerPage, BankPage, RulesPage, SettingsPage)
HOME = BankPage.key
