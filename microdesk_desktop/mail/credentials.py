"""With what an account logs in: its password, or an access token that its authority gives."""

from dataclasses import dataclass, field

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.mail.microsoft.tokens import access_token
from microdesk_desktop.mail.provider import PASSWORD, MailContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login name with a password, or with an access token."""

    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def login_of(context: MailContext, host: str, job: Job) -> Login:
    """The login of an account; an access token is asked for anew, as it serves for one connection.

    Raises MAIL_LOGIN_REFUSED (`host`) where the keyring has no password, and what `access_token` raises.
    """
    account = context.account
    if account.authority is not None:
        return Login(user=account.user, token=access_token(context, job))
    password = context.secrets.get(PASSWORD)
    if not password:
        raise KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=host)
    return Login(user=account.user, password=password)


def reading_purpose(account: Account) -> Purpose:
    """Why a connection to the IMAP server of an account is made; Microsoft's are closed with its consents."""
    return Purpose.MAIL_READ if account.authority is None else Purpose.MICROSOFT_READ


def sending_purpose(account: Account) -> Purpose:
    """Why a connection to the SMTP server of an account is made."""
    return Purpose.MAIL_SEND if account.authority is None else Purpose.MICROSOFT_SEND


def xoauth2(login: Login) -> str:
    """The answer of the SASL mechanism XOAUTH2, before base64."""
    return f"user={login.user}\x01auth=Bearer {login.token}\x01\x01"
