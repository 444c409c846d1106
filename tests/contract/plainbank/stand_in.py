"""The stand-in of Plainbank: it refuses what Plainbank refuses."""

import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.consent_page import Announce, ConsentPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.faults import Fault, Faults
from microdesk_desktop.sandbox.server import Reply, Request, Server
from tests.contract.plainbank import INFO
from tests.contract.plainbank.provider import CODES, RETURN_ADDRESS
from tests.contract.stand_in import CANARY, Answer, Fact

_STATUS = {"unknown_key": 401, "session_ended": 401, "inactive": 403, "too_many": 429, "bank_error": 500}


@cache
def private_key() -> str:
    """A key of 2,048 bits: longer than what a line of a form holds."""
    key = generate_private_key(public_exponent=65_537, key_size=2_048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def refusal(name: str) -> Fault:
    return Fault(name=name, status=_STATUS.get(name, 400), body={"error": name})


@dataclass
class _Consent:
    redirect: str
    state: str
    ends_at: datetime
    code: str = field(default_factory=lambda: secrets.token_hex(8))
    is_used: bool = False
    accounts: dict[str, str] = field(default_factory=dict)


class PlainbankStandIn:
    info = INFO
    institution_id = "FR:PLAIN"
    transactions_path = "/rows/"
    balance_path = "/balance"
    polling_path = "/sessions"
    asks_consent = True
    can_be_polled = False
    lists_all_pending = True
    revoking = ("DELETE", "/sessions/")
    daily = 4
    consent_expired = refusal("session_ended")
    refusals: Sequence[tuple[Fault, ErrorCode]] = (
        *((refusal(name), code) for name, code in CODES.items()),
        (refusal("strange"), ErrorCode.REQUEST_REFUSED),
        (faults.UNAVAILABLE, ErrorCode.PROVIDER_DOWN),
        (faults.HTML, ErrorCode.PROVIDER_DOWN),
        (faults.EMPTY, ErrorCode.PROVIDER_DOWN),
        (faults.STRANGE, ErrorCode.PROVIDER_CHANGED),
        (faults.TRUNCATED, ErrorCode.PROVIDER_DOWN),
        (faults.HANGING, ErrorCode.PROVIDER_DOWN),
        (faults.RESET, ErrorCode.PROVIDER_DOWN),
    )

    def __init__(self, clock: Clock) -> None:
        self.keys = {"application_id": secrets.token_hex(8), "private_key": private_key()}
        self.wrong_keys = {**self.keys, "application_id": "another"}
        self.registered = [RETURN_ADDRESS]
        self._clock = clock
        self._server = Server(self._answer)
        self._banks: list[dict[str, object]] = [{"id": self.institution_id, "name": "Plain Bank", "bic": None}]
        self._consents: dict[str, _Consent] = {}
        self._sessions: dict[str, _Consent] = {}
        self._accounts: dict[str, list[dict[str, object]]] = {}
        self._ids: dict[str, str] = {}
        self._page = ""

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        return self._server.url

    @property
    def faults(self) -> Faults:
        return self._server.faults

    @property
    def requests(self) -> Sequence[tuple[str, str]]:
        return self._server.requests

    def stop(self) -> None:
        self._server.stop()

    def open_account(self, iban: str) -> None:
        self._accounts[iban] = []

    def close_accounts(self) -> None:
        self._accounts.clear()

    def put(self, iban: str, *facts: Fact) -> None:
        self._accounts[iban] = [
            {
                "on": fact.on.isoformat(),
                "cents": fact.cents,
                "label": fact.label,
                "id": secrets.token_hex(8) if fact.identifier == "" else fact.identifier,
                "is_pending": fact.is_pending,
                "counterparty": {"iban": CANARY},
            }
            for fact in facts
        ]

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        plain = {"on": self._clock.today().isoformat(), "cents": -100, "label": "ODD"}
        self._accounts[iban].append({**plain, **odd})

    def odd_fields(self) -> Sequence[str]:
        return ("on", "cents", "label", "id", "is_pending", "counterparty")

    def user(self, answer: Answer) -> Announce:
        def announce(page: ConsentPage) -> None:
            if answer is Answer.NOTHING:
                return
            back = self._walk(page.url, agrees=answer is not Answer.REFUSE)
            if answer is Answer.WRONG_REFERENCE:
                query = dict(parse_qsl(urlsplit(back).query))
                assert not page.offer(f"{RETURN_ADDRESS}?{urlencode({**query, 'state': 'guess'})}")
                assert not page.offer(query["code"]), "a bare code has no reference"
            assert page.offer(back)

        return announce

    def _walk(self, url: str, *, agrees: bool) -> str:
        """Answer the page; returns the address of the redirect, which leads to nothing that listens."""
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=60)
        connection.request("GET", f"{parts.path}/{'yes' if agrees else 'no'}")
        location = connection.getresponse().headers["Location"]
        connection.close()
        return str(location)

    def open_consents(self) -> int:
        return len(self._sessions)

    def granted_end(self) -> datetime:
        return list(self._sessions.values())[-1].ends_at

    def accounts_read(self) -> set[str]:
        counted = [path for _, path in self.requests if path.startswith("/accounts/")]
        return {iban for id_, iban in self._ids.items() if any(f"/{id_}/" in path for path in counted)}

    def first_day_asked(self) -> date:
        return date.fromisoformat([path for _, path in self.requests if "/rows/" in path][-1].rsplit("/", 1)[1])

    def break_page(self, url: str) -> bool:
        self._page = url
        return True

    def add_odd_institution(self) -> None:
        self._banks.append({"id": "FR:ODD", "name": ["?"], "logo": 7})

    def renew_limits(self) -> None:
        """Plainbank counts nothing itself."""

    def issue(self, text: str) -> Fault | None:
        return None

    def forget_tokens(self) -> None:
        """There are none: each request is signed."""

    def _answer(self, request: Request) -> Reply:
        if match := re.fullmatch(r"/agree/(\w+)/(yes|no)", request.path):
            return self._agree(self._consents[match[1]], agrees=match[2] == "yes")
        signed = f"{request.method} {request.path}".encode()
        signature = hmac.digest(self.keys["private_key"].encode(), signed, "sha256").hex()
        if request.headers.get("authorization") != f"{self.keys['application_id']}:{signature}":
            return _refused("unknown_key")
        return self._route(request, request.path.strip("/").split("/"))

    def _agree(self, consent: _Consent, *, agrees: bool) -> Reply:
        answer = {"code": consent.code} if agrees else {"error": "access_denied"}
        query = urlencode({**answer, "state": consent.state})
        return Reply(status=302, headers={"Location": f"{consent.redirect}?{query}"})

    def _route(self, request: Request, parts: list[str]) -> Reply:
        match request.method, parts:
            case "GET", ["banks", _]:
                return Reply(body={"banks": self._banks})
            case "POST", ["consents"]:
                return self._begin(request.form)
            case "POST", ["sessions"]:
                return self._exchange(request.form.get("code", ""))
            case _, ["sessions", id_] if id_ not in self._sessions:
                return _refused("session_ended")
            case "GET", ["sessions", id_]:
                return Reply(body=self._session(id_))
            case "DELETE", ["sessions", id_]:
                del self._sessions[id_]
                return Reply(body={})
            case "GET", ["accounts", id_, *what] if self._ids.get(id_) in self._accounts:
                return self._read(self._accounts[self._ids[id_]], what)
        return _refused("unknown_account")

    def _begin(self, form: Mapping[str, str]) -> Reply:
        if form["redirect"] not in self.registered:
            return _refused("return_not_registered")
        name = secrets.token_hex(8)
        ends_at = self._clock.now() + timedelta(days=int(form["days"]))
        self._consents[name] = _Consent(form["redirect"], form["state"], ends_at)
        return Reply(body={"url": self._page or f"{self.base_url}/agree/{name}"})

    def _exchange(self, code: str) -> Reply:
        consent = next((each for each in self._consents.values() if each.code == code and not each.is_used), None)
        if consent is None:
            return _refused("code_used")
        consent.is_used = True
        id_ = secrets.token_hex(8)
        self._sessions[id_] = consent
        consent.accounts = {secrets.token_hex(8): iban for iban in self._accounts}
        self._ids |= consent.accounts
        return Reply(body=self._session(id_))

    def _session(self, id_: str) -> dict[str, Any]:
        consent = self._sessions[id_]
        accounts = [{"id": each, "iban": iban, "holder": CANARY} for each, iban in consent.accounts.items()]
        blocked = {"id": None, "iban": None}
        return {"session": id_, "ends_at": consent.ends_at.isoformat(), "accounts": [blocked, *accounts]}

    def _read(self, rows: list[dict[str, object]], what: list[str]) -> Reply:
        if what == ["balance"]:
            cents = sum(int(str(row["cents"])) for row in rows if not row["is_pending"])
            return Reply(body={"cents": cents, "on": self._clock.today().isoformat(), "owner": CANARY})
        return Reply(body={"rows": rows})


def _refused(name: str) -> Reply:
    fault = refusal(name)
    return Reply(status=fault.status, body=fault.body)
