"""The pages of the shell, in the order of the sidebar, and the controllers that work from unlock to lock.

A new page, or a new controller, is one file and one line here.
"""

from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.pages.bank.closed_banner import ClosedBanner
from microdesk_desktop.pages.bank.consent_reminder import ConsentReminder
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.bank.waiting_notification import WaitingNotification
from microdesk_desktop.pages.books.page import BooksPage
from microdesk_desktop.pages.catalogue.page import CataloguePage
from microdesk_desktop.pages.clients.list import ClientsPage
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.composer.page import ComposerPage
from microdesk_desktop.pages.dashboard.cash_page import CashPage
from microdesk_desktop.pages.dashboard.forecast_page import ForecastPage
from microdesk_desktop.pages.dashboard.page import DashboardPage
from microdesk_desktop.pages.declarations.list import DeclarationsPage
from microdesk_desktop.pages.declarations.page import DeclarationPage
from microdesk_desktop.pages.documents.closing_controller import ClosingController
from microdesk_desktop.pages.documents.invoices import InvoicesPage
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.documents.quotes import QuotesPage
from microdesk_desktop.pages.editor.page import EditorPage
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.imports.page import ImportPage
from microdesk_desktop.pages.law_figures.horizon_banner import HorizonBanner
from microdesk_desktop.pages.law_figures.page import LawFiguresPage
from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.mail.watch import MailWatch
from microdesk_desktop.pages.mileage.page import MileagePage
from microdesk_desktop.pages.privacy.journal_page import JournalPage
from microdesk_desktop.pages.privacy.page import PrivacyPage
from microdesk_desktop.pages.privacy.recipients_page import RecipientsPage
from microdesk_desktop.pages.privacy.requests_page import RequestsPage
from microdesk_desktop.pages.privacy.retention_controller import RetentionController
from microdesk_desktop.pages.privacy.retention_page import RetentionPage
from microdesk_desktop.pages.privacy.statement_page import StatementPage
from microdesk_desktop.pages.received.controller import ReceivedController
from microdesk_desktop.pages.received.page import ReceivedPage
from microdesk_desktop.pages.records.expenses.page import ExpensesPage
from microdesk_desktop.pages.records.receipts import ReceiptsPage
from microdesk_desktop.pages.recurring.controller import RecurringController
from microdesk_desktop.pages.recurring.page import RecurringPage
from microdesk_desktop.pages.reminder.page import ReminderPage
from microdesk_desktop.pages.rules.page import RulesPage
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.todo.page import TodoPage

CONTROLLERS: tuple[type[Controller], ...] = (
    SyncController,
    ClosedBanner,
    ConsentReminder,
    WaitingNotification,
    ImportController,
    ReceivedController,
    RecurringController,
    ClosingController,
    Composer,
    MailWatch,
    HorizonBanner,
    RetentionController,
)
PAGES: tuple[type[Page], ...] = (
    DashboardPage,
    CashPage,
    ForecastPage,
    TodoPage,
    QuotesPage,
    InvoicesPage,
    InvoicePage,
    EditorPage,
    ReminderPage,
    ClientsPage,
    CataloguePage,
    RecurringPage,
    ClientPage,
    RequestsPage,
    StatementPage,
    BankPage,
    ReceiptsPage,
    ExpensesPage,
    MileagePage,
    ReceivedPage,
    RulesPage,
    LawFiguresPage,
    BooksPage,
    DeclarationsPage,
    DeclarationPage,
    MailPage,
    ImportPage,
    ComposerPage,
    PrivacyPage,
    JournalPage,
    RecipientsPage,
    SettingsPage,
    RetentionPage,
)
HOME = DashboardPage.key
