"""What may happen in the middle of a sync: a job whose checkpoint acts makes each interleaving happen for certain."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import connect
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.connection import load_connection, load_last_sync
from tests.support.bank import (
    BANK,
    OTHER_IBAN,
    QUICK_POLLS,
    connect_to,
    open_bank_account,
    open_vault,
    opening,
    stored,
)
from tests.support.clock import TODAY, FakeClock


class ActingJob(Job):
    """Acts once, at the first checkpoint where `when` holds."""

    def __init__(self, when: Callable[[], bool], act: Callable[[], object]) -> None:
        super().__init__()
        self._when = when
        self._act = act
        self.has_acted = False

    def checkpoint(self) -> None:
        if not self.has_acted and self._when():
            self.has_acted = True
            self._act()
        super().checkpoint()


@pytest.fixture
def session(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> Iterator[Session]:
    with open_vault(tmp_path, clock) as opened:
        connect_to(opened, bank)
        yield opened


def once_fetched(bank: SandboxBank, act: Callable[[], object]) -> ActingJob:
    """Acts when the transactions have come and nothing of them is kept yet."""
    return ActingJob(lambda: any(path.endswith("/transactions/") for _, path in bank.requests), act)


def outcome(session: Session, job: Job) -> str:
    """How a sync ends: done, cancelled, or the code of its error."""
    try:
        sync(session, job)
    except Cancelled:
        return "cancelled"
    except KnownError as error:
        return error.code
    return "done"


def refused(session: Session, job: Job) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        sync(session, job)
    return caught.value.code


def reconnect_to(session: Session, iban: str) -> None:
    connect(
        session,
        BANK,
        announce=opening(browser()),
        choose_account=lambda accounts: accounts[0],
        job=Job(),
        wanted_iban=iban,
        polling=QUICK_POLLS,
    )


def test_rows_of_the_former_account_never_land_in_the_one_connected_meanwhile(
    session: Session, bank: SandboxBank
) -> None:
    other = open_bank_account(bank, OTHER_IBAN, rows=0)
    other.booked.append(transaction(TODAY, 777, "VIR CLIENT"))
    job = once_fetched(bank, lambda: reconnect_to(session, OTHER_IBAN))
    assert refused(session, job) is ErrorCode.BANK_NOT_CONNECTED
    assert job.has_acted
    assert stored(session) == []
    connection = session.read(load_connection)
    assert connection
    assert connection.iban == OTHER_IBAN
    sync(session, Job())
    assert [row[1:3] for row in stored(session)] == [(777, "VIR CLIENT")]


def test_the_failure_of_the_former_connection_is_not_the_one_of_the_new(session: Session, bank: SandboxBank) -> None:
    open_bank_account(bank, OTHER_IBAN)
    job = ActingJob(lambda: True, lambda: reconnect_to(session, OTHER_IBAN))
    assert refused(session, job) is ErrorCode.BANK_GONE, "its consent was revoked meanwhile"
    assert session.read(load_last_sync) is None, "the automatic sync of the new one goes on"


def test_a_disconnect_during_a_sync_leaves_nothing_behind(session: Session, bank: SandboxBank) -> None:
    job = once_fetched(bank, lambda: disconnect(session, Job()))
    assert refused(session, job) is ErrorCode.BANK_NOT_CONNECTED
    assert (stored(session), session.read(load_connection), session.tokens.names()) == ([], None, [])


def test_a_sync_within_a_sync_doubles_nothing(session: Session, bank: SandboxBank) -> None:
    reports = []
    job = once_fetched(bank, lambda: reports.append(sync(session, Job())))
    assert (sync(session, job).merge.added, reports[0].merge.added) == (0, 3)
    assert len(stored(session)) == 3


def test_a_lock_in_the_middle_keeps_all_or_nothing(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    """The vault is locked at the first checkpoint, then at the second, and so on until a sync comes through."""
    keyring = MemoryKeyring()
    (tmp_path / "locked").mkdir()
    with open_vault(tmp_path / "locked", clock, keyring) as session:
        connect_to(session, bank)
    everything = len(bank.institution(BANK).accounts[0].booked)
    for position in range(40):
        checkpoints = iter(range(40))
        with open_vault(tmp_path / "locked", clock, keyring) as session:
            session.write(lambda writer: forget_limits(writer, "gocardless"))
            bank.state.renew_limits()
            job = ActingJob(lambda: next(checkpoints) == position, session.close)  # noqa: B023 - run in this turn
            assert outcome(session, job) in ("done", "cancelled", ErrorCode.VAULT_LOCKED)
        with open_vault(tmp_path / "locked", clock, keyring) as session:
            assert len(stored(session)) in (0, everything)
        if not job.has_acted:
            break
    assert position > 3
    with open_vault(tmp_path / "locked", clock, keyring) as session:
        assert len(stored(session)) == everything
