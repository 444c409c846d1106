"""Consents: what is asked, what is granted, and the code that can be exchanged once only."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from microdesk_desktop.banks.enable_banking import RETURN_ADDRESS
from microdesk_desktop.banks.enable_banking.consents import authorization, consent_end, granted_end, read_accounts
from microdesk_desktop.banks.enable_banking.institutions import Bank
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ConsentState, Institution
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.enable_banking import refusals
from microdesk_desktop.sandbox.enable_banking.state import Account
from microdesk_desktop.views.messages.errors import error_text
from tests.contract.flow import refusal
from tests.support.bank import HURRIED, IBAN, OTHER_IBAN
from tests.support.journal import MemoryJournal
from tests.unit.banks.enable_banking.wiring import BANK, Wired

NOW = datetime(2026, 11, 21, 9, 30, 0, 999_999, tzinfo=UTC)
DAY_S = 86_400


def bank(validity_s: int = 180 * DAY_S, **fields: str) -> Bank:
    told = {"name": "CIC", "country": "FR", "psu_type": "business", "auth_method": "", **fields}
    return Bank(validity_s=validity_s, institution=Institution(id=BANK, name="CIC"), **told)


@pytest.mark.parametrize(
    ("validity_s", "asked"),
    [
        (180 * DAY_S, timedelta(days=180, hours=-1)),
        (365 * DAY_S, timedelta(days=180, hours=-1)),
        (90 * DAY_S, timedelta(days=90, hours=-1)),
        (1_200, timedelta(minutes=10)),
    ],
)
def test_the_end_that_is_asked_for_leaves_a_margin_for_other_clocks(validity_s: int, asked: timedelta) -> None:
    ends_at = consent_end(bank(validity_s), NOW)
    assert ends_at == NOW.replace(microsecond=0) + asked
    assert ends_at.utcoffset() is not None


def test_a_request_holds_what_the_api_requires_and_nothing_that_is_unknown() -> None:
    body = authorization(bank(), redirect="https://x/?a=1", reference="r", language="fr_FR", ends_at=NOW)
    assert body == {
        "access": {"valid_until": NOW.isoformat(), "balances": True, "transactions": True},
        "aspsp": {"name": "CIC", "country": "FR"},
        "state": "r",
        "redirect_url": "https://x/?a=1",
        "psu_type": "business",
        "language": "fr",
    }
    unknown = bank(psu_type="", auth_method="web")
    other = authorization(unknown, redirect="https://x", reference="r", language="", ends_at=NOW)
    assert ("psu_type" in other, "language" in other, other["auth_method"]) == (False, False, "web")


@pytest.mark.parametrize(
    ("access", "end"),
    [
        ({"valid_until": "2027-02-19T09:30:00+00:00"}, datetime(2027, 2, 19, 9, 30, tzinfo=UTC)),
        ({"valid_until": "2027-02-19T10:30:00.5+01:00"}, datetime(2027, 2, 19, 9, 30, 0, 500_000, tzinfo=UTC)),
        ({"valid_until": "2027-02-19T09:30:00Z"}, datetime(2027, 2, 19, 9, 30, tzinfo=UTC)),
        ({"valid_until": "2027-02-19T09:30:00"}, datetime(2027, 2, 19, 9, 30, tzinfo=UTC)),
        *[
            (odd, NOW + timedelta(days=90))
            for odd in (None, {}, [], {"valid_until": 7}, {"valid_until": "soon"}, {"valid_until": "9999-12-31"})
        ],
    ],
)
def test_the_end_that_was_granted_is_kept(access: object, end: datetime) -> None:
    assert granted_end(access, NOW, 90) == end


def test_every_kind_of_bank_accepts_the_request(wired: Wired) -> None:
    provider = wired.new_provider()
    for institution in provider.institutions("FR", wired.job):
        request = wired.ask(provider, institution.id)
        assert (request.id, request.history_days) == ("", 89)
        assert request.url.startswith(wired.sandbox.base_url)


@pytest.mark.parametrize(
    ("registered", "asked"),
    [
        ("https://localhost:8443/callback", "https://localhost:8443/callback/"),
        ("http://localhost:8080/back", "http://localhost:8081/back"),
        ("https://enablebanking.com/", "https://enablebanking.com"),
    ],
)
def test_a_return_address_is_the_registered_one_or_refused_by_its_name(
    wired: Wired, registered: str, asked: str
) -> None:
    wired.sandbox.registered = [registered]
    provider = wired.new_provider()
    assert list(provider.return_addresses(wired.job)) == [registered]
    assert wired.ask(provider, redirect=registered).url
    failure = refusal(lambda: wired.ask(provider, redirect=asked))
    assert (failure.code, failure.params["address"]) == (ErrorCode.RETURN_NOT_REGISTERED, asked)


@pytest.mark.parametrize("told", [[], ["app://back"], ["http://example.org/"], [None, 7, ""]])
def test_an_application_without_an_address_that_can_be_used_names_the_one_to_register(
    wired: Wired, told: list[str]
) -> None:
    wired.sandbox.registered = told
    failure = refusal(lambda: wired.new_provider().return_addresses(wired.job))
    assert (failure.code, failure.params["address"]) == (ErrorCode.RETURN_NOT_REGISTERED, RETURN_ADDRESS)


def test_an_inactive_application_is_named_as_such_by_every_call(wired: Wired) -> None:
    wired.sandbox.is_active = False
    provider = wired.new_provider()
    calls = (
        lambda: provider.return_addresses(wired.job),
        lambda: provider.institutions("FR", wired.job),
        lambda: provider.fetch_balance("3fa85f64-5717-4562-b3fc-2c963f66afa6", "EUR", wired.job),
    )
    assert {refusal(call).code for call in calls} == {ErrorCode.APPLICATION_INACTIVE}


def test_nothing_is_asked_before_the_browser_is_back_and_a_code_is_exchanged_once(wired: Wired) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    asked = len(wired.sandbox.requests)
    for arrival in (None, {}, {"state": "the state"}, {"code": ""}):
        assert provider.consent_state(request, arrival, wired.job).state is ConsentState.WAITING
    denied = provider.consent_state(request, {"error": "access_denied"}, wired.job)
    assert denied.state is ConsentState.REFUSED
    assert len(wired.sandbox.requests) == asked
    arrival = wired.agreed(request)
    first = provider.consent_state(request, arrival, wired.job)
    assert first == provider.consent_state(request, arrival, wired.job)
    assert first.consent_id == wired.sandbox.open_sessions[0].id
    assert wired.sandbox.requests.count(("POST", "/sessions")) == 1


@pytest.mark.parametrize("fault", [faults.UNAVAILABLE, faults.RESET, faults.HTML], ids=lambda each: each.name)
def test_a_lost_answer_is_asked_for_once_more(wired: Wired, fault: faults.Fault) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    arrival = wired.agreed(request)
    wired.sandbox.faults.add(replace(fault, only="/sessions"))
    assert refusal(lambda: provider.consent_state(request, arrival, wired.job)).code is ErrorCode.PROVIDER_DOWN
    assert provider.consent_state(request, arrival, wired.job).state is ConsentState.LINKED


def test_after_two_lost_answers_the_user_starts_again(wired: Wired) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    arrival = wired.agreed(request)
    wired.sandbox.faults.add(*[replace(faults.RESET, only="/sessions")] * 3)
    errors = [refusal(lambda: provider.consent_state(request, arrival, wired.job)) for _ in range(3)]
    codes = [each.code for each in errors]
    assert "enablebanking.com/data-sharing-consents" in error_text(errors[-1])
    assert codes == [ErrorCode.PROVIDER_DOWN, ErrorCode.PROVIDER_DOWN, ErrorCode.CONSENT_TIMEOUT]
    assert wired.sandbox.requests.count(("POST", "/sessions")) == 2


def test_a_session_whose_answer_was_cut_cannot_be_exchanged_again(wired: Wired) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    arrival = wired.agreed(request)
    wired.sandbox.faults.add(replace(faults.TRUNCATED, only="/sessions"))
    errors = [refusal(lambda: provider.consent_state(request, arrival, wired.job)) for _ in range(2)]
    assert [each.code for each in errors] == [ErrorCode.PROVIDER_DOWN, ErrorCode.CONSENT_TIMEOUT]
    assert "enablebanking.com/data-sharing-consents" in error_text(errors[-1])


def test_a_code_that_is_too_old_starts_again(wired: Wired) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    arrival = wired.agreed(request)
    wired.clock.advance(minutes=6)
    assert refusal(lambda: provider.consent_state(request, arrival, wired.job)).code is ErrorCode.CONSENT_TIMEOUT


def test_cancelling_during_the_exchange_still_learns_the_session_that_must_be_revoked(wired: Wired) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    arrival = wired.agreed(request)
    job = Job()
    wired.sandbox.faults.add(replace(faults.SLOW, only="/sessions"))
    canceller = threading.Thread(target=_cancel_once_asked, args=(wired, job))
    canceller.start()
    progress = provider.consent_state(request, arrival, job)
    canceller.join()
    assert job.is_cancelled
    provider.revoke(progress.consent_id, Job())
    assert wired.sandbox.open_sessions == []


def _cancel_once_asked(wired: Wired, job: Job) -> None:
    while ("POST", "/sessions") not in wired.sandbox.requests:
        job.wait(0.001)
    job.cancel()


def test_accounts_are_those_that_can_be_read_and_cost_no_request(wired: Wired) -> None:
    accounts = wired.sandbox.bank("CIC").accounts
    accounts += [
        Account(iban=OTHER_IBAN, owner="x", is_linked=False),
        Account(iban=OTHER_IBAN, owner="x", is_blocked=True),
        Account(iban="4974XXXXXXXX1111", owner="x", name="Carte"),
    ]
    provider = wired.new_provider()
    consent = wired.opened(provider)
    asked = len(wired.sandbox.requests)
    found = provider.accounts(consent, wired.job)
    assert [(each.iban, each.name, each.owner) for each in found] == [
        (IBAN, "Compte courant", "Jeanne Martin"),
        (None, "Carte", "x"),
    ]
    assert provider.account_details(found[0], wired.job) == found[0]
    assert len(wired.sandbox.requests) == asked


def test_a_session_without_accounts_has_its_own_error(wired: Wired) -> None:
    wired.sandbox.bank("CIC").accounts[0].is_linked = False
    provider = wired.new_provider()
    consent = wired.opened(provider)
    assert refusal(lambda: provider.accounts(consent, wired.job)).code is ErrorCode.ACCOUNTS_NOT_LINKED
    wired.sandbox.faults.add(replace(refusals.fault("NO_ACCOUNTS_ADDED"), only="/sessions"))
    assert refusal(lambda: wired.opened(provider)).code is ErrorCode.ACCOUNTS_NOT_LINKED


def test_another_provider_object_finds_the_accounts_and_the_end_of_a_session(wired: Wired) -> None:
    first = wired.new_provider()
    consent = wired.opened(first)
    other = wired.new_provider()
    request = wired.ask(other)
    told = first.accounts(consent, wired.job), first.consent_end(consent, request, wired.job)
    found = other.accounts(consent, wired.job), other.consent_end(consent, request, wired.job)
    assert [each.id for each in found[0]] == [each.id for each in told[0]]
    assert found[1] == told[1] == wired.sandbox.open_sessions[0].authorization.ends_at


@pytest.mark.parametrize(
    ("account", "iban"),
    [
        ({"account_id": {"iban": IBAN.lower()}}, IBAN),
        ({"account_id": {"other": {"identification": IBAN, "scheme_name": "IBAN"}}}, IBAN),
        ({"account_id": None, "all_account_ids": [7, {"identification": IBAN, "scheme_name": "IBAN"}]}, IBAN),
        ({"account_id": {"iban": "FR76XXXXXXXXXXXX"}, "all_account_ids": {}}, None),
        ({"account_id": {"other": {"identification": "4974********1111", "scheme_name": "CPAN"}}}, None),
        ({"all_account_ids": [{"identification": IBAN, "scheme_name": "BBAN"}]}, None),
    ],
)
def test_an_account_is_known_by_its_iban_wherever_the_bank_puts_it(
    account: dict[str, object], iban: str | None
) -> None:
    (found,) = read_accounts([{"uid": "u", **account}])
    assert (found.id, found.iban) == ("u", iban)


@pytest.mark.parametrize("odd", [None, 7, "x", {}, [None, 7, [], {"uid": None}, {"uid": " "}, {"uid": 7}]])
def test_an_account_without_a_usable_id_is_not_offered(odd: object) -> None:
    assert read_accounts(odd) == []


@pytest.mark.parametrize("ended", ["CLOSED_SESSION", "EXPIRED_SESSION", "REVOKED_SESSION", "SESSION_DOES_NOT_EXIST"])
def test_revoking_what_is_over_is_a_success(wired: Wired, ended: str) -> None:
    provider = wired.new_provider()
    consent = wired.opened(provider)
    wired.sandbox.end(wired.sandbox.open_sessions[0], ended)
    provider.revoke(consent, wired.job)
    provider.revoke("3fa85f64-5717-4562-b3fc-2c963f66afa6", wired.job)


def test_a_new_session_of_the_same_bank_may_end_the_former_one(wired: Wired) -> None:
    wired.sandbox.keeps_one_session = True
    provider = wired.new_provider()
    former = wired.account(provider)
    wired.account(provider)
    fetch = refusal(lambda: provider.fetch_transactions(former, 90, wired.job))
    assert fetch.code is ErrorCode.CONSENT_EXPIRED


def test_a_provider_that_hangs_is_given_up(wired: Wired) -> None:
    wired.http = HttpClient(MemoryJournal(), wired.clock, HURRIED)
    wired.sandbox.faults.add(*[faults.HANGING] * 3)
    failure = refusal(lambda: wired.new_provider().return_addresses(wired.job))
    assert failure.code is ErrorCode.PROVIDER_DOWN
    wired.http.close()
