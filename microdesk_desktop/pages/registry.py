"""The pages of the shell, in the order of the sidebar, and the controllers that work from unlock to lock.

A new page, or a new controller, is one file and one line here.
"""

from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.pages.bank.consent_reminder import ConsentReminder
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.bank.waiting_notification import WaitingNotification
from microdesk_desktop.pages.clients.list import ClientsPage
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.dashboard.cash_page import CashPage
from microdesk_desktop.pages.dashboard.page import DashboardPage
from microdesk_desktop.pages.documents.invoices import InvoicesPage
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.documents.quotes import QuotesPage
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.imports.page import ImportPage
from microdesk_desktop.pages.records.expenses import ExpensesPage
from microdesk_desktop.pages.records.receipts import ReceiptsPage
from microdesk_desktop.pages.rules.page import RulesPage
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.todo.page import TodoPage

CONTROLLERS: tuple[type[Controller], ...] = (SyncController, ConsentReminder, WaitingNotification, ImportController)
PAGES: tuple[type[Page], ...] = (
    DashboardPage,
    CashPage,
    TodoPage,
    QuotesPage,
    InvoicesPage,
    InvoicePage,
    ClientsPage,
    ClientPage,
    BankPage,
    ReceiptsPage,
    ExpensesPage,
    RulesPage,
    ImportPage,
    SettingsPage,
)
HOME = DashboardPage.key
