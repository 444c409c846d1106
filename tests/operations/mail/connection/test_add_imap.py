"""Connecting a mailbox: nothing is kept before both servers accept the login, and nothing leaves unencrypted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings, add_imap
from microdesk_desktop.operations.session import Session
from tests.support.annotations import categories_of_secrets
from tests.support.mail.two_accounts import PASSWORD, Provider, passwords, provider
from tests.support.servers.certificates import Certificates
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import SmtpScript
from tests.support.vaults import new_vault

IMAP = Server(host="imap.atelier.example", port=993, security=Security.TLS)


@pytest.fixture
def session(tmp_path: Path, certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    mail_tls_context.cache_clear()
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()
    mail_tls_context.cache_clear()


@pytest.fixture
def imap() -> Iterator[Provider]:
    with provider() as found:
        yield found


def settings(port: int, address: str = "ines@atelier.example") -> ImapSettings:
    smtp = Server(host="localhost", port=port, security=Security.TLS)
    return ImapSettings(address=address, user=f" {address}", imap=IMAP, smtp=smtp)


def refusal(session: Session, wanted: ImapSettings, password: str = PASSWORD) -> KnownError:
    with pytest.raises(KnownError) as refused:
        add_imap(session, wanted, password, Job())
    assert (list_accounts(session), session.tokens.names()) == ([], []), "nothing is kept"
    return refused.value


def test_it_is_kept_once_both_servers_accept_the_login(session: Session, imap: Provider, certificates: Certificates):
    script = SmtpScript(certificates.good)
    with playing(script.talk) as server:
        account = add_imap(session, settings(server.port), PASSWORD, Job())
    assert list_accounts(session) == [account]
    assert (account.user, account.incoming) == ("ines@atelier.example", IMAP)
    assert passwords(session, account.id) == [PASSWORD]
    assert categories_of_secrets(session) == {"mail_keys"}
    assert (imap.logins, imap.opened[0].closed) == ([PASSWORD], 1)
    assert any(command.startswith(b"AUTH") for command in script.commands)
    assert not any(command.startswith(b"MAIL") for command in script.commands), "nothing is sent"


def test_a_login_that_either_server_refuses_keeps_nothing(session: Session, imap: Provider, certificates: Certificates):
    script = SmtpScript(certificates.good, AUTH=b"535 5.7.8 no")
    with playing(script.talk) as server:
        assert refusal(session, settings(server.port)).code is ErrorCode.MAIL_LOGIN_REFUSED
    imap.refusal = KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=IMAP.host)
    assert refusal(session, settings(1)).params == {"host": IMAP.host}


def test_the_app_password_is_named_and_taken_without_its_spaces_where_no_other_is_accepted(
    session: Session, imap: Provider
):
    imap.refusal = KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=IMAP.host)
    error = refusal(session, settings(1, "ines@yahoo.fr"), "abcd efgh\u00a0ijkl mnop")
    assert error.params == {"host": IMAP.host, "part": "app_password"}
    assert imap.logins == ["abcdefghijklmnop"]


@pytest.mark.parametrize("name", ["stranger", "self_signed", "expired"])
def test_a_certificate_that_proves_nothing_gets_no_password(
    session: Session, imap: Provider, certificates: Certificates, name: str
):
    script = SmtpScript(getattr(certificates, name))
    with playing(script.talk) as server:
        assert refusal(session, settings(server.port)).code is ErrorCode.MAIL_CERTIFICATE
    assert script.commands == []


def test_cancelled_between_login_and_keeping_nothing_is_kept(
    session: Session, imap: Provider, certificates: Certificates
):
    job = Job()
    script = SmtpScript(certificates.good, QUIT=lambda _line: job.cancel() or b"221 bye")
    with playing(script.talk) as server, pytest.raises(Cancelled):
        add_imap(session, settings(server.port), PASSWORD, job)
    assert (list_accounts(session), session.tokens.names()) == ([], [])


WRONG = {
    "mail_certificate": {"imap": replace(IMAP, certificate="-"), "smtp": replace(IMAP, certificate="-")},
    "email": {"address": "nobody"},
    "mail_user": {"user": "ines\r\nNOOP"},
    "mail_server": {"imap": replace(IMAP, host="imap.example.com/path")},
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value_is_named_before_any_connection(session: Session, imap: Provider, field: str):
    error = refusal(session, replace(settings(1), **WRONG[field]))  # type: ignore[arg-type]
    assert (error.code, error.params["field"]) == (ErrorCode.INVALID_VALUE, field)
    assert imap.opened == []


def test_a_provider_that_cannot_be_connected_is_refused_before_any_connection(session: Session, imap: Provider):
    for wanted in (
        settings(1, "ines@outlook.fr"),
        replace(settings(1), imap=replace(IMAP, host="outlook.office365.com")),
        replace(settings(1), smtp=replace(IMAP, host="SMTP.office365.com.")),
    ):
        assert refusal(session, wanted).code is ErrorCode.MAIL_IMPOSSIBLE
    assert imap.opened == []
