"""The simulated Tink Link: its page, the user's answer and the redirect back to the program."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from microdesk_desktop.sandbox.bank import Return
from microdesk_desktop.sandbox.consent_page import plain_page
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.tink.data import TinkBank
from microdesk_desktop.sandbox.tink.state import TINK_LINK, Credentials, State, User

CONNECT = "/link/1.0/transactions/connect-accounts"
EXTEND = "/link/1.0/transactions/extend-consent"
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Tink Link</title>
<style>body{{font:16px sans-serif;max-width:34em;margin:4em auto;padding:0 1em;color:#1D2433;background:#F6F5F2}}
a{{display:inline-block;padding:.6em 1.2em;margin-right:.6em;border-radius:7px;background:#1F6F5C;color:#fff;
text-decoration:none}} a.no{{background:#EFEDE8;color:#5E5A4E}}</style></head>
<body><h1>{title}</h1><p>{text}</p>{body}</body></html>"""


@dataclass(kw_only=True)
class LinkSession:
    """One visit; `extended` is the consent that goes on, None where one is given."""

    user: User
    redirect: str
    reference: str
    bank: TinkBank | None = None
    extended: Credentials | None = None


class TinkLink:
    """The pages below `/link/`.

    `returns` is how the browser comes back, `error` what it brings instead of a consent.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._sessions: dict[str, LinkSession] = {}
        self.returns = Return.FAITHFUL
        self.error: Mapping[str, str] | None = None

    def handle(self, request: Request) -> Reply:
        parts = request.path.strip("/").split("/")
        if request.path in (CONNECT, EXTEND):
            return self._open(request.path, request.query)
        if len(parts) == 4 and parts[1] == "decide" and (session := self._sessions.pop(parts[2], None)):
            return self._decide(session, agrees=parts[3] == "yes")
        if len(parts) == 4 and parts[1] == "choose" and (session := self._sessions.get(parts[2])):
            session.bank = next((each for each in self._state.banks if each.name == parts[3]), None)
            return self._ask(parts[2], session)
        return _page("Cette page n'existe pas", status=404)

    def _open(self, path: str, query: Mapping[str, str]) -> Reply:
        redirect = query.get("redirect_uri", "")
        # Tink sends nobody to an address that it does not know.
        if query.get("client_id") != self._state.client_id or redirect not in self._state.registered:
            return _page("Cette adresse de retour n'est pas enregistrée", status=400)
        back = {"redirect": redirect, "reference": query.get("state", "")}
        if not self._state.has_permanent_users:
            return _bad_request("INVALID_STATE_PERMANENT_USER_FLAG", **back)
        code = self._state.codes.get(query.get("authorization_code", ""))
        if code is not None and code.actor != TINK_LINK:
            return _page("Cette autorisation n'est pas destinée à Tink Link", status=400)
        grant = self._state.redeem(query.get("authorization_code", ""), TINK_LINK)
        user = self._state.user(grant.user_id) if grant else None
        if user is None:
            return _bad_request("INVALID_PARAMETER_AUTHORIZATION_CODE", **back)
        session = LinkSession(user=user, redirect=redirect, reference=back["reference"])
        if path == EXTEND:
            return self._open_extension(session, query)
        # Without a market, Tink takes you for a Swede.
        market = query.get("market", "SE")
        wanted = query.get("input_provider")
        if wanted is not None:
            session.bank = next((each for each in self._state.banks if each.name == wanted), None)
            if session.bank is None or session.bank.market != market or market != user.market:
                return _bad_request("INVALID_STATE_PROVIDER", **back)
        key = secrets.token_hex(8)
        self._sessions[key] = session
        return self._ask(key, session) if session.bank else self._choose(key, market)

    def _open_extension(self, session: LinkSession, query: Mapping[str, str]) -> Reply:
        wanted = query.get("credentials_id")
        session.extended = next((each for each in session.user.credentials if each.id == wanted), None)
        if session.extended is None or not self._state.is_extendable:
            reason = "INVALID_PARAMETER_CREDENTIALS_ID"
            return _bad_request(reason, redirect=session.redirect, reference=session.reference)
        session.bank = session.extended.bank
        key = secrets.token_hex(8)
        self._sessions[key] = session
        return self._ask(key, session)

    def _choose(self, key: str, market: str) -> Reply:
        links = [
            f'<p><a href="/link/choose/{key}/{escape(each.name)}">{escape(each.display_name)}</a></p>'
            for each in self._state.banks
            if each.market == market
        ]
        return _page("Choisissez votre banque", body="".join(links))

    def _ask(self, key: str, session: LinkSession) -> Reply:
        bank = session.bank.display_name if session.bank else ""
        accounts = session.bank.accounts if session.bank else []
        listed = "".join(f"<li>{escape(each.name)}, {escape(each.iban)}</li>" for each in accounts)
        answers = (
            f'<p><a href="/link/decide/{key}/yes">Donner mon accord</a>'
            f'<a class="no" href="/link/decide/{key}/no">Refuser</a></p>'
        )
        text = "Tink de démonstration, sur votre ordinateur. MicroDesk demande à lire le solde et les opérations de :"
        return _page(bank, text=text, body=f"<ul>{listed}</ul>{answers}")

    def _decide(self, session: LinkSession, *, agrees: bool) -> Reply:
        answer: dict[str, str]
        if not agrees:
            answer = _error("USER_CANCELLED", "USER_CANCELLED")
        elif self.error is not None:
            answer = {**_error("INTERNAL_ERROR", ""), **self.error}
        elif session.bank is None or not session.bank.accounts:
            answer = _error("AUTHENTICATION_ERROR", "NO_ACCOUNTS") | {"error_type": "ACCOUNT_INFORMATION_ERROR"}
        else:
            credentials = session.extended or self._state.connect(session.user, session.bank)
            if session.extended is not None:
                self._state.extend(session.extended)
            name = "credentialsId" if self._state.is_named_in_camel_case else "credentials_id"
            answer = {name: credentials.id}
        if self.returns is Return.NEVER:
            return plain_page("Vous pouvez fermer cette page.")
        reference = session.reference[::-1] if self.returns is Return.WRONG_REFERENCE else session.reference
        return _redirect(session.redirect, {**answer, "state": reference})


def _bad_request(reason: str, *, redirect: str, reference: str) -> Reply:
    return _redirect(redirect, {**_error("BAD_REQUEST", reason), "state": reference})


def _error(error: str, reason: str) -> dict[str, str]:
    return {"error": error, "error_reason": reason, "message": reason, "tracking_id": secrets.token_hex(8)}


def _redirect(address: str, query: Mapping[str, str]) -> Reply:
    return Reply(status=302, headers={"Location": f"{address}?{urlencode(query)}"})


def _page(title: str, *, text: str = "", body: str = "", status: int = 200) -> Reply:
    return Reply(status=status, body=_PAGE.format(title=escape(title), text=escape(text), body=body))
