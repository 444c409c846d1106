"""What only GoCardless does, against the sandbox over real HTTP; `tests/contract` holds what every provider does."""

from datetime import UTC, datetime, timedelta

import pytest

from microdesk_desktop.banks.gocardless.consents import read_end
from microdesk_desktop.banks.gocardless.schemas import Agreement
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import AccountChoice, ConsentState, State
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.accounts import announced, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.contract.stand_ins.gocardless import GoCardlessStandIn
from tests.support.bank import BANK, IBAN, OTHER_IBAN, Wired, open_bank_account
from tests.support.clock import TODAY, FakeClock


def paths(bank: SandboxBank, part: str) -> int:
    return sum(part in path for _, path in bank.requests)


# tokens


def test_one_token_serves_until_it_ends_and_is_then_renewed(wired: Wired, bank: SandboxBank, clock: FakeClock) -> None:
    for _ in range(3):
        wired.provider.institutions("FR", wired.job)
    assert (paths(bank, "token/new"), paths(bank, "token/refresh")) == (1, 0)
    clock.advance(hours=25)
    wired.provider.institutions("FR", wired.job)
    assert (paths(bank, "token/new"), paths(bank, "token/refresh")) == (1, 1)
    clock.advance(days=31)
    wired.provider.institutions("FR", wired.job)
    assert (paths(bank, "token/new"), paths(bank, "token/refresh")) == (2, 1)


def test_a_token_is_never_shown_to_another_address(wired: Wired, bank: SandboxBank, clock: FakeClock) -> None:
    wired.provider.institutions("FR", wired.job)
    with SandboxBank(clock) as other:
        moved = Wired(other, clock)
        moved.secrets.update(wired.secrets)
        with pytest.raises(KnownError) as refusal:
            moved.provider.institutions("FR", moved.job)
        moved.close()
    assert refusal.value.code is ErrorCode.CREDENTIALS_REFUSED
    assert other.requests == [("POST", "/api/v2/token/new/")]


def test_the_address_may_be_given_without_the_path_of_the_api(bank: SandboxBank, clock: FakeClock) -> None:
    short = Wired(bank, clock, bank.base_url.removesuffix("/api/v2"))
    assert short.provider.institutions("FR", short.job)
    short.close()


def code(wired: Wired) -> ErrorCode:
    with pytest.raises(KnownError) as refusal:
        wired.provider.institutions("FR", wired.job)
    return refusal.value.code


# institutions


def test_numbers_of_an_institution_are_texts_and_may_be_missing(wired: Wired, bank: SandboxBank) -> None:
    by_id = {each.id: each for each in wired.provider.institutions("fr", wired.job)}
    assert (by_id[BANK].max_history_days, by_id[BANK].max_consent_days, by_id[BANK].account_selection) == (
        730,
        180,
        True,
    )
    assert "SANDBOXFINANCE_SFIN0000" not in by_id
    assert wired.provider.institution("SANDBOXFINANCE_SFIN0000", wired.job).max_history_days == 90
    bank.faults.add(faults.Fault(name="old entry", status=200, body={"id": "OLD_BANK", "name": None}))
    old = wired.provider.institution("OLD_BANK", wired.job)
    assert (old.name, old.max_history_days, old.max_consent_days) == ("OLD_BANK", 90, 90)


def test_an_unknown_institution_has_its_own_code(wired: Wired) -> None:
    for institution_id in ("NO_SUCH_BANK", "../accounts", "?x"):
        with pytest.raises(KnownError) as refusal:
            wired.provider.institution(institution_id, wired.job)
        assert refusal.value.code is ErrorCode.INSTITUTION_UNKNOWN


# consent


@pytest.mark.parametrize(
    ("institution_id", "history", "validity", "scopes"),
    [
        (BANK, 90, 180, ("balances", "details", "transactions")),
        ("FORTUNEO_FTNOFRP1XXX", 89, 90, ("balances", "details", "transactions")),
        ("BRED_BREDFRPPXXX", 90, 90, ("balances", "transactions")),
    ],
)
def test_the_widest_consent_that_the_bank_grants_is_asked_for(
    wired: Wired, bank: SandboxBank, institution_id: str, history: int, validity: int, scopes: tuple[str, ...]
) -> None:
    request = begin(wired, institution_id)
    assert (request.history_days, request.valid_days, request.scopes) == (history, validity, scopes)
    assert len(bank.state.agreements) == 1


def test_a_bank_that_announces_more_than_it_grants_is_stepped_down_to(wired: Wired, bank: SandboxBank) -> None:
    stubborn = bank.institution(BANK)
    stubborn.history_cap = 60
    assert begin(wired).history_days == 60
    bank.faults.add(*[faults.Fault(name="vague", status=400, body=faults.BAD_REQUEST.body, only="agreements")] * 20)
    with pytest.raises(KnownError) as refusal:
        begin(wired)
    assert refusal.value.code is ErrorCode.REQUEST_REFUSED
    assert len(bank.faults) > 10, "it gave up after a few steps"


def test_a_consent_goes_from_waiting_to_linked_and_ends_after_its_days(
    wired: Wired, bank: SandboxBank, clock: FakeClock
) -> None:
    request = begin(wired)
    assert request.url.endswith(f"/psd2/start/{request.id}/{BANK}")
    assert wired.provider.consent_state(request, None, wired.job).state is ConsentState.WAITING
    clock.advance(minutes=3)
    bank.decide(bank.state.requisitions[request.id], agrees=True)
    assert wired.provider.consent_state(request, None, wired.job).state is ConsentState.LINKED
    accepted = clock.now()
    clock.advance(minutes=3)
    assert wired.provider.consent_end(request.id, request, wired.job) == accepted + timedelta(days=180)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("RJ", ConsentState.REFUSED),
        ("ER", ConsentState.REFUSED),
        ("EX", ConsentState.EXPIRED),
        ("SU", ConsentState.SUSPENDED),
        ("UA", ConsentState.WAITING),
        ("ID", ConsentState.WAITING),
        ("??", ConsentState.WAITING),
    ],
)
def test_each_status_of_a_requisition_is_understood(
    wired: Wired, bank: SandboxBank, status: str, state: ConsentState
) -> None:
    request = begin(wired)
    bank.state.requisitions[request.id].status = status
    assert wired.provider.consent_state(request, None, wired.job).state is state


def test_no_agreement_is_left_behind_when_the_link_is_refused(wired: Wired, bank: SandboxBank) -> None:
    bank.state.requisition_quota = 0
    with pytest.raises(KnownError) as refusal:
        begin(wired)
    assert refusal.value.code is ErrorCode.QUOTA_EXCEEDED
    assert bank.state.agreements == {}


@pytest.mark.parametrize("longest", [100, 2])
def test_a_requisition_whose_answer_was_lost_is_found_by_its_reference_among_all(
    wired: Wired, bank: SandboxBank, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("microdesk_desktop.banks.gocardless.consents._PAGE", longest)
    institution = wired.provider.institution(BANK, wired.job)
    for number in range(5):
        wired.provider.begin_consent(
            institution, redirect="http://localhost:1/", reference=f"r{number}", language="fr", job=wired.job
        )
    wired.provider.revoke(wired.provider.claim("r3"), wired.job)
    wired.provider.revoke(wired.provider.claim("r3"), wired.job)
    assert [each.reference for each in bank.state.requisitions.values()] == ["r0", "r1", "r2", "r4"]


def test_revoking_removes_it_at_the_provider_and_twice_is_once(wired: Wired, bank: SandboxBank) -> None:
    request = begin(wired)
    wired.provider.revoke(request.id, wired.job)
    wired.provider.revoke(request.id, wired.job)
    assert (bank.state.requisitions, bank.state.agreements) == ({}, {})
    bank.faults.add(faults.HTML)
    with pytest.raises(KnownError):
        wired.provider.revoke(request.id, wired.job)


def begin(wired: Wired, institution_id: str = BANK):  # type: ignore[no-untyped-def]
    return wired.provider.begin_consent(
        wired.provider.institution(institution_id, wired.job),
        redirect="http://localhost:1/back",
        reference=f"reference {len(wired.journal.events)}",
        language="fr",
        job=wired.job,
    )


# account


def test_listing_the_accounts_uses_nothing_of_what_banks_count(wired: Wired, bank: SandboxBank) -> None:
    open_bank_account(bank, OTHER_IBAN.lower())
    request = begin(wired)
    bank.decide(bank.state.requisitions[request.id], agrees=True)
    accounts = wired.provider.accounts(request.id, wired.job)
    assert [account.iban for account in accounts] == [IBAN, OTHER_IBAN]
    assert not any(path.endswith(("details/", "balances/", "transactions/")) for _, path in bank.requests)
    detailed = wired.provider.account_details(accounts[1], wired.job)
    assert (detailed.name, detailed.currency, detailed.owner) == ("Compte courant", "EUR", "Jeanne Martin")
    assert paths(bank, "details") == 1


def test_a_masked_card_number_is_no_iban(wired: Wired, bank: SandboxBank) -> None:
    bank.institution(BANK).accounts[0].iban = "4974XXXXXXXX1111"
    account_id = wired.linked_account(bank)
    account = wired.provider.account_details(AccountChoice(id=account_id, iban=None), wired.job)
    assert account.iban is None


def test_transactions_and_balance_of_the_window(wired: Wired, bank: SandboxBank) -> None:
    account = bank.institution(BANK).accounts[0]
    account.pending.append(announced(TODAY + timedelta(days=2), -1999, "PRLV FREE"))
    account.booked.append(transaction(TODAY - timedelta(days=91), 100, "TOO OLD"))
    account_id = wired.linked_account(bank)
    page = wired.provider.fetch_transactions(account_id, 90, wired.job)
    assert page.since == TODAY - timedelta(days=90)
    assert [row.state for row in page.rows] == [State.BOOKED] * 3 + [State.PENDING]
    assert page.has_pending
    balance = wired.provider.fetch_balance(account_id, "EUR", wired.job)
    assert balance
    assert (balance.amount_cents, balance.on) == (account.balance_cents, TODAY)


def test_a_bank_that_counts_the_first_day_is_asked_for_one_less(wired: Wired, bank: SandboxBank) -> None:
    account_id = wired.linked_account(bank)
    bank.state.accounts[account_id][1].agreement.history_days = 89
    assert wired.provider.fetch_transactions(account_id, 90, wired.job).since == TODAY - timedelta(days=89)


# limits


def test_a_spent_budget_is_not_asked_again_before_it_renews(wired: Wired, bank: SandboxBank, clock: FakeClock) -> None:
    account_id = wired.linked_account(bank)
    for _ in range(4):
        wired.provider.fetch_transactions(account_id, 90, wired.job)
        clock.advance(minutes=1)
    asked = len(bank.requests)
    with pytest.raises(KnownError) as refusal:
        wired.provider.fetch_transactions(account_id, 90, wired.job)
    assert refusal.value.code is ErrorCode.RATE_LIMITED
    assert refusal.value.params["until"] == clock.now() + timedelta(hours=24, minutes=-4)
    assert len(bank.requests) == asked, "nothing was sent"
    assert wired.provider.fetch_balance(account_id, "EUR", wired.job), "each endpoint has its own budget"
    clock.advance(hours=24)
    assert wired.provider.fetch_transactions(account_id, 90, wired.job).rows


@pytest.mark.parametrize(
    ("headers", "detail", "seconds"),
    [
        ({}, "Please try again in 85092 seconds", 85092),
        ({"Retry-After": "90000"}, "Please try again in 85092 seconds", 90000),
        ({"http_x_ratelimit_account_success_reset": "95000", "Retry-After": "5"}, "", 95000),
        ({"HTTP_X_RATELIMIT_RESET": "70"}, "", 70),
        ({"X-RateLimit-Account-Success-Reset": "80"}, "", 80),
        ({"Retry-After": "Sat, 21 Nov 2026 10:30:00 GMT"}, "", 3600),
        ({"Retry-After": "soon"}, "", 6 * 3600),
        ({"Retry-After": "999999999"}, "", 31 * 86400),
    ],
)
def test_the_longest_of_headers_and_text_decides_when_to_come_back(
    wired: Wired, bank: SandboxBank, clock: FakeClock, headers: dict[str, str], detail: str, seconds: int
) -> None:
    account_id = wired.linked_account(bank)
    body = {"summary": "Rate limit exceeded", "detail": detail, "status_code": 429}
    bank.faults.add(faults.Fault(name="429", status=429, body=body, headers=headers))
    with pytest.raises(KnownError) as refusal:
        wired.provider.fetch_transactions(account_id, 90, wired.job)
    assert refusal.value.params["until"] == clock.now() + timedelta(seconds=seconds)
    assert wired.limits.noted["transactions"] == (0, clock.now() + timedelta(seconds=seconds))
    assert paths(bank, "transactions") == 1


def test_the_general_budget_blocks_every_kind_of_request(wired: Wired, bank: SandboxBank, clock: FakeClock) -> None:
    account_id = wired.linked_account(bank)
    bank.faults.add(faults.TOO_MANY)
    with pytest.raises(KnownError):
        wired.provider.institutions("FR", wired.job)
    asked = len(bank.requests)
    with pytest.raises(KnownError) as refusal:
        wired.provider.fetch_transactions(account_id, 90, wired.job)
    assert (refusal.value.code, len(bank.requests)) == (ErrorCode.RATE_LIMITED, asked), "nothing was sent"
    clock.advance(days=1)
    assert wired.provider.fetch_transactions(account_id, 90, wired.job).rows


def test_one_request_too_many_is_recognised_behind_any_status(wired: Wired, bank: SandboxBank) -> None:
    account_id = wired.linked_account(bank)
    body = {"summary": "Daily request limit exceeded", "status_code": 429, "type": "RateLimitError"}
    bank.faults.add(faults.Fault(name="hidden 429", status=200, body=body))
    with pytest.raises(KnownError) as refusal:
        wired.provider.fetch_transactions(account_id, 90, wired.job)
    assert refusal.value.code is ErrorCode.RATE_LIMITED
    assert wired.limits.blocked_until("transactions")


# refusals


def test_every_fault_of_the_sandbox_is_expected_here() -> None:
    expected = {fault.name for fault, _ in GoCardlessStandIn.refusals}
    assert expected | {faults.SLOW.name} == {fault.name for fault in faults.ALL}


@pytest.mark.parametrize("accepted", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-13-01", 5, None])
def test_an_absurd_acceptance_does_not_overflow_the_calendar(accepted: object) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    agreement = Agreement(id="a", accepted=accepted, access_valid_for_days=90)
    assert read_end(agreement, 30, now) == now + timedelta(days=90)
