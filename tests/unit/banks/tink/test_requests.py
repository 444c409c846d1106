"""What is sent to Tink, and to whom: forms, scopes, users; and tokens on a moved clock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from microdesk_desktop.banks.tink import INFO, RETURN_ADDRESS
from microdesk_desktop.banks.tink.provider import READ_SCOPES
from microdesk_desktop.banks.tink.users import LINK_SCOPES, TINK_LINK
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import ConsentState
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.tink import SandboxTink
from microdesk_desktop.sandbox.tink.data import TinkAccount, transaction
from tests.support.bank import OTHER_IBAN
from tests.support.clock import TODAY, FakeClock
from tests.unit.banks.tink.conftest import ADDRESS, BANK, WiredTink, page

TOKEN = "/api/v1/oauth/token"
GRANT = "/api/v1/oauth/authorization-grant"
CONSENTS = "/api/v1/provider-consents"
TRANSACTIONS = "/data/v2/transactions"


def code(act: object) -> ErrorCode:
    assert callable(act)
    with pytest.raises(KnownError) as refusal:
        act()
    return refusal.value.code


def test_tokens_and_grants_are_asked_for_with_forms_and_the_least_scope(wired: WiredTink) -> None:
    request, account = wired.linked()
    wired.provider.fetch_transactions(account, 90, wired.job)
    wired.provider.revoke(request.id, wired.job)
    for each in (*wired.sent(TOKEN), *wired.sent(GRANT), *wired.sent(f"{GRANT}/delegate")):
        assert (each.headers["content-type"], each.body) == ("application/x-www-form-urlencoded", None)
    keys = {"client_id": wired.tink.state.client_id, "client_secret": wired.tink.state.client_secret}
    scopes = [each.form.get("scope") for each in wired.sent(TOKEN) if each.form["grant_type"] == "client_credentials"]
    assert scopes == ["providers:read", "user:create", "authorization:grant"]
    assert all(keys.items() <= each.form.items() for each in wired.sent(TOKEN))
    assert [dict(each.form) for each in wired.sent(f"{GRANT}/delegate")] == [
        {"user_id": request.id, "id_hint": "MicroDesk", "actor_client_id": TINK_LINK, "scope": LINK_SCOPES}
    ]
    assert [dict(each.form) for each in wired.sent(GRANT)] == [
        {"user_id": request.id, "scope": READ_SCOPES},
        {"user_id": request.id, "scope": "user:delete"},
    ]


def test_each_connection_has_a_user_of_its_own_with_a_random_name(wired: WiredTink) -> None:
    first, second = wired.begin("fr", "one"), wired.begin("en", "two")
    bodies = [each.body for each in wired.sent("/api/v1/user/create")]
    assert bodies == [
        {"external_user_id": "one", "market": "FR", "locale": "fr_FR"},
        {"external_user_id": "two", "market": "FR", "locale": "en_US"},
    ]
    assert first.id != second.id


def test_the_page_names_everything_that_tink_would_otherwise_guess(wired: WiredTink) -> None:
    request = wired.begin()
    address = urlsplit(request.url)
    query = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == wired.tink.base_url
    assert len(query.pop("authorization_code")) > 20
    assert query == {
        "client_id": wired.tink.state.client_id,
        "redirect_uri": ADDRESS,
        "market": "FR",
        "locale": "fr_FR",
        "state": "reference",
        "input_provider": BANK,
    }
    assert "Donner mon accord" in page(request.url)


def test_the_registered_address_is_declared_and_the_keys_named() -> None:
    assert INFO.return_addresses == (RETURN_ADDRESS,) == ("http://localhost:47653/microdesk",)
    assert [(each.name, each.is_secret) for each in INFO.keys] == [("client_id", False), ("client_secret", True)]


def test_an_address_that_tink_does_not_know_shows_its_error_page(wired: WiredTink) -> None:
    wired.tink.state.registered = [f"{ADDRESS}/"]
    assert "pas enregistrée" in page(wired.begin().url)


def test_tokens_serve_until_they_end_and_are_kept_nowhere(wired: WiredTink, clock: FakeClock) -> None:
    _, account = wired.linked()
    kept = dict(wired.secrets)
    asked = len(wired.sent(TOKEN))
    for _ in range(3):
        wired.provider.fetch_balance(account, "EUR", wired.job)
    assert len(wired.sent(TOKEN)) == asked
    clock.advance(seconds=7_200 - 61)
    wired.provider.fetch_balance(account, "EUR", wired.job)
    assert len(wired.sent(TOKEN)) == asked
    clock.advance(seconds=2)
    wired.provider.fetch_balance(account, "EUR", wired.job)
    assert len(wired.sent(TOKEN)) == asked + 2, "of the client, then of the user"
    assert wired.secrets == kept


@pytest.mark.parametrize("lifetime", [None, "1800", -5, True, [], 1e300, 10**30])
def test_an_odd_life_of_a_token_is_lived_with(wired: WiredTink, lifetime: object) -> None:
    wired.tink.faults.add(
        Fault(name="token", status=200, body={"access_token": "t", "expires_in": lifetime}, only=TOKEN)
    )
    assert wired.provider.institutions("FR", wired.job), "the unknown token is replaced"


def test_a_token_that_is_refused_between_two_pages_is_renewed_and_no_row_is_lost(wired: WiredTink) -> None:
    wired.account.rows += [transaction(TODAY - timedelta(days=each), -each, f"CB {each}") for each in range(1, 8)]
    wired.tink.state.page_size = 3
    _, account = wired.linked()
    wired.tink.state.forgets_before_page = 2
    rows = wired.provider.fetch_transactions(account, 90, wired.job).rows
    assert [row.amount_cents for row in rows] == [-1, -2, -3, -4, -5, -6, -7]


@pytest.mark.parametrize("last_page", [{"nextPageToken": ""}, {}, {"nextPageToken": None}], ids=repr)
def test_the_last_page_has_no_token_in_any_of_three_ways(wired: WiredTink, last_page: dict[str, object]) -> None:
    wired.account.rows += [transaction(TODAY, -1, "CB") for _ in range(5)]
    wired.tink.state.page_size, wired.tink.state.last_page = 2, last_page
    _, account = wired.linked()
    assert len(wired.provider.fetch_transactions(account, 90, wired.job).rows) == 5


def test_a_list_that_never_ends_is_an_error(wired: WiredTink) -> None:
    wired.account.rows += [transaction(TODAY, -1, "CB") for _ in range(9)]
    wired.tink.state.page_size, wired.tink.state.repeats_page_token = 2, True
    _, account = wired.linked()
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.PROVIDER_CHANGED
    wired.tink.state.last_page = {"nextPageToken": 7}
    wired.tink.state.page_size = 100
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.PROVIDER_CHANGED


class Forgetful(dict[str, tuple[str, int]]):
    """Tokens of pages that Tink has forgotten so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times

    def get(self, name: str, default: Any = None) -> Any:
        self._times -= 1
        return default if self._times >= 0 else super().get(name, default)


def test_a_refused_page_begins_the_list_again_once_and_is_then_an_error(wired: WiredTink) -> None:
    wired.account.rows += [transaction(TODAY, -1, "CB") for _ in range(4)]
    wired.tink.state.page_size = 2
    _, account = wired.linked()
    wired.tink.state.page_tokens = Forgetful(times=1)
    assert len(wired.provider.fetch_transactions(account, 90, wired.job).rows) == 4
    wired.tink.state.page_tokens = Forgetful(times=2)
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.REQUEST_REFUSED


def test_one_account_is_asked_for_and_89_days(wired: WiredTink) -> None:
    wired.tink.bank(BANK).accounts.append(TinkAccount(iban=OTHER_IBAN))
    _, account = wired.linked()
    wired.provider.fetch_transactions(account, 90, wired.job)
    since = (TODAY - timedelta(days=89)).isoformat()
    assert [dict(each.query) for each in wired.sent(TRANSACTIONS)] == [
        {"accountIdIn": account, "bookedDateGte": since, "pageSize": "100"}
    ]
    assert wired.provider.fetch_transactions(account, 30, wired.job).since == TODAY - timedelta(days=30)


def test_an_account_that_tink_no_longer_lists_is_gone_rather_than_empty(wired: WiredTink) -> None:
    request, account = wired.linked()
    (login,) = wired.tink.state.users[request.id].credentials
    login.accounts = {f"{id_}2": each for id_, each in login.accounts.items()}
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.BANK_GONE


def test_the_account_is_read_as_its_own_user_where_several_consents_are_open(wired: WiredTink) -> None:
    request, account = wired.linked()
    other = wired.begin(reference="other")
    gone = wired.begin(reference="gone")
    wired.provider.revoke(gone.id, wired.job)
    wired.consents = [other.id, request.id, wired.provider.claim("x"), gone.id]
    assert wired.provider.fetch_balance(account, "EUR", wired.job)
    wired.consents = [other.id, gone.id]
    assert code(lambda: wired.provider.fetch_balance(account, "EUR", wired.job)) is ErrorCode.CONSENT_EXPIRED


# the user at Tink


def test_revoking_deletes_the_user_also_twice_and_late(wired: WiredTink, clock: FakeClock) -> None:
    request, account = wired.linked()
    wired.tink.state.deletion_delay = timedelta(minutes=5)
    for _ in range(2):
        wired.provider.revoke(request.id, wired.job)
    clock.advance(minutes=10)
    wired.provider.revoke(request.id, wired.job)
    assert wired.tink.state.user(request.id) is None
    wired.reopen()
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.CONSENT_EXPIRED


@pytest.mark.parametrize("status", [401, 404])
@pytest.mark.parametrize("path", ["/user/delete", "/authorization-grant"])
def test_a_user_who_is_gone_is_revoked(wired: WiredTink, status: int, path: str) -> None:
    request = wired.begin()
    wired.tink.faults.add(*[Fault(name="gone", status=status, body={"errorCode": "X"}, only=path)] * 2)
    wired.provider.revoke(request.id, wired.job)


def test_a_refusal_to_delete_is_no_success(wired: WiredTink) -> None:
    request = wired.begin()
    for status, body in ((403, {}), (500, {}), (200, "<html>"), (200, {"errorCode": "X", "errorMessage": ""})):
        wired.tink.faults.add(Fault(name="no", status=status, body=body, only="/user/delete"))
        assert code(lambda: wired.provider.revoke(request.id, wired.job))
    wired.provider.revoke(request.id, wired.job)


def test_a_user_whose_creation_was_never_answered_is_found_by_the_claim(wired: WiredTink) -> None:
    request = wired.begin()
    wired.provider.revoke(wired.provider.claim("reference"), wired.job)
    assert wired.tink.state.user(request.id) is None


# how a consent stands


def progress(wired: WiredTink, request: object, arrival: dict[str, str] | None = None) -> ConsentState:
    return wired.provider.consent_state(request, arrival, wired.job).state  # type: ignore[arg-type]


def test_a_consent_is_linked_only_when_its_data_is_whole(wired: WiredTink) -> None:
    wired.tink.state.consent_steps = ["CREATED", "AUTHENTICATING", "UPDATING", "TEMPORARY_ERROR"]
    request = wired.begin()
    assert progress(wired, request) is ConsentState.WAITING
    wired.agree(request)
    seen = [progress(wired, request, {"credentials_id": "x"}) for _ in range(4)]
    assert seen == [ConsentState.WAITING] * 3 + [ConsentState.LINKED]
    assert wired.provider.accounts(request.id, wired.job)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *[(each, ConsentState.WAITING) for each in ("AWAITING_THIRD_PARTY_APP_AUTHENTICATION", "SOMETHING_NEW")],
        *[(each, ConsentState.REFUSED) for each in ("AUTHENTICATION_ERROR", "PERMANENT_ERROR", "DELETED")],
        ("SESSION_EXPIRED", ConsentState.EXPIRED),
    ],
)
def test_each_status_has_its_state(wired: WiredTink, status: str, state: ConsentState) -> None:
    request = wired.begin()
    wired.agree(request)
    wired.tink.state.users[request.id].credentials[0].status = status
    assert progress(wired, request) is state


def test_a_second_try_on_the_page_outweighs_the_first(wired: WiredTink) -> None:
    request = wired.begin()
    wired.agree(request)
    wired.agree(request)
    failed, good = wired.tink.state.users[request.id].credentials
    failed.status = "AUTHENTICATION_ERROR"
    assert progress(wired, request) is ConsentState.LINKED
    assert progress(wired, request, {"credentialsId": good.id}) is ConsentState.LINKED
    assert progress(wired, request, {"credentialsId": failed.id}) is ConsentState.REFUSED


def test_credentials_that_were_there_already_are_adopted(wired: WiredTink) -> None:
    request = wired.begin()
    duplicate = {"error": "BAD_REQUEST", "error_reason": "INVALID_STATE_DUPLICATE_CREDENTIALS"}
    nothing = wired.provider.consent_state(request, duplicate, wired.job)
    assert nothing.failure
    assert nothing.failure.code is ErrorCode.REQUEST_REFUSED
    wired.tink.state.consent_steps = ["UPDATING", "UPDATING"]
    wired.agree(request)
    under_way = wired.provider.consent_state(request, duplicate, wired.job)
    assert (under_way.state, under_way.goes_on) == (ConsentState.WAITING, True)
    assert progress(wired, request, duplicate) is ConsentState.LINKED


def test_an_error_of_the_page_ends_the_wait_with_its_reason(wired: WiredTink) -> None:
    arrival = {"error": "BAD_REQUEST", "error_reason": "INVALID_STATE_REDIRECT_URI", "state": "reference"}
    found = wired.provider.consent_state(wired.begin(), arrival, wired.job)
    assert found.failure
    assert (found.failure.code, found.failure.params["address"]) == (ErrorCode.RETURN_NOT_REGISTERED, ADDRESS)


def test_logins_tell_where_an_application_may_not_see_consents(wired: WiredTink) -> None:
    request = wired.begin()
    wired.agree(request)
    answers: list[tuple[int, object]] = [(200, {"providerConsents": []}), (403, {"errorCode": "X"})]
    for status, body in answers:
        wired.tink.faults.add(Fault(name="consents", status=status, body=body, only=CONSENTS))
        assert progress(wired, request, {"credentials_id": "x"}) is ConsentState.LINKED


def test_an_application_that_sees_neither_consents_nor_logins_ends_the_wait(wired: WiredTink) -> None:
    request = wired.begin()
    refused = Fault(name="no", status=403, body={"errorCode": "X"})
    empty = Fault(name="none", status=200, body={"providerConsents": []}, only=CONSENTS)
    logins = replace(refused, only="/credentials/list")
    wired.tink.faults.add(empty, logins)
    assert progress(wired, request, {"credentials_id": "x"}) is ConsentState.WAITING
    wired.tink.faults.add(replace(refused, only=CONSENTS), logins)
    assert code(lambda: progress(wired, request, {"credentials_id": "x"})) is ErrorCode.APPLICATION_INACTIVE


@pytest.mark.parametrize(("days", "granted"), [(180, 180), (90, 90), (400, 180), (None, 90), (-1, 90)])
def test_the_end_is_the_granted_one_within_180_days(
    wired: WiredTink, clock: FakeClock, days: int | None, granted: int
) -> None:
    wired.tink.state.consent_days = days
    request, _ = wired.linked()
    end = wired.provider.consent_end(request.id, request, wired.job)
    assert end == clock.now() + timedelta(days=granted)


# the application


def test_an_application_without_a_right_is_not_taken_for_wrong_keys(tink: SandboxTink, wired: WiredTink) -> None:
    tink.state.client_scopes.discard("providers:read")
    assert code(lambda: wired.provider.institutions("FR", wired.job)) is ErrorCode.APPLICATION_INACTIVE
    tink.state.client_secret = "another"
    assert code(lambda: wired.provider.institutions("FR", wired.job)) is ErrorCode.CREDENTIALS_REFUSED
    wired.secrets.clear()
    assert code(lambda: wired.provider.institutions("FR", wired.job)) is ErrorCode.CREDENTIALS_MISSING


def test_a_request_too_many_blocks_all_until_it_is_allowed_but_not_the_end(wired: WiredTink, clock: FakeClock) -> None:
    request, account = wired.linked()
    wired.tink.faults.add(Fault(name="429", status=429, headers={"Retry-After": "90"}, only=TRANSACTIONS))
    with pytest.raises(KnownError) as refusal:
        wired.provider.fetch_transactions(account, 90, wired.job)
    assert refusal.value.params["until"] == clock.now() + timedelta(seconds=90)
    asked = len(wired.tink.received)
    assert code(lambda: wired.provider.fetch_transactions(account, 90, wired.job)) is ErrorCode.RATE_LIMITED
    assert len(wired.tink.received) == asked
    wired.provider.revoke(request.id, wired.job)
    assert wired.tink.state.user(request.id) is None
