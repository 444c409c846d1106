"""XOAUTH2 on a real Dovecot, which has each token looked up: a mailbox of Microsoft 365 from its connection on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_microsoft import StandIn, add_microsoft
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.server import Server as HttpServer
from tests.support.mail.mailbox import letter
from tests.support.mail.microsoft import CLIENT, Playing, browse, microsoft
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import Dovecot, fill, serving
from tests.support.vaults import new_vault

pytestmark = [pytest.mark.real, pytest.mark.timeout(120)]

ADDRESS = "ines@atelier.example"


@pytest.fixture
def played(certificates: Certificates) -> Iterator[Playing]:
    with microsoft(certificates.good) as found:
        yield found


@pytest.fixture
def server(played: Playing, certificates: Certificates) -> Iterator[Dovecot]:
    """Dovecot, which asks whether a token is one of those that were given."""

    def introspect(request: Request) -> Reply:
        is_active = request.form.get("token") in played.microsoft.accesses
        return Reply(body={"active": is_active, "username": ADDRESS} if is_active else {"active": False})

    web = HttpServer(introspect)
    web.start()
    with serving(certificates, tokens=f"{web.url}/introspect") as dovecot:
        fill(dovecot, ADDRESS, [bytes(letter("Devis"))])
        yield dovecot
    web.stop()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def add(session: Session, played: Playing, server: Dovecot) -> Account:
    imap = Server(host="localhost", port=server.tls_port, security=Security.TLS)
    stand_in: StandIn = replace(played.stand_in, imap=imap)
    return add_microsoft(
        session, ADDRESS, CLIENT, announce=lambda page: browse(page.url), job=Job(), stand_in=stand_in, timeout_s=60
    ).account


def test_a_mailbox_is_read_with_tokens_that_are_renewed(session: Session, played: Playing, server: Dovecot) -> None:
    account = add(session, played, server)
    assert [row.subject for row in list_conversations(session, account.id, Wanted(), Job()).rows] == ["Devis"]
    played.microsoft.accesses.clear()  # as after an hour
    session.mailboxes.drop(account.id)
    assert [row.subject for row in list_conversations(session, account.id, Wanted(), Job()).rows] == ["Devis"]


def test_a_token_that_dovecot_refuses_connects_nothing(session: Session, played: Playing, server: Dovecot) -> None:
    played.microsoft.accesses = _Empty()
    with pytest.raises(KnownError) as raised:
        add(session, played, server)
    assert (raised.value.code, raised.value.params.get("part")) == (ErrorCode.MAIL_LOGIN_REFUSED, "oauth")
    assert (list_accounts(session), session.tokens.names()) == ([], [])


def test_a_grant_that_was_revoked_is_named(session: Session, played: Playing, server: Dovecot) -> None:
    account = add(session, played, server)
    played.microsoft.accesses.clear()
    played.microsoft.refreshes.clear()
    session.mailboxes.drop(account.id)
    with pytest.raises(KnownError) as raised:
        open_mailbox(session, account.id).folders(Job())
    assert raised.value.code is ErrorCode.MAIL_CONSENT_EXPIRED


class _Empty(set[str]):
    """No token is valid, whichever is given."""

    def add(self, element: str) -> None:
        """Do not remember it."""
