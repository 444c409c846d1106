"""Mail as a part of the business, pictured: whom a document goes to, why it does not go, what was found."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import Sending, Way
from microdesk_desktop.domain.parties import Contact, MailPreference
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.shared.found_mails import FoundMails
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.documents.chain import load_issued_ids
from microdesk_desktop.store.records.clients import load_client, load_clients
from microdesk_desktop.store.records.documents import find_client
from microdesk_desktop.views.records.document_actions import DocumentAction
from tests.support.choices import choose
from tests.tools.screenshots.states import shown

_PEOPLE = (
    Contact(name="Claire Vaubrun", role="Directrice artistique", email="claire@vaubrun.example"),
    Contact(
        name="Hugo Sanchez-Delacroix", role="Comptabilité fournisseurs", email="compta-fournisseurs@vaubrun.example"
    ),
)


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The sheets of « Envoyer… », a document that was sent by mail, and the mail that was found about a client."""
    session = shell.workspace.session
    document_id = max(session.read(load_issued_ids))
    for name, preference in (("recipients", MailPreference.EVERYTHING), ("unwanted", MailPreference.NONE)):
        _change_client(session, document_id, preference)
        yield from _sheet(shell, settle, document_id, name)
    account = list_accounts(session)[0].address
    mark_sent(session, document_id, Sending(on=session.clock.today(), way=Way.MAIL, account=account))
    yield from _found(shell, settle, InvoicePage.key, document_id)
    client_id = next(id_ for id_, client in session.read(load_clients) if client.name == "Nova SARL")
    yield from _found(shell, settle, ClientPage.key, client_id)


def _change_client(session: Session, document_id: int, preference: MailPreference) -> None:
    client_id = session.read(lambda reader: find_client(reader, document_id))
    assert client_id is not None
    client = session.read(lambda reader: load_client(reader, client_id))
    assert client is not None
    put_client(session, replace(client, email="contact@vaubrun.example", contacts=_PEOPLE), client_id)
    choose(session, client_id, preference)


def _sheet(shell: Shell, settle: Callable[[], None], document_id: int, name: str) -> Iterator[str]:
    shell.workspace.announce(Changes.CLIENTS | Changes.INVOICES)
    shell.navigate(InvoicePage.key, document_id)
    settle()
    page = shell.current()
    assert isinstance(page, InvoicePage)
    page.edits.do(DocumentAction.SEND)
    settle()
    yield f"mail-{name}"
    shown(shell, SideSheet).close_sheet()


def _found(shell: Shell, settle: Callable[[], None], page: str, wanted: int) -> Iterator[str]:
    shell.workspace.announce(Changes.INVOICES | Changes.MAIL)
    shell.navigate(page, wanted)
    settle()
    yield f"mail-{page}-before"
    card = shown(shell, FoundMails)
    card.search()
    settle()
    yield f"mail-{page}-found"
