"""The scenes of the composer: a reply, the mail of a document, and what is asked or goes wrong while one writes."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Origin, Start, StartFile, StartKind
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.mail.accounts import keep_account, list_accounts
from microdesk_desktop.operations.mail.compose.signature import keep_signature
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.pages.composer.leaving import ask_about_lock
from microdesk_desktop.pages.composer.page import ComposerPage
from microdesk_desktop.pages.mail_accounts.remove import ask_remove
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.tools.screenshots.states import shown

_ID = "0011223344556677"
_NOVA = Person("Nova SARL", "compta@nova.example")
_ASKED = (
    "Bonjour Jeanne,\n\nMerci pour votre devis. Pouvez-vous y ajouter la maintenance du site, sur un an ?\n\n"
    "Bien à vous,\nClaire Duval"
)
_LETTER = (
    "Bonjour,\n\nVous trouverez ci-joint ma facture F-2026-0012 du 21 novembre 2026, d'un montant de 1 450,00 €.\n\n"
    "Je vous remercie de votre confiance, et reste à votre disposition.\n\nJeanne Martin"
)


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Each scene of the composer by its name, on a mailbox that goes afterwards."""
    session = shell.workspace.session
    with SandboxGmail(clock=session.clock) as gmail:
        _connect(shell, gmail)
        mail = gmail.deliver("Votre devis D-2026-014", sender="Claire Duval <claire@nova.example>", text=_ASKED)
        (letter,) = open_mailbox(session, _ID).conversation(mail.thread, Job())
        _opened(shell, settle, Start(kind=StartKind.ANSWER_ALL, account_id=_ID, letter=letter))
        yield "composer-reply"
        pdf = StartFile(name="F-2026-0012.pdf", kind="application/pdf", read=lambda *_: b"%" * 214_000)
        origin = Origin(page="invoices", wanted=None, name="Facture F-2026-0012")
        start = Start(to=(_NOVA,), subject="Facture F-2026-0012", text=_LETTER, files=(pdf,), origin=origin)
        page = _opened(shell, settle, start)
        yield "composer-document"
        yield from _asked(page, settle)
        page.files.choose_document()
        settle()
        yield "composer-choose-document"
        shown(shell, SideSheet).close_sheet()
        page.edit_signature()
        settle()
        yield "composer-signature"
        shown(shell, SideSheet).close_sheet()
        page.send()
        settle()
        yield "composer-waiting"
        yield from _left(page, settle)
        (message,) = [each for each in page.composer.messages if each.is_on_its_way]
        page.composer.outbox.take_back(message)
        for message in page.composer.messages:
            page.composer.close(message, keeps_draft=True)
        settle()
        remove_account(session, _ID, Job())
        shell.workspace.announce(Changes.MAIL)
        settle()


def _asked(page: ComposerPage, settle: Callable[[], None]) -> Iterator[str]:
    """Strips above the message: a question, a conflict, a refusal, a draft that could not be saved."""
    message = page.message
    assert message is not None, "it is open"
    page.form.text.setPlainText(f"{page.form.text.toPlainText()}\n")
    page.ask_close()
    settle()
    yield "composer-close"
    page.on_escape()
    for name, error in (
        ("refused", KnownError(ErrorCode.MAIL_CONSENT_EXPIRED)),
        ("too-large", KnownError(ErrorCode.MAIL_TOO_LARGE, limit=25_000_000)),
    ):
        message.error = error
        page.composer.changed.emit(message)
        settle()
        yield f"composer-{name}"
    message.error = None
    for name, error in (
        ("offline", KnownError(ErrorCode.MAIL_UNREACHABLE, host="gmail.googleapis.com")),
        ("conflict", KnownError(ErrorCode.MAIL_GONE)),
    ):
        message.save_error, message.saved = error, None
        page.composer.changed.emit(message)
        settle()
        yield f"composer-{name}"
    message.save_error = None
    page.composer.changed.emit(message)


def _left(page: ComposerPage, settle: Callable[[], None]) -> Iterator[str]:
    """What is asked while a message waits: before the window closes or locks, and before its mailbox goes."""
    composer = page.composer
    (waiting,) = [each for each in composer.messages if each.is_on_its_way]
    (account,) = [each for each in list_accounts(composer.workspace.session) if each.id == waiting.account_id]
    questions: dict[str, Callable[[], object]] = {
        "quit": lambda: composer.asks_before_exit(lambda: None),
        "lock": lambda: ask_about_lock(page, [waiting], lambda: None),
        "remove": lambda: ask_remove(composer.workspace, account),
    }
    for name, question in questions.items():
        question()
        settle()
        yield f"composer-{name}"
        shown(page.window(), QDialog).reject()


def _connect(shell: Shell, gmail: SandboxGmail) -> None:
    session, consents = shell.workspace.session, gmail.consents
    address = gmail.state.address
    account = Account(id=_ID, kind=AccountKind.GMAIL, address=address, user=address, base_url=gmail.base_url)
    secrets = {"client_id": consents.client_id, "client_secret": consents.client_secret}
    keep_account(session, account, {**secrets, "refresh_token": consents.grant()})
    keep_signature(session, _ID, "Jeanne Martin\nDéveloppeuse indépendante\n06 12 34 56 78")
    shell.workspace.announce(Changes.MAIL)


def _opened(shell: Shell, settle: Callable[[], None], start: Start) -> ComposerPage:
    shell.navigate(COMPOSER, start)
    settle()
    page = shell.current()
    assert isinstance(page, ComposerPage)
    return page
