"""Simulated consent page and token server of Google, for one client of the type Desktop."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from microdesk_desktop.sandbox.server import Reply, Request

MODIFY = "https://www.googleapis.com/auth/gmail.modify"
_ACCESS_S = 3_599
_TESTING_S = 604_799
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Google (démonstration)</title></head>
<body><h1>Google (démonstration)</h1><p>MicroDesk demande à lire, modifier et envoyer vos messages.</p>
<p><a href="{yes}">Autoriser</a> <a href="{no}">Refuser</a></p></body></html>"""


@dataclass(kw_only=True)
class _Asked:
    """A consent that was asked for: where the browser goes back, and what proves that the same program asks on."""

    redirect: str
    state: str
    challenge: str
    gives_refresh: bool


class Consents:
    """Grants access to the mailbox. Can play a client in testing, or a box left unticked."""

    def __init__(self) -> None:
        self.client_id = "1234-demo.apps.googleusercontent.com"
        self.client_secret = "GOCSPX-" + secrets.token_urlsafe(12)
        self.is_testing = False
        self.granted = MODIFY
        self.gives_refresh = True
        self.accesses: set[str] = set()
        self.refreshes: set[str] = set()
        self._asked: dict[str, _Asked] = {}
        self._codes: dict[str, _Asked] = {}

    def grant(self) -> str:
        """A refresh token, as if the user had agreed."""
        refresh = "1//" + secrets.token_urlsafe(12)
        self.refreshes.add(refresh)
        return refresh

    def page(self, request: Request) -> Reply:
        """The page of a consent; refuses a request that Google would not show one for."""
        asked = request.query
        is_local = urlsplit(asked.get("redirect_uri", "")).hostname in ("localhost", "127.0.0.1", "::1")
        is_known = asked.get("client_id") == self.client_id and asked.get("response_type") == "code"
        is_proven = asked.get("code_challenge_method") == "S256" and asked.get("code_challenge") and asked.get("state")
        if not (is_local and is_known and is_proven and asked.get("scope") == MODIFY):
            return Reply(status=400, body="<p>invalid_request</p>")
        id_ = secrets.token_hex(8)
        self._asked[id_] = _Asked(
            redirect=asked["redirect_uri"],
            state=asked["state"],
            challenge=asked["code_challenge"],
            gives_refresh=asked.get("access_type") == "offline" and asked.get("prompt") == "consent",
        )
        return Reply(body=_PAGE.format(yes=f"/consent/{id_}/yes", no=f"/consent/{id_}/no"))

    def decide(self, path: str) -> Reply:
        """The redirect to the program with the user's answer."""
        _, _, id_, answer = path.split("/")
        asked = self._asked.pop(id_, None)
        if asked is None:
            return Reply(status=404, body="")
        back = {"state": asked.state}
        if answer == "yes":
            code = secrets.token_urlsafe(12)
            self._codes[code] = asked
            back |= {"code": code, "scope": self.granted}
        else:
            back["error"] = "access_denied"
        return Reply(status=302, headers={"Location": f"{asked.redirect}?{urlencode(back)}"})

    def token(self, request: Request) -> Reply:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            return _refusal(401, "invalid_client")
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") not in self.refreshes:
                return _refusal(400, "invalid_grant")
            return Reply(body=self._access())
        asked = self._codes.pop(form.get("code", ""), None)
        if form.get("grant_type") != "authorization_code" or asked is None:
            return _refusal(400, "invalid_grant")
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).decode().rstrip("=") != asked.challenge or form["redirect_uri"] != asked.redirect:
            return _refusal(400, "invalid_grant")
        return Reply(body=self._access() | self._refresh(asked))

    def revoke(self, request: Request) -> Reply:
        """End a refresh token and every access token that came of it."""
        if request.form.get("token") not in self.refreshes:
            return _refusal(400, "invalid_token")
        self.refreshes.clear()
        self.accesses.clear()
        return Reply(body={})

    def _access(self) -> dict[str, object]:
        access = "ya29." + secrets.token_urlsafe(12)
        self.accesses.add(access)
        return {"access_token": access, "expires_in": _ACCESS_S, "scope": self.granted, "token_type": "Bearer"}

    def _refresh(self, asked: _Asked) -> dict[str, object]:
        if not (asked.gives_refresh and self.gives_refresh):
            return {}
        return {"refresh_token": self.grant()} | ({"refresh_token_expires_in": _TESTING_S} if self.is_testing else {})


def _refusal(status: int, error: str) -> Reply:
    return Reply(status=status, body={"error": error, "error_description": error})
