"""What the user decides about an expense that comes again: kept beside it, undone, restored with it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.operations.records.rhythms import decide_series
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.records.rhythms import load_rhythm_words
from microdesk_desktop.views.expenses.expected import load_expected_expenses
from microdesk_desktop.views.waiting.expenses import MISSED
from tests.support.bank import open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.disks import raises_known


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def put(session: Session, month: int, supplier: str = "Adobe") -> int:
    expense = Expense(on=date(TODAY.year, month, 5), supplier=supplier, label="", amount_cents=1_200)
    made = put_record(session, expense).id
    assert made is not None
    return made


def waiting(session: Session) -> list[tuple[str, str]]:
    items = session.read(lambda reader: MISSED.load(reader, TODAY, 10))
    assert MISSED.count is not None
    assert session.read(lambda reader: MISSED.count(reader, TODAY)) == len(items)
    return [(item.title, item.detail.replace("\u00a0", " ").replace("\u202f", " ")) for item in items]


def test_a_missed_expense_waits_until_the_user_mutes_it_and_undo_asks_again(session: Session) -> None:
    last = [put(session, TODAY.month - back) for back in (4, 3, 2)][-1]
    assert [title for title, _ in waiting(session)] == ["Adobe"]
    muted = decide_series(session, last, Rhythm.MONTHLY, RhythmState.MUTED)
    assert waiting(session) == []
    assert [each.is_muted for each in session.read(lambda reader: load_expected_expenses(reader, TODAY))] == [True]
    assert muted.undo is not None
    muted.undo(session)
    assert len(waiting(session)) == 1
    decide_series(session, last, Rhythm.MONTHLY, RhythmState.ENDED)
    assert session.read(lambda reader: load_expected_expenses(reader, TODAY)) == []


def test_one_expense_is_enough_where_the_user_says_so_and_its_removal_is_undone_with_that(session: Session) -> None:
    once = put(session, TODAY.month, "Hiscox")
    assert session.read(lambda reader: load_expected_expenses(reader, TODAY)) == []
    decide_series(session, once, Rhythm.YEARLY, RhythmState.CONFIRMED)
    (series,) = session.read(lambda reader: load_expected_expenses(reader, TODAY))
    assert series.next_on == date(TODAY.year + 1, TODAY.month, 5)
    before = session.read(load_rhythm_words)
    removed = remove_record(session, once)
    assert session.read(load_rhythm_words) == {}
    assert removed.undo is not None
    removed.undo(session)
    assert session.read(load_rhythm_words) == before


def test_a_supplier_is_the_same_however_the_name_is_written(session: Session) -> None:
    for back, name in enumerate(("Adobe", "ADOBE", "adobe"), 1):
        put(session, TODAY.month - back, name)
    put(session, TODAY.month, "Hiscox")
    (series,) = session.read(lambda reader: load_expected_expenses(reader, TODAY))
    assert [each.supplier for each in series.expenses] == ["adobe", "ADOBE", "Adobe"]


def test_an_expense_that_is_gone_is_refused(session: Session) -> None:
    with raises_known(ErrorCode.UNKNOWN_TARGET):
        decide_series(session, 1, Rhythm.MONTHLY, RhythmState.CONFIRMED)
