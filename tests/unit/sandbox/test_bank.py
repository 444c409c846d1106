"""The sandbox refuses what the real provider refuses: a program that satisfies it has not been flattered."""

import json
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.bank import Return, SandboxBank
from microdesk_desktop.sandbox.browser import visit
from tests.support.bank import BANK, IBAN, OTHER_IBAN, open_bank_account
from tests.support.clock import TODAY, FakeClock

Told = tuple[int, Any]


class Caller:
    """Asks the API as a program would, with a token unless it is switched off."""

    def __init__(self, bank: SandboxBank) -> None:
        self.bank = bank
        self.token = ""
        self.token = self.ask("POST", "/token/new/", bank.secrets)[1]["access"]

    def ask(self, method: str, path: str, body: object = None, token: str | None = None) -> Told:
        held = self.token if token is None else token
        request = urllib.request.Request(
            self.bank.base_url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {held}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)

    def requisition(self, reference: str = "one", **more: object) -> Told:
        wish = {"redirect": "http://localhost:1/back", "institution_id": BANK, "reference": reference, **more}
        return self.ask("POST", "/requisitions/", wish)

    def linked(self, **terms: object) -> str:
        agreement = self.ask("POST", "/agreements/enduser/", {"institution_id": BANK, **terms})[1]["id"]
        id_ = self.requisition(agreement=agreement)[1]["id"]
        self.bank.decide(self.bank.state.requisitions[id_], agrees=True)
        return f"/accounts/{self.ask('GET', f'/requisitions/{id_}/')[1]['accounts'][0]}"


@pytest.fixture
def caller(bank: SandboxBank) -> Caller:
    return Caller(bank)


def test_closing_slash_token_and_keys_are_insisted_on(caller: Caller, clock: FakeClock) -> None:
    assert caller.ask("GET", "/institutions/")[0] == 200
    assert caller.ask("GET", "/institutions")[0] == 404
    assert caller.ask("GET", "/institutions/", token="nonsense")[0] == 401
    assert caller.ask("POST", "/token/new/", {"secret_id": "a", "secret_key": "b"})[0] == 401
    clock.advance(hours=25)
    assert caller.ask("GET", "/institutions/") == (
        401,
        {"summary": "Invalid token", "detail": "Token is invalid or expired", "status_code": 401},
    )


def test_an_agreement_beyond_the_limits_of_the_bank_is_refused_by_name(caller: Caller) -> None:
    def refused_for(**terms: object) -> list[str]:
        status, body = caller.ask("POST", "/agreements/enduser/", {"institution_id": "FORTUNEO_FTNOFRP1XXX", **terms})
        return [] if status == 201 else [name for name in body if name != "status_code"]

    assert refused_for(max_historical_days=90) == ["max_historical_days"]
    assert refused_for(max_historical_days=89) == []
    assert refused_for(access_valid_for_days=180) == ["access_valid_for_days"]
    assert refused_for(access_scope=["everything"]) == ["access_scope"]


def test_a_reference_serves_once(caller: Caller) -> None:
    assert caller.requisition()[0] == 201
    status, body = caller.requisition()
    assert (status, list(body)) == (400, ["reference", "status_code"])
    assert caller.requisition("two", redirect="nowhere")[0] == 400
    caller.bank.state.requisition_quota = 0
    assert caller.requisition("three")[0] == 402


def test_dates_in_the_future_or_beyond_the_agreement_are_refused(caller: Caller) -> None:
    account = caller.linked()

    def status(since: timedelta, **more: str) -> int:
        query = "&".join([f"date_from={TODAY + since}", *(f"{name}={value}" for name, value in more.items())])
        return caller.ask("GET", f"{account}/transactions/?{query}")[0]

    assert status(timedelta(days=1)) == 400
    assert status(timedelta(0), date_to=str(TODAY + timedelta(days=1))) == 400
    assert status(timedelta(days=-91)) == 400
    assert caller.ask("GET", f"{account}/transactions/?date_from=21/11/2026")[0] == 400
    assert status(timedelta(days=-90)) == 200


def test_each_endpoint_answers_four_times_a_day(caller: Caller, clock: FakeClock) -> None:
    account = caller.linked()
    assert [caller.ask("GET", f"{account}/balances/")[0] for _ in range(5)] == [200] * 4 + [429]
    assert caller.ask("GET", f"{account}/details/")[0] == 200
    clock.advance(hours=23)
    assert caller.ask("GET", f"{account}/balances/")[1]["detail"].endswith("Please try again in 3600 seconds")


def test_scopes_and_the_end_of_the_consent_are_kept_to(caller: Caller, clock: FakeClock) -> None:
    account = caller.linked(access_scope=["transactions"], access_valid_for_days=1)
    assert caller.ask("GET", f"{account}/balances/")[0] == 403
    assert caller.ask("GET", f"{account}/transactions/")[0] == 200
    clock.advance(hours=24)
    token = caller.ask("POST", "/token/new/", caller.bank.secrets)[1]["access"]
    status, body = caller.ask("GET", f"{account}/transactions/", token=token)
    assert (status, "has expired" in body["summary"], "type" in body) == (401, True, False)


def test_a_deleted_requisition_takes_its_accounts_along(caller: Caller) -> None:
    account = caller.linked()
    id_ = next(iter(caller.bank.state.requisitions))
    assert caller.ask("DELETE", f"/requisitions/{id_}/")[0] == 200
    assert caller.ask("DELETE", f"/requisitions/{id_}/")[0] == 404
    assert caller.ask("GET", f"{account}/")[0] == 404


def test_the_page_asks_and_the_link_serves_once(caller: Caller) -> None:
    open_bank_account(caller.bank, OTHER_IBAN)
    link = caller.requisition()[1]["link"]
    page = visit(link)
    assert all(word in page for word in ("BoursoBank", IBAN, OTHER_IBAN, "Donner mon accord", "Refuser"))
    caller.bank.returns = Return.NEVER
    caller.bank.approves_alone = True
    assert "Vous pouvez fermer" in visit(link)
    (requisition,) = caller.bank.state.requisitions.values()
    assert (requisition.status, len(requisition.accounts)) == ("LN", 2)
    visit(link)
    assert len(requisition.accounts) == 2


def test_a_fault_affects_only_the_request_it_names(caller: Caller) -> None:
    caller.bank.faults.add(faults.Fault(name="503", status=503, body={}, only="/requisitions/", method="GET"))
    assert caller.ask("GET", "/institutions/")[0] == 200
    assert caller.requisition()[0] == 201
    assert caller.ask("GET", "/requisitions/")[0] == 503
    assert caller.ask("GET", "/requisitions/")[0] == 200
