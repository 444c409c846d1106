"""The user's consent at Google for Gmail: the client file, the page, and the tokens that its answer gives.

client file ─▶ page (PKCE, state) ─▶ browser ─▶ return address ─▶ code ─▶ refresh token, granted scopes checked
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.google.addresses import API_PATH, PUBLIC, Google, google_at
from microdesk_desktop.mail.google.problems import known_error
from microdesk_desktop.mail.google.schemas import ClientFile, Profile
from microdesk_desktop.mail.google.tokens import REFRESH_TOKEN, ask_token
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.mail.transport_errors import mail_errors

SCOPE = "https://www.googleapis.com/auth/gmail.modify"
_CLIENT_SUFFIX = ".apps.googleusercontent.com"
_LONGEST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleClient:
    """The client that the user made at Google; its secret is kept like a password."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What the user granted, for the account of `address`.

    `ends_after` is set for a client in testing, whose access ends by itself.
    """

    address: str
    refresh_token: str = field(repr=False)
    ends_after: timedelta | None


def read_client(content: bytes) -> GoogleClient:
    """The client in a file of Google's console.

    Raises MAIL_CLIENT_FILE with `part`: "unreadable", "web" (a client of another type), "incomplete".
    """
    try:
        file = msgspec.json.decode(content, type=ClientFile)
    except (ValueError, RecursionError):
        raise KnownError(ErrorCode.MAIL_CLIENT_FILE, part="unreadable") from None
    if file.installed is None:
        raise KnownError(ErrorCode.MAIL_CLIENT_FILE, part="web" if file.web is not None else "unreadable")
    id_, secret = file.installed.get("client_id"), file.installed.get("client_secret")
    if not _is_text(id_) or not _is_text(secret) or not str(id_).endswith(_CLIENT_SUFFIX):
        raise KnownError(ErrorCode.MAIL_CLIENT_FILE, part="incomplete")
    return GoogleClient(id=str(id_), secret=str(secret))


class ConsentFlow:
    """One request for consent: `url` is the page to open, `state` proves that an answer belongs to it."""

    def __init__(self, client: GoogleClient, google: Google, redirect: str, state: str) -> None:
        # Imported here: it brings `requests`, which nothing else of the program loads. Only its requests are built by
        # it; they are sent by the program's own client.
        from google_auth_oauthlib.flow import Flow

        config = {
            "installed": {
                "client_id": client.id,
                "client_secret": client.secret,
                "auth_uri": PUBLIC.consent,
                "token_uri": PUBLIC.token,
            }
        }
        self._client = client
        self._google = google
        self._flow = Flow.from_client_config(config, [SCOPE], redirect_uri=redirect)
        # Without prompt=consent, a second consent gives no refresh token.
        built, _ = self._flow.authorization_url(state=state, access_type="offline", prompt="consent")
        # The library builds addresses with https only, which a stand-in on this computer does not have.
        self.url = f"{google.consent}?{urlsplit(built).query}"

    def finish(self, arrival: Mapping[str, str], http: HttpClient, job: Job) -> Grant:
        """Exchange the code of the return address.

        Raises MAIL_CONSENT_REFUSED, MAIL_ADMIN_FORBIDS, MAIL_SCOPE_MISSING where the box of Gmail was left unticked,
        MAIL_NO_REFRESH, MAIL_CLIENT_REFUSED, MAIL_API_OFF where the project does not have the Gmail API, and what the
        connection raises.
        """
        if "error" in arrival or not arrival.get("code"):
            is_admin = arrival.get("error") == "admin_policy_enforced"
            raise KnownError(ErrorCode.MAIL_ADMIN_FORBIDS if is_admin else ErrorCode.MAIL_CONSENT_REFUSED)
        form = {
            "grant_type": "authorization_code",
            "code": arrival["code"],
            "code_verifier": self._flow.code_verifier,
            "redirect_uri": self._flow.redirect_uri,
            "client_id": self._client.id,
            "client_secret": self._client.secret,
        }
        token = ask_token(http, self._google.token, form, job)
        if token.scope.split() != [SCOPE]:
            raise KnownError(ErrorCode.MAIL_SCOPE_MISSING)
        if not token.refresh_token:
            raise KnownError(ErrorCode.MAIL_NO_REFRESH)
        seconds = token.refresh_token_expires_in
        return Grant(
            address=self._address(token.access_token, http, job),
            refresh_token=token.refresh_token,
            ends_after=None if seconds is None else timedelta(seconds=seconds),
        )

    def _address(self, access_token: str, http: HttpClient, job: Job) -> str:
        """The address of the account that the user chose on Google's page."""
        url = f"{self._google.api}{API_PATH}profile"
        headers = {"Authorization": f"Bearer {access_token}"}
        with mail_errors():
            response = http.request("GET", url, purpose=Purpose.GMAIL_CONSENT, job=job, headers=headers)
            if error := known_error(response):
                raise error
            return response.decode(Profile).email_address


def revoke(context: MailContext, job: Job) -> None:
    """End the access of an account at Google; one that is ended already is a success.

    Raises what the connection raises, MAIL_PROVIDER_BROKEN for another refusal, and KEYRING_UNAVAILABLE or
    KEYRING_LOCKED.
    """
    token = context.secrets.get(REFRESH_TOKEN)
    if token:
        revoke_token(token, google_at(context.account.base_url), context.http, job)


def revoke_token(token: str, google: Google, http: HttpClient, job: Job) -> None:
    """End the access that came with a token, and any other of the user to the same client. Raises as `revoke`."""
    with mail_errors():
        response = http.request("POST", google.revoke, purpose=Purpose.GMAIL_REVOKE, job=job, form={"token": token})
    # 400 is `invalid_token`: it was revoked before, or has ended.
    if response.status not in (200, 400):
        raise KnownError(ErrorCode.MAIL_UNREACHABLE, host=response.host)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isascii() and value.isprintable()
