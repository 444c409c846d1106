"""The user's consent at Microsoft for IMAP and SMTP, with a public client: PKCE, no secret.

client id ─▶ page (PKCE, state) ─▶ browser ─▶ return address ─▶ code ─▶ refresh token, granted scopes checked
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.microsoft.addresses import Microsoft
from microdesk_desktop.mail.microsoft.tokens import MICROSOFT, SCOPES, ask_token

_VERIFIER_BYTES = 64
"""86 characters; RFC 7636 asks for 43 to 128."""
_ADMIN = ("AADSTS90094", "AADSTS65001", "AADSTS90093")
"""An administrator has to agree for the organisation."""


class MicrosoftConsent:
    """One request for consent: `url` is the page to open, `state` proves that an answer belongs to it."""

    def __init__(self, client_id: str, microsoft: Microsoft, redirect: str, state: str, address: str) -> None:
        self._client_id = client_id
        self._microsoft = microsoft
        self._redirect = redirect
        self._verifier = secrets.token_urlsafe(_VERIFIER_BYTES)
        digest = hashlib.sha256(self._verifier.encode()).digest()
        query = {
            "client_id": client_id,
            "response_type": "code",
            "response_mode": "query",
            "redirect_uri": redirect,
            "scope": " ".join(SCOPES),
            "state": state,
            "code_challenge": urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            "prompt": "select_account",
            "login_hint": address,
        }
        self.url = f"{microsoft.consent}?{urlencode(query)}"

    def finish(self, arrival: Mapping[str, str], http: HttpClient, job: Job) -> str:
        """Exchange the code of the return address for a refresh token.

        Raises MAIL_CONSENT_REFUSED, MAIL_ADMIN_FORBIDS, MAIL_SCOPE_MISSING, MAIL_NO_REFRESH, and as `ask_token` does.
        """
        if not arrival.get("code"):
            is_admin = any(code in arrival.get("error_description", "") for code in _ADMIN)
            refusal = ErrorCode.MAIL_ADMIN_FORBIDS if is_admin else ErrorCode.MAIL_CONSENT_REFUSED
            raise KnownError(refusal, part=MICROSOFT)
        form = {
            "grant_type": "authorization_code",
            "code": arrival["code"],
            "code_verifier": self._verifier,
            "redirect_uri": self._redirect,
            "client_id": self._client_id,
            "scope": " ".join(SCOPES),
        }
        token = ask_token(http, self._microsoft.token, form, job)
        granted = token.scope.split()
        if any(scope not in granted for scope in SCOPES if scope.startswith("https:")):
            raise KnownError(ErrorCode.MAIL_SCOPE_MISSING, part=MICROSOFT)
        if not token.refresh_token:
            raise KnownError(ErrorCode.MAIL_NO_REFRESH, part=MICROSOFT)
        return token.refresh_token
