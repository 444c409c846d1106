"""Syncing over real HTTP into a real vault: whatever the provider does, nothing is lost and nothing is doubled."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import next_allowed, next_automatic, sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.accounts import SandboxAccount, announced, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import LastSync, load_last_sync
from microdesk_desktop.store.bank.limits import Limit, load_limits
from tests.support.bank import BANK, HURRIED, Row, connect_to, open_bank_account, open_vault, reach, stored
from tests.support.clock import TODAY, FakeClock


@pytest.fixture
def account(bank: SandboxBank) -> SandboxAccount:
    return bank.institution(BANK).accounts[0]


@pytest.fixture
def session(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> Iterator[Session]:
    with open_vault(tmp_path, clock) as opened:
        connect_to(opened, bank)
        yield opened


def refused(session: Session) -> KnownError:
    with pytest.raises(KnownError) as caught:
        sync(session, Job())
    return caught.value


def test_a_first_sync_brings_the_window_and_the_balance(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending.append(announced(TODAY, -1999, "PRLV FREE"))
    report = sync(session, Job())
    assert (report.merge.added, report.skipped, report.balance_error) == (4, 0, None)
    assert report.next_allowed_at is None
    (known,) = session.read(load_accounts)
    assert known.balance
    assert known.balance.amount_cents == account.balance_cents
    last = session.read(load_last_sync)
    assert last
    assert last.outcome == "ok"


def test_syncing_again_adds_nothing_whatever_becomes_of_identifiers(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.booked.append({**account.booked[0]})
    sync(session, Job())
    before = stored(session)
    assert Counter(before) == Counter(set(before)) + Counter([before[-1]]), "two equal payments of one day are two"
    bank.state.renew_limits()
    assert sync(session, Job()).merge.added == 0
    bank.state.renew_limits()
    account.reissue_identifiers()
    assert sync(session, Job()).merge.added == 0
    bank.state.renew_limits()
    account.booked.reverse()
    assert sync(session, Job()).merge.added == 0
    assert stored(session) == before


def test_a_pending_transaction_is_booked_once_or_leaves(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    coming, leaving = announced(TODAY, -1999, "PRLV FREE"), announced(TODAY, -500, "CB CAFE")
    account.pending += [coming, leaving]
    sync(session, Job())
    account.book(coming, TODAY)
    account.pending.clear()
    report = sync(session, Job())
    assert (report.merge.added, report.merge.updated, report.merge.removed) == (0, 1, 1)
    assert (TODAY.isoformat(), -1999, "PRLV FREE", "booked") in stored(session)


def test_a_bank_that_stops_telling_what_is_pending_removes_nothing(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending.append(announced(TODAY, -1999, "PRLV FREE"))
    sync(session, Job())
    before = stored(session)
    bank.state.gives_pending = False
    assert sync(session, Job()).merge.removed == 0
    assert stored(session) == before


@pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDE00), f"\u202e{chr(0xD83D)}"])
@pytest.mark.parametrize("field", ["label", "identifier", "party", "currency", "remittanceInformationStructured"])
def test_half_of_an_emoji_costs_that_half_and_not_the_sync(
    session: Session, account: SandboxAccount, half: str, field: str
) -> None:
    texts = {"label": "VIR NOVA", "identifier": "abc", "party": "NOVA", "currency": "EUR"}
    texts[field] = f"{texts.get(field, 'AB ')}{half}"
    account.booked.append(transaction(TODAY, 12_34, **texts))
    report = sync(session, Job())
    assert (report.merge.added, report.skipped) == (4, 0)
    assert not [char for row in stored(session) for char in row[2] if not char.isprintable()]
    assert sync(session, Job()).merge.added == 0


def test_a_balance_without_a_day_is_that_of_the_sync(session: Session, bank: SandboxBank) -> None:
    undated = {"balances": [{"balanceAmount": {"amount": "12.34", "currency": "EUR"}, "balanceType": "interimBooked"}]}
    bank.faults.add(faults.Fault(name="undated", status=200, body=undated, only="/balances/"))
    sync(session, Job())
    (known,) = session.read(load_accounts)
    assert known.balance == Balance(amount_cents=12_34, currency="EUR", on=TODAY)


def test_a_refused_balance_does_not_lose_the_transactions(session: Session, bank: SandboxBank) -> None:
    bank.faults.add(faults.Fault(name="429", status=429, body=faults.TOO_MANY.body, only="/balances/"))
    report = sync(session, Job())
    assert (report.merge.added, report.balance, report.balance_error) == (3, None, ErrorCode.RATE_LIMITED)
    last = session.read(load_last_sync)
    assert last
    assert last.outcome == "rate_limited"


@pytest.mark.parametrize(
    "fault", [fault for fault in faults.ALL if fault is not faults.SLOW], ids=lambda fault: fault.name
)
def test_a_failed_sync_changes_no_transaction_and_keeps_its_code(
    session: Session, bank: SandboxBank, fault: faults.Fault
) -> None:
    sync(session, Job())
    before = stored(session)
    reach(session, HURRIED)
    bank.faults.add(*[fault] * 6)
    code = refused(session).code
    assert stored(session) == before
    last = session.read(load_last_sync)
    assert last
    assert last.outcome == code.value


def test_without_a_connection_there_is_nothing_to_sync(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "bare").mkdir()
    with open_vault(tmp_path / "bare", clock) as bare:
        assert refused(bare).code is ErrorCode.BANK_NOT_CONNECTED


def test_limits_outlive_a_restart(tmp_path: Path, clock: FakeClock) -> None:
    keyring = MemoryKeyring()
    with SandboxBank(clock) as bank:
        open_bank_account(bank)
        with open_vault(tmp_path, clock, keyring) as session:
            connect_to(session, bank)
            for _ in range(4):
                sync(session, Job())
            allowed = next_allowed(session)
        asked = len(bank.requests)
        with open_vault(tmp_path, clock, keyring) as session:
            assert next_allowed(session) == allowed == clock.now() + timedelta(days=1)
            assert refused(session).params["until"] == allowed
            assert len(bank.requests) == asked
            clock.advance(hours=25)
            assert next_allowed(session) is None
            assert sync(session, Job()).merge.added == 0


def test_cancelling_at_any_moment_leaves_all_or_nothing(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    """Cancel at the first checkpoint, then at the second, and so on until a sync comes through whole."""
    for patience in range(30):
        account.booked.append(transaction(TODAY, 1000 + patience, f"VIR CLIENT {patience}"))
        before = len(stored(session))
        bank.state.renew_limits()
        session.write(lambda writer: forget_limits(writer, "gocardless"))
        try:
            sync(session, JobThatStops(patience))
        except Cancelled:
            assert len(stored(session)) in (before, len(account.booked))
        else:
            break
    assert patience > 2
    assert amounts(stored(session)) == amounts_of(account)


class JobThatStops(Job):
    """Cancelled at the checkpoint after `patience` others."""

    def __init__(self, patience: int) -> None:
        super().__init__()
        self._left = patience

    def checkpoint(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().checkpoint()


def test_cancelling_while_the_bank_hangs_is_immediate(session: Session, bank: SandboxBank) -> None:
    bank.faults.add(faults.HANGING)
    job = Job()
    threading.Timer(0.05, job.cancel).start()
    with pytest.raises(Cancelled):
        sync(session, job)
    assert stored(session) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_faults_loses_or_doubles_a_transaction(
    session: Session, bank: SandboxBank, account: SandboxAccount, seed: int
) -> None:
    dice = random.Random(seed)
    happenings = _happenings(dice, bank, account)
    reach(session, HURRIED)
    outcomes = Counter[bool]()
    for _ in range(25):
        dice.choice(happenings)()
        bank.faults.add(*dice.choices(faults.ALL, k=dice.choice((0, 0, 1, 2))))
        before, known = stored(session), booked_ids(session)
        succeeded = _try_to_sync(session)
        assert stored(session) == before or succeeded
        assert booked_ids(session) >= known, "what the user may have decided on stays what it was"
        assert amounts(stored(session)) == amounts_of(account) or not succeeded
        outcomes[succeeded] += 1
        bank.faults.clear()
        bank.state.renew_limits()
        session.write(lambda writer: forget_limits(writer, "gocardless"))
    assert min(outcomes[True], outcomes[False]) > 3, "both were tried"


def _try_to_sync(session: Session) -> bool:
    try:
        sync(session, Job())
    except KnownError:
        return False
    return True


def _happenings(dice: random.Random, bank: SandboxBank, account: SandboxAccount) -> tuple[Callable[[], object], ...]:
    def arrive() -> None:
        on = TODAY - timedelta(days=dice.randrange(9))
        account.booked.append(transaction(on, dice.choice((-500, -500, 1200)), "CB CAFE"))

    def announce() -> None:
        account.pending.append(announced(TODAY, dice.choice((-701, -702)), f"PRLV {dice.randrange(3)}"))

    def book() -> None:
        if account.pending:
            account.book(account.pending[0], TODAY)

    def abandon() -> None:
        if account.pending:
            account.pending.pop()

    return arrive, announce, book, abandon, account.reissue_identifiers, bank.state.forget_tokens


def booked_ids(session: Session) -> set[int]:
    return session.read(
        lambda reader: {id_ for (id_,) in reader.all("SELECT id FROM bank_transaction WHERE state = 'booked'")}
    )


def amounts(rows: list[Row]) -> Counter[tuple[int, str]]:
    return Counter((cents, state) for _, cents, _, state in rows)


def amounts_of(account: SandboxAccount) -> Counter[tuple[int, str]]:
    def cents(raw: dict[str, dict[str, str]]) -> int:
        return int(raw["transactionAmount"]["amount"].replace(".", ""))

    return Counter((cents(raw), "booked") for raw in account.booked) + Counter(
        (cents(raw), "pending") for raw in account.pending
    )


# the automatic schedule

NOW = FakeClock().now()


def last(outcome: str = "ok", hours: float = 1) -> LastSync:
    return LastSync(at=NOW - timedelta(hours=hours), outcome=outcome)


def limit(remaining: int | None, hours: float, endpoint: str = "transactions") -> Limit:
    return Limit(provider="gocardless", endpoint=endpoint, remaining=remaining, retry_at=NOW + timedelta(hours=hours))


def test_three_automatic_syncs_a_day_leave_one_to_the_user() -> None:
    assert next_automatic(NOW, [], None) == NOW
    assert next_automatic(NOW, [], last()) == NOW + timedelta(hours=7)
    assert next_automatic(NOW, [limit(2, 20)], last()) == NOW + timedelta(hours=7)
    assert next_automatic(NOW, [limit(1, 20)], last()) == NOW + timedelta(hours=20)
    assert next_automatic(NOW, [limit(0, 20)], last()) == NOW + timedelta(hours=20)
    assert next_automatic(NOW, [limit(0, 20, "details"), limit(0, 20, "balances")], last()) == NOW + timedelta(hours=7)
    assert next_automatic(NOW, [limit(0, -1)], last(hours=9)) == NOW - timedelta(hours=1), "it is due"


def test_a_network_that_fails_is_tried_soon_and_a_refusal_waits_for_the_user() -> None:
    assert next_automatic(NOW, [], last("offline", 0)) == NOW + timedelta(minutes=30)
    assert next_automatic(NOW, [], last("bank_error", 0)) == NOW + timedelta(hours=8)
    for code in ("consent_expired", "account_suspended", "credentials_refused", "bank_gone", "quota_exceeded"):
        assert next_automatic(NOW, [], last(code)) is None


def due(session: Session) -> datetime | None:
    return next_automatic(session.clock.now(), session.read(load_limits), session.read(load_last_sync))


def test_the_window_syncs_by_itself_only_a_bank_that_can_answer(
    session: Session, bank: SandboxBank, clock: FakeClock
) -> None:
    assert due(session) == clock.now(), "the first one at once"
    sync(session, Job())
    assert due(session) == clock.now() + timedelta(hours=8)
    bank.faults.add(faults.CONSENT_EXPIRED)
    refused(session)
    assert due(session) is None


def test_limits_of_every_endpoint_are_kept_apart(session: Session) -> None:
    sync(session, Job())
    assert {each.endpoint: each.remaining for each in session.read(load_limits)} == {
        "details": None,
        "balances": 3,
        "transactions": 3,
    }
