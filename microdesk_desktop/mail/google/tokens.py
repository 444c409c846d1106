"""The access token: held in memory, renewed with the refresh token of the keyring."""

import threading
import time

import msgspec

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose, Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.google.schemas import Token, TokenProblem
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.mail.transport_errors import mail_errors

CLIENT_ID = "client_id"
CLIENT_SECRET = "client_secret"
REFRESH_TOKEN = "refresh_token"
"""The names of the secrets of a Gmail account."""
_MARGIN_S = 60
"""A token that ends within a minute may end while the request is on its way."""


class AccessTokens:
    """Gives the access token of an account; safe to use from any thread."""

    def __init__(self, context: MailContext, url: str) -> None:
        self._context = context
        self._url = url
        self._lock = threading.Lock()
        self._token = ""
        self._ends_at = 0.0
        self._is_closed = False

    def get(self, job: Job, *, refused: str = "") -> str:
        """A valid token, other than the `refused` one.

        Raises MAIL_CONSENT_EXPIRED once the user or Google has ended the access, Cancelled after `close`, and what the
        connection raises.
        """
        with self._lock:
            self._check_open()
            if not self._token or self._token == refused or time.monotonic() > self._ends_at:
                self._renew(job)
                self._check_open()
            return self._token

    def close(self) -> None:
        """Drop the token from memory, and give none any more; does not wait for a renewal that runs."""
        self._is_closed = True
        self._token = ""

    def _check_open(self) -> None:
        if self._is_closed:
            self._token = ""
            raise Cancelled

    def _renew(self, job: Job) -> None:
        secrets = self._context.secrets
        refresh, client_id = secrets.get(REFRESH_TOKEN), secrets.get(CLIENT_ID)
        if not refresh or not client_id:
            raise KnownError(ErrorCode.MAIL_CONSENT_EXPIRED)
        form = {
            "grant_type": "refresh_token",
            "refresh_token": refresh,
            "client_id": client_id,
            "client_secret": secrets.get(CLIENT_SECRET) or "",
        }
        token = ask_token(self._context.http, self._url, form, job)
        self._token = token.access_token
        self._ends_at = time.monotonic() + token.expires_in - _MARGIN_S


def ask_token(http: HttpClient, url: str, form: dict[str, str], job: Job) -> Token:
    """The answer of the token server.

    Raises MAIL_CONSENT_EXPIRED for a code or refresh token that is not valid (any more), MAIL_CLIENT_REFUSED for a
    client that Google does not know, and what the connection raises.
    """
    with mail_errors():
        response = http.request("POST", url, purpose=Purpose.GMAIL_CONSENT, job=job, form=form)
        if response.status == 200:
            return response.decode(Token)
    error = _error(response)
    if error in ("invalid_client", "unauthorized_client", "deleted_client"):
        raise KnownError(ErrorCode.MAIL_CLIENT_REFUSED)
    if error in ("invalid_grant", "access_denied"):
        raise KnownError(ErrorCode.MAIL_CONSENT_EXPIRED)
    if error == "admin_policy_enforced":
        raise KnownError(ErrorCode.MAIL_ADMIN_FORBIDS)
    code = ErrorCode.MAIL_UNREACHABLE if response.status >= 500 else ErrorCode.MAIL_PROVIDER_BROKEN
    raise KnownError(code, host=response.host)


def _error(response: Response) -> str:
    try:
        return msgspec.json.decode(response.body, type=TokenProblem).error
    except (ValueError, RecursionError):
        return ""
