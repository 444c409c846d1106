"""The scenes of the privacy statement: its page, what changed, the log, the question at the opening, and choices."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.consents import AgreedText, ConsentWay, Subject
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.privacy.consents import withdraw_statement
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.privacy.statement_page import CHANGES, CONSENTS, StatementPage
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.pages.start.renewal import RenewalPage
from microdesk_desktop.store.privacy.consents import add_consent
from microdesk_desktop.views.privacy.statement import load_statement_state
from tests.support.choices import choose
from tests.tools.screenshots.states import shown


def scenes(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    """Every state of the statement, and a client with several choices."""
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    yield from _choices(window, settle)
    window.go_to(StatementPage.key)
    settle()
    yield "statement-text"
    page = shown(window, StatementPage)
    for tab in (CHANGES, CONSENTS):
        page.tabs.choose(tab)
        settle()
        yield f"statement-{tab}"
    page.withdraw()
    settle()
    yield "statement-withdrawn"
    page.accept()
    settle()
    withdraw_statement(session, ConsentWay.COMMAND)
    front = window.takeCentralWidget()
    assert front is not None
    held = session.read(load_statement_state)
    window.setCentralWidget(RenewalPage(workspace, held, lambda _: None))
    QApplication.processEvents()
    settle()
    yield "statement-renewal"
    at = session.clock.now()
    earlier = AgreedText(version="2026-11-26")
    session.write(lambda writer: add_consent(writer, Subject.STATEMENT, earlier, at, ConsentWay.CREATION))
    window.setCentralWidget(RenewalPage(workspace, session.read(load_statement_state), lambda _: None))
    QApplication.processEvents()
    settle()
    yield "statement-renewal-changes"
    window.setCentralWidget(front)
    page.accept()
    settle()


def _choices(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    workspace = window.workspace
    assert workspace is not None
    client_id = workspace.session.read(lambda reader: client_named(reader, "Nova SARL"))
    choose(workspace.session, client_id, MailPreference.EVERYTHING, "Oui, envoyez-nous vos nouvelles")
    choose(workspace.session, client_id, MailPreference.BUSINESS, "Merci de ne plus nous envoyer vos offres")
    workspace.navigate(ClientPage.key, client_id)
    settle()
    yield "choices-client"
    page = shown(window, ClientPage)
    page.choices.note()
    settle()
    yield "choices-form"
    QApplication.processEvents()
    shown(window, Sheet).close_sheet()
    settle()
