"""Connect a mailbox by IMAP and SMTP: nothing is kept before both servers have accepted the login."""

from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import host_name
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.checks.contact import email_flaw
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.domain.mail.account import Account, AccountKind, Server
from microdesk_desktop.mail.provider import PASSWORD
from microdesk_desktop.operations.mail.accounts import keep_account, new_account_id
from microdesk_desktop.operations.mail.connection.log_in import as_typed, log_in
from microdesk_desktop.operations.mail.connection.settings import require_password, require_possible
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """What the user gives of a mailbox, without its password; a bridge has one certificate for both servers."""

    address: str
    user: str
    imap: Server
    smtp: Server


def add_imap(session: Session, settings: ImapSettings, password: str, job: Job) -> Account:
    """Log in to both servers, then keep the account; one with the same address is replaced.

    Raises INVALID_VALUE (`field`, `flaw`); MAIL_IMPOSSIBLE (`part`: why) before anything is sent; and what `log_in` and
    `keep_account` raise.
    """
    for server in (settings.imap, settings.smtp):
        require_password(settings.address, server.host)
    account = checked_account(settings)
    password = as_typed(account, password)
    kept = log_in(session, account, {PASSWORD: password}, job)
    job.checkpoint()
    keep_account(session, account, kept)
    return account


def checked_account(settings: ImapSettings) -> Account:
    """A new account of these settings. Raises INVALID_VALUE (`field`, `flaw`) and MAIL_IMPOSSIBLE (`part`)."""
    flaw = email_flaw(settings.address)
    if flaw is not None:
        raise KnownError(ErrorCode.INVALID_VALUE, field="email", flaw=flaw)
    if not settings.user.strip() or not settings.user.isprintable():
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_user", flaw=Flaw(kind=FlawKind.FORM))
    if settings.imap.certificate != settings.smtp.certificate:
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_certificate")
    return Account(
        id=new_account_id(),
        kind=AccountKind.IMAP,
        address=settings.address,
        user=settings.user.strip(),
        incoming=_checked_server(settings.address, settings.imap),
        outgoing=_checked_server(settings.address, settings.smtp),
    )


def _checked_server(address: str, server: Server) -> Server:
    host = host_name(server.host)
    if host is None or not 0 < server.port < 65_536:
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_server", flaw=Flaw(kind=FlawKind.FORM), host=server.host)
    if server.certificate and host not in LOOPBACK_HOSTS:
        raise KnownError(ErrorCode.INVALID_VALUE, field="mail_certificate")
    require_possible(address, host)
    return replace(server, host=host)
