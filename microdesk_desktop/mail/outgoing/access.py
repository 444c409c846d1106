"""The SMTP server of an account, and its login."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.credentials import Login, login_of, sending_purpose
from microdesk_desktop.mail.outgoing.smtp import SmtpAccess
from microdesk_desktop.mail.provider import MailContext


def smtp_access(context: MailContext, job: Job) -> SmtpAccess:
    """What sending needs. Raises MAIL_UNSUPPORTED for an account without such a server, and as `login_of` does."""
    return _access(context, login_of(context, _host(context), job))


def smtp_server(context: MailContext) -> SmtpAccess:
    """The same without a login, for what the server announces to everybody."""
    _host(context)
    return _access(context, Login(user=""))


def _host(context: MailContext) -> str:
    if context.account.outgoing is None:
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    return context.account.outgoing.host


def _access(context: MailContext, login: Login) -> SmtpAccess:
    assert context.account.outgoing is not None
    return SmtpAccess(
        server=context.account.outgoing,
        user=login.user,
        password=login.password,
        token=login.token,
        journal=context.journal,
        gate=context.http.gate,
        purpose=sending_purpose(context.account),
        clock=context.clock,
    )
