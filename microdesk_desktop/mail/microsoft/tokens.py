"""The access tokens of Microsoft, given for the refresh token of the keyring, which each answer may replace."""

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.microsoft.addresses import microsoft_at
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.mail.transport_errors import mail_errors

CLIENT_ID = "client_id"
REFRESH_TOKEN = "refresh_token"
"""The names of the secrets of an account of Microsoft 365."""
MICROSOFT = "microsoft"
"""The part of an error that has another sentence for Microsoft than for Google."""
SCOPES = (
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://outlook.office.com/SMTP.Send",
    "offline_access",
)
_CLIENT_REFUSALS = frozenset(("invalid_client", "unauthorized_client"))
_ENDED = frozenset(("invalid_grant", "interaction_required", "consent_required", "access_denied"))


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of the token server."""

    access_token: str
    scope: str = ""
    refresh_token: str = ""


class _Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal of the token server."""

    error: str = ""


def access_token(context: MailContext, job: Job) -> str:
    """An access token for IMAP and SMTP.

    Raises MAIL_CONSENT_EXPIRED once the access has ended, and as `ask_token` does.
    """
    refresh, client_id = context.secrets.get(REFRESH_TOKEN), context.secrets.get(CLIENT_ID)
    if not refresh or not client_id:
        raise KnownError(ErrorCode.MAIL_CONSENT_EXPIRED, part=MICROSOFT)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh,
        "client_id": client_id,
        "scope": " ".join(SCOPES),
    }
    token = ask_token(context.http, microsoft_at(context.account.base_url).token, form, job)
    if token.refresh_token and token.refresh_token != refresh:
        context.secrets.put(REFRESH_TOKEN, token.refresh_token)
    return token.access_token


def ask_token(http: HttpClient, url: str, form: dict[str, str], job: Job) -> Token:
    """The answer of the token server.

    Raises MAIL_CONSENT_EXPIRED for a code or refresh token that is not valid (any more), MAIL_CLIENT_REFUSED for a
    client that Microsoft does not know or that may not be public, and what the connection raises.
    """
    with mail_errors():
        response = http.request("POST", url, purpose=Purpose.MICROSOFT_CONSENT, job=job, form=form)
        if response.status == 200:
            return response.decode(Token)
    error = _error(response)
    if error in _CLIENT_REFUSALS:
        raise KnownError(ErrorCode.MAIL_CLIENT_REFUSED, part=MICROSOFT)
    if error in _ENDED:
        raise KnownError(ErrorCode.MAIL_CONSENT_EXPIRED, part=MICROSOFT)
    code = ErrorCode.MAIL_UNREACHABLE if response.status >= 500 else ErrorCode.MAIL_PROVIDER_BROKEN
    raise KnownError(code, host=response.host)


def _error(response: Response) -> str:
    try:
        return msgspec.json.decode(response.body, type=_Problem).error
    except (ValueError, RecursionError):
        return ""
