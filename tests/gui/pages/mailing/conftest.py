"""A company with a connected mailbox, in the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import find_client
from tests.support.choices import choose
from tests.support.clock import FakeClock
from tests.support.company import Desk
from tests.support.documents.issuing import COMPANY
from tests.support.gui import PASSPHRASE, settled

ACCOUNT = "0011223344556677"


@pytest.fixture
def office(window: Window, qtbot: QtBot, clock: FakeClock) -> Iterator[Desk]:
    """The window of a company that may issue documents, with a keyring of its own."""
    keyring = MemoryKeyring()
    session = unlock(window.profile, PASSPHRASE, clock=clock, keyring=lambda: keyring)
    put_company(session, COMPANY)
    window.show_vault(session)
    settled(window, qtbot)
    yield Desk(window.currentWidget(), qtbot)
    window.close()


@pytest.fixture
def mailbox(office: Desk) -> Iterator[SandboxGmail]:
    """A connected mailbox, as its provider has it."""
    with SandboxGmail() as gmail:
        address, consents = gmail.state.address, gmail.consents
        account = Account(id=ACCOUNT, kind=AccountKind.GMAIL, address=address, user=address, base_url=gmail.base_url)
        secrets = {"client_id": consents.client_id, "client_secret": consents.client_secret}
        keep_account(office.session, account, {**secrets, "refresh_token": consents.grant()})
        office.shell.workspace.announce(Changes.MAIL)
        office.rest()
        yield gmail


@pytest.fixture
def document_id(office: Desk) -> Callable[[str], int]:
    """The id of the document of a number."""

    def find(number: str) -> int:
        found = office.read(lambda reader: find_issued(reader, number))
        assert found is not None
        return found

    return find


@pytest.fixture
def change_client(office: Desk, document_id: Callable[[str], int]) -> Callable[..., int]:
    """Changes the client of a document; returns the client's id."""

    def change(number: str, preference: MailPreference | None = None, **facts: object) -> int:
        client_id = office.read(lambda reader: find_client(reader, document_id(number)))
        assert client_id is not None
        client = office.read(lambda reader: load_client(reader, client_id))
        assert client is not None
        put_client(office.session, replace(client, **facts), client_id)  # type: ignore[arg-type]
        if preference is not None:
            choose(office.session, client_id, preference)
        office.shell.workspace.announce(Changes.CLIENTS | Changes.INVOICES)
        return client_id

    return change
