"""Connecting a bank through the whole consent flow: real HTTP, real loopback redirect, a browser that is played."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from microdesk_desktop.banks.gocardless.provider import GoCardless
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Connection, ProviderChoice
from microdesk_desktop.operations.bank.connect import ConsentPolling, connect, institutions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consent, Consents, StoredLimits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.bank import Return, SandboxBank
from microdesk_desktop.sandbox.browser import browser, visit
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.store.bank.limits import load_limits
from tests.support.bank import (
    BANK,
    IBAN,
    OTHER_IBAN,
    QUICK_POLLS,
    choose,
    connect_to,
    open_bank_account,
    open_vault,
    opening,
    stored,
)
from tests.support.clock import FakeClock


@pytest.fixture
def session(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> Iterator[Session]:
    with open_vault(tmp_path, clock) as opened:
        choose(opened, bank)
        yield opened


def link(
    session: Session,
    *,
    open_browser: Callable[[str], object] | None = None,
    iban: str | None = None,
    polling: ConsentPolling = QUICK_POLLS,
    job: Job | None = None,
) -> Connection:
    return connect(
        session,
        BANK,
        announce=opening(open_browser or browser()),
        choose_account=lambda accounts: accounts[0],
        job=job or Job(),
        wanted_iban=iban,
        polling=polling,
    )


def refusal(act: Callable[[], object]) -> KnownError:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value


def is_nothing_left(session: Session, bank: SandboxBank) -> bool:
    """Whether an attempt that failed left no consent open at the provider and no connection here."""
    return not bank.state.requisitions and session.read(load_connection) is None


def test_the_banks_of_a_country_are_found_by_their_words(session: Session) -> None:
    found = institutions(session, "gocardless", "FR", job=Job())
    assert [each.name for each in found][:3] == ["BNP Paribas", "BoursoBank", "BRED"]
    assert [each.id for each in institutions(session, "gocardless", "FR", search="crédit aqui", job=Job())] == [
        "CREDIT_AGRICOLE_AQUITAINE_AGRIFRPP"
    ]
    assert refusal(lambda: institutions(session, "other", "FR", job=Job())).code is ErrorCode.PROVIDER_UNKNOWN


def test_the_user_agrees_at_the_bank_and_one_account_is_connected(session: Session, bank: SandboxBank) -> None:
    connection = link(session)
    assert session.read(load_connection) == connection
    assert (connection.iban, connection.institution_name, connection.currency) == (IBAN, "BoursoBank", "EUR")
    assert connection.history_days == 90
    (requisition,) = bank.state.requisitions.values()
    assert requisition.redirect.startswith("http://localhost:")
    assert requisition.language == "FR"


def test_only_the_chosen_account_is_ever_read(session: Session, bank: SandboxBank) -> None:
    open_bank_account(bank, OTHER_IBAN)
    chosen = link(session, iban=f" {OTHER_IBAN[:4].lower()} {OTHER_IBAN[4:]}")
    assert chosen.iban == OTHER_IBAN
    sync(session, Job())
    counted = [path for _, path in bank.requests if path.endswith(("details/", "balances/", "transactions/"))]
    assert all(chosen.account_id in path for path in counted)
    assert sum(path.endswith("details/") for path in counted) == 1


def test_it_works_although_the_browser_never_comes_back(session: Session, bank: SandboxBank) -> None:
    bank.returns = Return.NEVER
    assert link(session).iban == IBAN


def test_a_wrong_reference_is_refused_and_the_flow_goes_on(session: Session, bank: SandboxBank) -> None:
    bank.returns = Return.WRONG_REFERENCE
    assert link(session).iban == IBAN


def test_a_stranger_who_calls_the_address_changes_nothing(session: Session, bank: SandboxBank) -> None:
    bank.returns = Return.WRONG_REFERENCE

    def stranger_only(url: str) -> None:
        (requisition,) = bank.state.requisitions.values()
        browser()(f"{requisition.redirect}?ref=guess&error=UserCancelledSession")

    failure = refusal(
        lambda: link(session, open_browser=stranger_only, polling=ConsentPolling(timeout_s=0.4, interval_s=0.05))
    )
    assert failure.code is ErrorCode.CONSENT_MISMATCH
    assert is_nothing_left(session, bank)


def test_a_user_who_refuses_leaves_nothing_open(session: Session, bank: SandboxBank) -> None:
    assert refusal(lambda: link(session, open_browser=browser(agrees=False))).code is ErrorCode.CONSENT_REFUSED
    assert is_nothing_left(session, bank)


def test_a_user_who_does_nothing_is_not_waited_for_forever(session: Session, bank: SandboxBank) -> None:
    hurried = ConsentPolling(timeout_s=0.2, interval_s=0.05)
    assert refusal(lambda: link(session, open_browser=len, polling=hurried)).code is ErrorCode.CONSENT_TIMEOUT
    assert is_nothing_left(session, bank)


@pytest.mark.parametrize(
    ("status", "code"), [("EX", "consent_expired"), ("SU", "account_suspended"), ("ER", "consent_refused")]
)
def test_a_consent_that_ends_badly_ends_the_wait(session: Session, bank: SandboxBank, status: str, code: str) -> None:
    def fail(url: str) -> None:
        next(iter(bank.state.requisitions.values())).status = status

    assert refusal(lambda: link(session, open_browser=fail)).code == code
    assert is_nothing_left(session, bank)


def test_cancelling_ends_the_wait_at_once_and_withdraws_the_consent(session: Session, bank: SandboxBank) -> None:
    job = Job()
    timer = threading.Timer(0.1, job.cancel)
    with pytest.raises(Cancelled):
        link(
            session, open_browser=lambda _: timer.start(), job=job, polling=ConsentPolling(timeout_s=60, interval_s=60)
        )
    assert is_nothing_left(session, bank)


@pytest.mark.parametrize(
    "fault",
    [faults.UNAVAILABLE, faults.HTML, faults.RESET, faults.BANK_ERROR, faults.TOO_MANY],
    ids=lambda fault: fault.name,
)
def test_a_provider_that_fails_while_the_user_is_at_the_bank_is_asked_again(
    session: Session, bank: SandboxBank, clock: FakeClock, fault: faults.Fault
) -> None:
    def agree_later(url: str) -> None:
        bank.faults.add(replace(fault, only="/requisitions/", method="GET"))
        threading.Timer(0.2, lambda: (clock.advance(days=2), browser()(url))).start()

    assert link(session, open_browser=agree_later).iban == IBAN
    assert not bank.faults


def test_an_account_that_was_not_agreed_to_is_unknown(session: Session, bank: SandboxBank) -> None:
    assert refusal(lambda: link(session, iban=OTHER_IBAN)).code is ErrorCode.ACCOUNT_UNKNOWN
    bank.institution(BANK).accounts.clear()
    assert refusal(lambda: link(session)).code is ErrorCode.CONSENT_MISSING
    assert is_nothing_left(session, bank)


@pytest.mark.parametrize("fault", [faults.HTML, faults.BANK_ERROR, faults.RESET], ids=lambda fault: fault.name)
def test_a_provider_that_stumbles_after_the_user_agreed_is_asked_again(
    session: Session, bank: SandboxBank, fault: faults.Fault
) -> None:
    asked: list[str] = []

    def agree(url: str) -> None:
        asked.append(url)
        bank.faults.add(*[replace(fault, only="/accounts/")] * 2)
        browser()(url)

    assert link(session, open_browser=agree).iban == IBAN
    assert len(asked) == 1, "the user agreed once"


def test_of_accounts_under_one_iban_the_user_chooses_where_no_currency_tells_them_apart(
    session: Session, bank: SandboxBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_bank_account(bank, IBAN)
    offered: list[Sequence[AccountChoice]] = []

    def choose_last(accounts: Sequence[AccountChoice]) -> AccountChoice:
        offered.append(accounts)
        return accounts[-1]

    def attempt(iban: str | None) -> Connection:
        return connect(
            session,
            BANK,
            announce=opening(browser()),
            choose_account=choose_last,
            job=Job(),
            wanted_iban=iban,
            polling=QUICK_POLLS,
        )

    attempt(IBAN)
    attempt(None)
    assert [len(accounts) for accounts in offered] == [2, 2], "neither is taken in silence"

    accounts = GoCardless.accounts
    currencies = iter(["USD", "EUR"])

    def with_currencies(self: GoCardless, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        return [replace(each, currency=next(currencies)) for each in accounts(self, consent_id, job)]

    monkeypatch.setattr(GoCardless, "accounts", with_currencies)
    chosen = attempt(IBAN)
    assert len(offered) == 2
    assert bank.state.accounts[chosen.account_id][0] is bank.institution(BANK).accounts[1]


def test_details_that_the_bank_will_not_give_do_not_stop_the_connection(session: Session, bank: SandboxBank) -> None:
    bank.faults.add(faults.Fault(name="details", status=429, body=faults.TOO_MANY.body, only="/details/"))
    assert link(session).currency == "EUR"


def test_agreeing_again_finds_the_same_account_under_its_new_id(session: Session, bank: SandboxBank) -> None:
    open_bank_account(bank, OTHER_IBAN)
    first = link(session, iban=OTHER_IBAN)
    sync(session, Job())
    before, accounts = stored(session), session.read(load_accounts)
    again = link(session)
    assert again.iban == OTHER_IBAN
    assert again.account_id != first.account_id
    assert [account.id for account in session.read(load_accounts)] == [account.id for account in accounts]
    assert len(bank.state.requisitions) == 1, "the former consent was withdrawn"
    assert sync(session, Job()).merge.added == 0
    assert stored(session) == before
    assert all(limit.remaining != 0 for limit in session.read(load_limits))


def test_a_failed_attempt_leaves_the_connection_that_works(session: Session, bank: SandboxBank) -> None:
    connection = link(session)
    refusal(lambda: link(session, open_browser=browser(agrees=False)))
    assert session.read(load_connection) == connection
    assert len(bank.state.requisitions) == 1
    assert sync(session, Job()).merge.added == 3


def test_a_bank_disconnected_while_the_user_agrees_stays_disconnected(session: Session, bank: SandboxBank) -> None:
    agree = browser()

    def disconnect_then_agree(url: str) -> None:
        agree(url)
        disconnect(session, Job())

    link(session)
    refusal(lambda: link(session, open_browser=disconnect_then_agree))
    assert is_nothing_left(session, bank)
    assert session.tokens.names() == []


def test_a_bank_disconnected_while_the_account_is_chosen_stays_disconnected(
    session: Session, bank: SandboxBank
) -> None:
    def disconnect_then_choose(accounts: Sequence[AccountChoice]) -> AccountChoice:
        disconnect(session, Job())
        return accounts[0]

    open_bank_account(bank, OTHER_IBAN)
    announce = opening(browser())
    attempt = partial(connect, session, BANK, announce=announce, choose_account=disconnect_then_choose, job=Job())
    assert refusal(attempt).code is ErrorCode.CREDENTIALS_MISSING
    assert is_nothing_left(session, bank)
    assert session.tokens.names() == []


def test_a_consent_left_open_by_a_crash_is_withdrawn_by_the_next_success(session: Session, bank: SandboxBank) -> None:
    def unplug(url: str) -> None:
        bank.faults.add(*[faults.Fault(name="gone", status=503, body={}, method="DELETE")] * 2)

    hurried = ConsentPolling(timeout_s=0.1, interval_s=0.05)
    refusal(lambda: link(session, open_browser=unplug, polling=hurried))
    assert len(bank.state.requisitions) == 1
    bank.faults.clear()
    connection = link(session)
    (left,) = bank.state.requisitions.values()
    assert connection.account_id in left.accounts


def test_a_provider_that_is_dead_does_not_keep_the_consents_of_another_open(
    session: Session, bank: SandboxBank, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("microdesk_desktop.operations.bank.connect.REVOKE_S", 2.0)
    with SandboxBank(clock) as dead:
        open_bank_account(dead)
        connect_to(session, dead)
        dead.faults.add(*[replace(faults.HANGING, method="DELETE")] * 9)
        connect_to(session, bank)
        connect_to(session, bank)
        assert len(bank.state.requisitions) == 1
        assert [each.provider.base_url for each in Consents(session).all()] == [dead.base_url, bank.base_url]


def test_a_keyring_that_closes_once_the_account_is_connected_makes_it_no_failure(
    session: Session, bank: SandboxBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Consents) -> Sequence[Consent]:
        raise KnownError(ErrorCode.KEYRING_LOCKED)

    with monkeypatch.context() as patch:
        patch.setattr(Consents, "all", refuse)
        connection = link(session)
    assert session.read(load_connection) == connection


def test_without_keys_or_with_an_unknown_bank_nothing_is_asked_for(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    (tmp_path / "bare").mkdir()
    with open_vault(tmp_path / "bare", clock) as bare:
        assert refusal(lambda: link(bare)).code is ErrorCode.CREDENTIALS_MISSING
        connect_to(bare, bank)
        unknown = refusal(lambda: connect(bare, "NO_BANK", announce=len, choose_account=list, job=Job()))
        assert unknown.code is ErrorCode.INSTITUTION_UNKNOWN


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "http://bank.example/"])
def test_a_browser_is_never_sent_to_an_unsafe_address(session: Session, bank: SandboxBank, address: str) -> None:
    opened: list[str] = []
    body = {"id": "r", "link": address}
    bank.faults.add(faults.Fault(name="link", status=201, body=body, only="/requisitions/", method="POST"))
    failure = refusal(lambda: link(session, open_browser=opened.append))
    assert (failure.code, opened) == (ErrorCode.ADDRESS_REFUSED, [])


def test_a_refusal_that_only_the_redirect_reports_ends_the_wait(session: Session, bank: SandboxBank) -> None:
    def come_back_refused(url: str) -> None:
        (requisition,) = bank.state.requisitions.values()
        visit(f"{requisition.redirect}?ref={requisition.reference}&error=UserCancelledSession")

    assert refusal(lambda: link(session, open_browser=come_back_refused)).code is ErrorCode.CONSENT_REFUSED
    assert is_nothing_left(session, bank)


def test_a_refusal_reported_while_the_provider_stumbles_waits_for_its_word(session: Session, bank: SandboxBank) -> None:
    def agree_but_come_back_refused(url: str) -> None:
        (requisition,) = bank.state.requisitions.values()
        bank.decide(requisition, agrees=True)
        bank.faults.add(replace(faults.HTML, only="/requisitions/", method="GET"))
        visit(f"{requisition.redirect}?ref={requisition.reference}&error=UserCancelledSession")

    assert link(session, open_browser=agree_but_come_back_refused).iban == IBAN


def test_attempts_at_once_run_one_after_the_other_and_leave_one_consent(session: Session, bank: SandboxBank) -> None:
    together, ended = threading.Barrier(3), []

    def attempt() -> None:
        together.wait()
        try:
            ended.append(link(session))
        except KnownError as error:
            ended.append(error.code)

    threads = [threading.Thread(target=attempt) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert any(isinstance(each, Connection) for each in ended)
    assert all(isinstance(each, Connection) or each is ErrorCode.CONNECTING_ALREADY for each in ended)
    (consent,) = Consents(session).all()
    assert list(bank.state.requisitions) == [consent.id]
    assert sync(session, Job()).merge.added == 3


def test_an_attempt_beside_one_that_waits_for_the_user_is_refused_and_revokes_nothing(
    session: Session, bank: SandboxBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def beside(url: str) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("microdesk_desktop.operations.bank.connect.REVOKE_S", -1.0)  # as after a long wait
            refused.append(refusal(lambda: link(session)).code)
        browser()(url)

    assert link(session, open_browser=beside).iban == IBAN
    assert refused == [ErrorCode.CONNECTING_ALREADY]
    assert len(bank.state.requisitions) == 1
    assert sync(session, Job()).merge.added == 3


def test_consents_noted_at_once_are_all_noted(session: Session, bank: SandboxBank) -> None:
    choice, together = ProviderChoice("gocardless", bank.base_url), threading.Barrier(8)

    def note(number: int) -> None:
        together.wait()
        Consents(session).add(Consent(provider=choice, id=f"consent {number}"))

    threads = [threading.Thread(target=note, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.id for each in Consents(session).all()) == [f"consent {number}" for number in range(8)]


def test_requests_counted_at_once_never_exceed_the_budget(session: Session) -> None:
    together, spent = threading.Barrier(8), []

    def spend() -> None:
        together.wait()
        try:
            StoredLimits(session, "gocardless").spend("transactions", 4, timedelta(days=1))
            spent.append(True)
        except KnownError as error:
            spent.append(error.code)

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, spent)) == [*["True"] * 4, *[ErrorCode.RATE_LIMITED.value] * 4]
