"""The service: routes, tokens, pages for the user, and what a client must never do, noted as violations."""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.sandbox.bank import SampleRow
from microdesk_desktop.sandbox.consent_page import agreement_page, plain_page
from microdesk_desktop.sandbox.enable_banking import consents, refusals, windows
from microdesk_desktop.sandbox.enable_banking.keys import application_key, pem, token_flaw
from microdesk_desktop.sandbox.enable_banking.refusals import Detail, Refused
from microdesk_desktop.sandbox.enable_banking.rows import row
from microdesk_desktop.sandbox.enable_banking.state import (
    Account,
    Authorization,
    Bank,
    ConsentSession,
    Spending,
    french_banks,
)
from microdesk_desktop.sandbox.enable_banking.windows import OwnRefusal, Paging, Period
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service

PASTED_ADDRESS = "https://enablebanking.com/"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_OLDEST = timedelta(days=90)


class EnableBankingSandbox(Service):
    """The provider with its banks; the attributes are its modes, which may be changed while it runs.

    `registered` are the return addresses of the application. `violations` lists what was answered although no client
    of ours may ask it.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__()
        self.application_id = str(uuid.uuid4())
        self.registered = [PASTED_ADDRESS]
        self.is_active = True
        self.banks = french_banks()
        self.extra_banks: list[object] = []
        self.period = Period.PROPOSED
        self.paging = Paging()
        self.detail = Detail.OBJECT
        self.code_is_text = False
        self.keeps_one_session = False
        self.refuses_balances = False
        self.counts_after = 4
        self.page_url = ""
        self.violations: list[str] = []
        self.authorizations: dict[str, Authorization] = {}
        self.sessions: dict[str, ConsentSession] = {}
        self._spending = Spending()
        self._read_uids: dict[str, str] = {}
        self._clock = clock or SystemClock()
        self._key = application_key()

    @property
    def base_url(self) -> str:
        """What to give as the provider's base URL."""
        return self._server.url

    @property
    def secrets(self) -> dict[str, str]:
        """The keys that this provider accepts, by the names of the settings."""
        return {"application_id": self.application_id, "private_key": pem(self._key)}

    @property
    def open_sessions(self) -> list[ConsentSession]:
        """The consents that can be used now, oldest first."""
        now = self._clock.now()
        return [each for each in self.sessions.values() if not each.end and now < each.authorization.ends_at]

    def bank(self, name: str) -> Bank:
        """One of the banks, to change its accounts or its terms."""
        return next(each for each in self.banks if each.name == name)

    def open_sample_account(self, iban: str, opening_cents: int, rows: Iterable[SampleRow], today: date) -> str:
        """Give the customer an account with sample rows; returns the id of its bank for a connection."""
        account = Account(iban=iban, owner="Camille Martin", opening_cents=opening_cents)
        for days_ago, cents, label, is_pending in rows:
            on = today - timedelta(days=days_ago)
            status, reference = ("PDNG", None) if is_pending else ("BOOK", "")
            account.rows.append(row(on, cents, label, status=status, reference=reference))
        self.bank("CIC").accounts.append(account)
        return "FR:CIC:business"

    def renew_limits(self) -> None:
        """Restore the budgets of the banks, as after a day."""
        self._spending.renew()

    def end(self, session: ConsentSession, why: str = "REVOKED_SESSION") -> None:
        """Let a consent be over; `why` is the error that answers from then on."""
        session.end = why

    def _answer(self, request: Request) -> Reply:
        if found := re.fullmatch(r"/consents/([0-9a-f-]+)(?:/(yes|no))?", request.path):
            return self._answer_user(found[1], found[2])
        try:
            return self._authorised(request)
        except Refused as refused:
            return refused.reply(self.detail, code_is_text=self.code_is_text)
        except OwnRefusal as refused:
            return refused.reply

    def _authorised(self, request: Request) -> Reply:
        header = request.headers.get("authorization")
        if header is None:
            raise Refused("AUTHORIZATION_NOT_PROVIDED", "Authorization header is missing")
        scheme, _, token = header.partition(" ")
        flaw = token_flaw(token, self.application_id, self._key.public_key(), self._clock.now())
        if scheme != "Bearer" or flaw:
            raise Refused("UNAUTHORIZED_ACCESS", flaw or "Bearer is missing")
        if any(name.startswith("psu-") for name in request.headers):
            self.violations.append(f"PSU header: {request.path}")
        if request.path == "/application":
            return Reply(body=self._application())
        return self._route(request) if self.is_active else refusals.INACTIVE

    def _route(self, request: Request) -> Reply:
        match request.method, request.path.split("/")[1:]:
            case "GET", ["aspsps"]:
                return self._list_banks(request.query)
            case "POST", ["auth"]:
                return self._begin(request.body)
            case "POST", ["sessions"]:
                return self._exchange(request.body)
            case _, ["sessions"] | ["auth"]:
                return refusals.METHOD
            case "GET", ["sessions", id_] if id_:
                return self._show(id_)
            case "DELETE", ["sessions", id_] if id_:
                return self._close(id_)
            case "GET", ["accounts", uid, "details" | "balances" | "transactions" as what]:
                return self._read(uid, what, request)
        return refusals.NOT_FOUND

    def _application(self) -> dict[str, object]:
        return {
            "name": "MicroDesk",
            "description": "",
            "kid": self.application_id,
            "environment": "PRODUCTION",
            "redirect_urls": list(self.registered),
            "active": self.is_active,
            "countries": ["FR"],
            "services": ["AIS"],
        }

    def _list_banks(self, query: Mapping[str, str]) -> Reply:
        country, psu_type = query.get("country", "FR"), query.get("psu_type")
        if not re.fullmatch("[A-Z]{2}", country):
            raise Refused("WRONG_REQUEST_PARAMETERS", "country: two capitals")
        found = [each for each in self.banks if each.country == country and psu_type in (None, *each.psu_types)]
        return Reply(body={"aspsps": [*(each.as_json() for each in found), *self.extra_banks]})

    def _begin(self, body: object) -> Reply:
        fields: Mapping[str, Any] = body if isinstance(body, dict) else {}
        bank = consents.check_authorization(fields, self.banks, self.registered, self._clock.now())
        asked = Authorization(
            bank=bank,
            psu_type=fields.get("psu_type", bank.psu_types[0]),
            redirect=fields["redirect_url"],
            state=fields["state"],
            ends_at=consents.end_of(fields["access"]),
        )
        self.authorizations[asked.id] = asked
        url = self.page_url or f"{self.base_url}/consents/{asked.id}"
        return Reply(body={"url": url, "authorization_id": asked.id, "psu_id_hash": asked.id[:8]})

    def _answer_user(self, id_: str, answer: str | None) -> Reply:
        asked = self.authorizations.get(id_)
        if asked is None:
            return Reply(status=404, body="")
        if answer is None:
            days = (asked.ends_at - self._clock.now() + timedelta(hours=2)).days
            owned = [f"{each.name}, {each.iban}, {each.owner}" for each in asked.bank.accounts]
            path = f"/consents/{id_}"
            return agreement_page(
                asked.bank.name, days=days, history=89, accounts=owned, yes=f"{path}/yes", no=f"{path}/no"
            )
        now = self._clock.now()
        back = consents.agree(asked, now) if answer == "yes" else consents.refuse(asked)
        return self._send_back(asked.redirect, back)

    def _send_back(self, address: str, back: Mapping[str, str]) -> Reply:
        """The redirect; where nothing listens, a page that shows the address which a browser would."""
        target = f"{address}{'&' if '?' in address else '?'}{urlencode(back)}"
        parts = urlsplit(address)
        if parts.scheme == "http" and parts.hostname in _LOOPBACK:
            return Reply(status=302, headers={"Location": target})
        return plain_page(f"Copiez cette adresse dans MicroDesk : {target}")

    def _exchange(self, body: object) -> Reply:
        fields = body if isinstance(body, dict) else {}
        asked = consents.check_code(fields.get("code"), self.authorizations, self._clock.now())
        asked.is_used = True
        if self.keeps_one_session:
            for former in self.open_sessions:
                if former.authorization.bank is asked.bank:
                    former.end = "EXPIRED_SESSION"
        linked = {str(uuid.uuid4()): each for each in asked.bank.accounts if each.is_linked}
        session = ConsentSession(authorization=asked, accounts=linked)
        self.sessions[session.id] = session
        return Reply(body=session.as_json())

    def _session(self, id_: str) -> ConsentSession:
        if id_ not in self.sessions:
            raise Refused("SESSION_DOES_NOT_EXIST", "No session found matching provided id")
        return self.sessions[id_]

    def _show(self, id_: str) -> Reply:
        session = self._session(id_)
        consents.check_session(session, self._clock.now())
        told = session.as_json()
        uids = [uid for uid, account in session.accounts.items() if not account.is_blocked]
        return Reply(body={**told, "status": "AUTHORIZED", "accounts": uids, "created": ""})

    def _close(self, id_: str) -> Reply:
        session = self._session(id_)
        consents.check_session(session, self._clock.now())
        session.end = "CLOSED_SESSION"
        return Reply(body={"message": "OK"})

    def _read(self, uid: str, what: str, request: Request) -> Reply:
        session, account = self._account(uid)
        bank = session.authorization.bank
        given = [name for name in bank.psu_headers if name.lower() in request.headers]
        if given and len(given) < len(bank.psu_headers):
            raise Refused("PSU_HEADER_NOT_PROVIDED", "PSU headers are missing")
        self._note_violations(session, uid, request)
        is_continued = windows.KEY in request.query
        now = self._clock.now()
        if not is_continued and self._spending.is_spent(account, what, self.counts_after, now):
            raise Refused("ASPSP_RATE_LIMIT_EXCEEDED", "Rate limit exceeded")
        body = self._content(uid, what, account, bank, request.query)
        if not is_continued:
            self._spending.count(account, what, now)
        return Reply(body=body)

    def _account(self, uid: str) -> tuple[ConsentSession, Account]:
        try:
            uuid.UUID(uid)
        except ValueError:
            raise Refused("WRONG_REQUEST_PARAMETERS", "account_id: not a UUID") from None
        for session in self.sessions.values():
            if uid in session.accounts and not session.accounts[uid].is_blocked:
                consents.check_session(session, self._clock.now())
                return session, session.accounts[uid]
        raise Refused("ACCOUNT_DOES_NOT_EXIST", "No account found matching provided id")

    def _content(self, uid: str, what: str, account: Account, bank: Bank, query: Mapping[str, str]) -> object:
        if what == "details":
            return account.as_json(uid)
        if what == "balances":
            if self.refuses_balances:
                raise refusals.of_bank({"tppMessages": [{"category": "ERROR", "code": 401}]})
            return self._balances(account)
        today = self._clock.now().date()
        since, until = windows.check_window(query, bank, today, self.period)
        return windows.cut(uid, windows.select(account, since, until, query), query, self.paging)

    def _balances(self, account: Account) -> dict[str, object]:
        day = self._clock.today().isoformat()
        booked, available = account.balance_cents, account.balance_cents + 50_000
        return {
            "balances": [
                {
                    "name": kind,
                    "balance_amount": {"currency": account.currency, "amount": format_decimal(cents)},
                    "balance_type": kind,
                    "reference_date": day,
                }
                for kind, cents in (("ITAV", available), ("CLBD", booked))
            ]
        }

    def _note_violations(self, session: ConsentSession, uid: str, request: Request) -> None:
        query = request.query
        if "strategy" in query:
            self.violations.append(f"strategy={query['strategy']}")
        oldest = (self._clock.now().date() - _OLDEST).isoformat()
        if query.get("date_from", oldest) < oldest:
            self.violations.append(f"older than 90 days: {query['date_from']}")
        read = self._read_uids.setdefault(session.id, uid)
        if read != uid:
            self.violations.append(f"a second account: {request.path}")
