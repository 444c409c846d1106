"""The stand-in of Enable Banking refuses what the real one refuses, and notes what no client of ours may do."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from microdesk_desktop.banks.enable_banking import tokens
from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox
from microdesk_desktop.sandbox.enable_banking.keys import application_key
from microdesk_desktop.sandbox.enable_banking.rows import row
from microdesk_desktop.sandbox.enable_banking.service import PASTED_ADDRESS
from microdesk_desktop.sandbox.enable_banking.state import Account
from tests.contract.stand_ins.enable_banking import address_shown, query_of
from tests.support.bank import IBAN, OTHER_IBAN
from tests.support.clock import TODAY, FakeClock, clock

__all__ = ["clock"]
UNKNOWN = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@dataclass
class Caller:
    """A client that may be wrong in one thing at a time."""

    sandbox: EnableBankingSandbox
    clock: FakeClock

    def token(self) -> str:
        return tokens.sign(self.sandbox.application_id, application_key(), self.clock.now())

    def call(
        self, method: str, path: str, body: object = None, *, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and body of an answer."""
        given = {"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json"} | dict(headers or {})
        connection = HTTPConnection(urlsplit(self.sandbox.base_url).netloc, timeout=10)
        connection.request(
            method,
            path,
            None if body is None else json.dumps(body),
            {name: value for name, value in given.items() if value},
        )
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer.status, json.loads(read or b"null")

    def refusal(self, method: str, path: str, body: object = None, **more: Any) -> tuple[int, str]:
        """Status and name of an error."""
        status, told = self.call(method, path, body, **more)
        return status, (told or {}).get("error", "")

    def ask(self, **fields: object) -> dict[str, Any]:
        """The body of a request for a consent; a field that is None is left out."""
        ends_at = self.clock.now() + timedelta(days=179)
        plain = {
            "access": {"valid_until": ends_at.isoformat()},
            "aspsp": {"name": "CIC", "country": "FR"},
            "state": "s",
            "redirect_url": PASTED_ADDRESS,
            "psu_type": "business",
            **fields,
        }
        return {name: value for name, value in plain.items() if value is not None}

    def code(self) -> str:
        page = self.call("POST", "/auth", self.ask())[1]["url"]
        return query_of(address_shown(page))["code"]

    def session(self) -> dict[str, Any]:
        return dict(self.call("POST", "/sessions", {"code": self.code()})[1])

    def account(self) -> str:
        return str(self.session()["accounts"][0]["uid"])


@pytest.fixture
def caller(clock: FakeClock) -> Iterator[Caller]:
    with EnableBankingSandbox(clock) as sandbox:
        sandbox.bank("CIC").accounts.append(
            Account(iban=IBAN, owner="x", rows=[row(TODAY, -1, "a"), row(TODAY, 2, "b")])
        )
        yield Caller(sandbox, clock)


def test_a_right_client_is_answered(caller: Caller) -> None:
    opened = caller.session()
    uid = opened["accounts"][0]["uid"]
    assert caller.call("GET", f"/sessions/{opened['session_id']}")[1]["accounts"] == [uid]
    assert len(caller.call("GET", f"/accounts/{uid}/transactions")[1]["transactions"]) == 2
    assert caller.call("GET", f"/accounts/{uid}/balances")[0] == 200
    assert caller.call("DELETE", f"/sessions/{opened['session_id']}") == (200, {"message": "OK"})
    assert caller.sandbox.violations == []


def wrong_tokens(caller: Caller) -> Iterator[str]:
    id_, key, now = caller.sandbox.application_id, application_key(), caller.clock.now()
    yield ""
    yield "a.b.c"
    yield tokens.sign(UNKNOWN, key, now)
    yield tokens.sign(id_, generate_private_key(public_exponent=65_537, key_size=2_048), now)
    yield tokens.sign(id_, key, now - timedelta(hours=1))
    yield tokens.sign(id_, key, now + timedelta(minutes=2))


def test_a_token_that_is_wrong_in_anything_is_refused(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caller.refusal("GET", "/application", headers={"Authorization": ""}) == (401, "AUTHORIZATION_NOT_PROVIDED")
    for token in wrong_tokens(caller):
        refused = caller.refusal("GET", "/application", headers={"Authorization": f"Bearer {token}"})
        assert refused == (401, "UNAUTHORIZED_ACCESS")
    basic = caller.refusal("GET", "/application", headers={"Authorization": f"Basic {caller.token()}"})
    assert basic == (401, "UNAUTHORIZED_ACCESS")
    for name, value in (("ISSUER", UNKNOWN), ("AUDIENCE", "api.tilisy.com"), ("LIFETIME", timedelta(days=2))):
        with monkeypatch.context() as changed:
            changed.setattr(tokens, name, value)
            assert caller.refusal("GET", "/application") == (401, "UNAUTHORIZED_ACCESS")


@pytest.mark.parametrize(
    ("method", "path", "refused"),
    [
        ("GET", "/application/", (404, "")),
        ("GET", "/aspsps/", (404, "")),
        ("GET", "/aspsps?country=fr", (422, "WRONG_REQUEST_PARAMETERS")),
        ("GET", "/sessions", (405, "")),
        ("GET", f"/sessions/{UNKNOWN}", (404, "SESSION_DOES_NOT_EXIST")),
        ("GET", f"/accounts/{UNKNOWN}/balances", (404, "ACCOUNT_DOES_NOT_EXIST")),
        ("GET", f"/accounts/{IBAN}/balances", (422, "WRONG_REQUEST_PARAMETERS")),
    ],
)
def test_a_path_that_does_not_exist_is_refused(caller: Caller, method: str, path: str, refused: object) -> None:
    assert caller.refusal(method, path) == refused


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        *[({name: None}, "WRONG_REQUEST_PARAMETERS") for name in ("access", "aspsp", "state", "redirect_url")],
        ({"access": {"valid_until": "2027-01-01T00:00:00"}}, "WRONG_REQUEST_PARAMETERS"),
        ({"access": {"valid_until": "2026-01-01T00:00:00Z"}}, "WRONG_REQUEST_PARAMETERS"),
        ({"access": {"valid_until": "2027-05-20T09:30:01+00:00"}}, "WRONG_REQUEST_PARAMETERS"),
        ({"language": "FR"}, "WRONG_REQUEST_PARAMETERS"),
        ({"credentials": {"user": "x"}}, "WRONG_REQUEST_PARAMETERS"),
        ({"psu_type": "corporate"}, "WRONG_REQUEST_PARAMETERS"),
        ({"redirect_url": "https://enablebanking.com"}, "REDIRECT_URI_NOT_ALLOWED"),
        ({"redirect_url": "http://enablebanking.com/"}, "REDIRECT_URI_NOT_ALLOWED"),
        ({"aspsp": {"name": "cic", "country": "FR"}}, "WRONG_ASPSP_PROVIDED"),
        ({"aspsp": {"name": "CIC", "country": "DE"}}, "WRONG_ASPSP_PROVIDED"),
    ],
)
def test_a_consent_that_is_asked_for_wrongly_is_refused(
    caller: Caller, fields: dict[str, object], refused: str
) -> None:
    assert caller.refusal("POST", "/auth", caller.ask(**fields))[1] == refused
    assert caller.call("POST", "/auth", caller.ask())[0] == 200


def test_a_code_works_once_and_for_five_minutes(caller: Caller) -> None:
    assert caller.refusal("POST", "/sessions", {"code": "x"}) == (400, "WRONG_AUTHORIZATION_CODE")
    code = caller.code()
    assert caller.call("POST", "/sessions", {"code": code})[0] == 200
    assert caller.refusal("POST", "/sessions", {"code": code}) == (400, "ALREADY_AUTHORIZED")
    late = caller.code()
    caller.clock.advance(minutes=6)
    assert caller.refusal("POST", "/sessions", {"code": late}) == (400, "EXPIRED_AUTHORIZATION_CODE")


def test_a_session_is_not_its_authorisation_and_ends(caller: Caller) -> None:
    asked = caller.call("POST", "/auth", caller.ask())[1]["authorization_id"]
    assert caller.refusal("DELETE", f"/sessions/{asked}") == (404, "SESSION_DOES_NOT_EXIST")
    opened = caller.session()
    path = f"/sessions/{opened['session_id']}"
    assert caller.call("DELETE", path)[0] == 200
    assert caller.refusal("DELETE", path) == (400, "CLOSED_SESSION")
    other = caller.session()
    assert other["accounts"][0]["uid"] != opened["accounts"][0]["uid"]
    assert other["accounts"][0]["identification_hash"] == opened["accounts"][0]["identification_hash"]
    caller.clock.advance(days=180)
    assert caller.refusal("GET", f"/sessions/{other['session_id']}") == (401, "EXPIRED_SESSION")


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("date_from=2026-11-22", "DATE_FROM_IN_FUTURE"),
        ("date_to=2026-11-20", "DATE_TO_WITHOUT_DATE_FROM"),
        ("date_from=2026-11-20&date_to=2026-11-19", "WRONG_DATE_INTERVAL"),
        ("date_from=2026-08-23", "WRONG_TRANSACTIONS_PERIOD"),
        ("date_from=yesterday", "WRONG_REQUEST_PARAMETERS"),
        ("continuation_key=x", "WRONG_CONTINUATION_KEY"),
    ],
)
def test_a_window_that_is_asked_for_wrongly_is_refused(caller: Caller, query: str, refused: str) -> None:
    uid = caller.account()
    assert caller.refusal("GET", f"/accounts/{uid}/transactions?{query}") == (422, refused)
    assert caller.call("GET", f"/accounts/{uid}/transactions?date_from=2026-08-24")[0] == 200


def test_a_key_belongs_to_its_list(caller: Caller) -> None:
    caller.sandbox.paging.rows = 1
    path = f"/accounts/{caller.account()}/transactions?date_from=2026-11-01"
    key = caller.call("GET", path)[1]["continuation_key"]
    assert caller.call("GET", f"{path}&continuation_key={key}")[1]["continuation_key"] is None
    other = path.replace("11-01", "11-02")
    assert caller.refusal("GET", f"{other}&continuation_key={key}") == (422, "WRONG_CONTINUATION_KEY")


def test_a_fifth_request_of_a_day_is_one_too_many(caller: Caller) -> None:
    path = f"/accounts/{caller.account()}/balances"
    assert [caller.call("GET", path)[0] for _ in range(5)] == [200] * 4 + [429]
    caller.clock.advance(hours=24)
    assert caller.call("GET", path)[0] == 200


def test_an_inactive_application_may_read_only_itself(caller: Caller) -> None:
    caller.sandbox.is_active = False
    assert caller.call("GET", "/application")[1]["active"] is False
    inactive = {"code": 403, "message": "Application is not active"}
    assert caller.call("GET", "/aspsps?country=FR") == (403, inactive)


def test_some_of_the_headers_about_the_user_are_refused(caller: Caller) -> None:
    path = f"/accounts/{caller.account()}/balances"
    assert caller.refusal("GET", path, headers={"Psu-Ip-Address": "1.2.3.4"}) == (422, "PSU_HEADER_NOT_PROVIDED")


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?strategy=longest", {}),
        ("?date_from=2026-08-22&strategy=longest", {}),
        ("", {"Psu-Ip-Address": "1.2.3.4", "Psu-User-Agent": "x"}),
    ],
)
def test_what_no_client_of_ours_may_do_is_answered_and_noted(
    caller: Caller, query: str, headers: dict[str, str]
) -> None:
    assert caller.call("GET", f"/accounts/{caller.account()}/transactions{query}", headers=headers)[0] == 200
    assert caller.sandbox.violations


def test_reading_a_second_account_is_noted(caller: Caller) -> None:
    caller.sandbox.bank("CIC").accounts.append(Account(iban=OTHER_IBAN, owner="y"))
    uids = [each["uid"] for each in caller.session()["accounts"]]
    caller.call("GET", f"/accounts/{uids[0]}/balances")
    assert caller.sandbox.violations == []
    caller.call("GET", f"/accounts/{uids[1]}/details")
    assert caller.sandbox.violations
