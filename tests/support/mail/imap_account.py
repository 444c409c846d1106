"""A vault with one IMAP account, whose servers a test scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.domain.mail.account import Account, AccountKind, Security, Server
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.session import Session
from tests.support.clock import FakeClock
from tests.support.servers.certificates import Certificates
from tests.support.servers.imap_server import ImapScript
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import PASSWORD, USER, SmtpScript
from tests.support.vaults import new_vault

ACCOUNT_ID = "00aa11bb22cc33dd"


class HurriedJob(Job):
    """A job whose pauses take no time."""

    def wait(self, seconds: float) -> None:
        self.checkpoint()


@contextmanager
def trusted(certificates: Certificates) -> Iterator[None]:
    """Let the program trust the authority of these certificates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificates.authority))
        mail_tls_context.cache_clear()
        yield
    mail_tls_context.cache_clear()


@dataclass(frozen=True)
class Served:
    """A session, and the servers of its account `ACCOUNT_ID`."""

    session: Session
    account: Account
    imap: ImapScript
    smtp: SmtpScript


@contextmanager
def served(folder: Path, imap: ImapScript, smtp: SmtpScript) -> Iterator[Served]:
    """A new vault in a folder, whose one account is at these two servers, while they run."""
    with playing(imap.talk) as incoming, playing(smtp.talk) as outgoing:
        account = account_at(ACCOUNT_ID, incoming.port, outgoing.port)
        session = new_vault(folder / "profile", clock=FakeClock()).session
        try:
            keep_account(session, account, {"password": PASSWORD})
            yield Served(session, account, imap, smtp)
        finally:
            session.close()


def account_at(account_id: str, imap_port: int, smtp_port: int) -> Account:
    """The account of `USER` at servers on this computer."""
    return Account(
        id=account_id,
        kind=AccountKind.IMAP,
        address=USER,
        user=USER,
        incoming=Server(host="localhost", port=imap_port, security=Security.TLS),
        outgoing=Server(host="localhost", port=smtp_port, security=Security.TLS),
    )
