"""Two transactions that may be one payment: merged or both kept, undone, and never added again by their files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import create_record, ignore
from microdesk_desktop.operations.bank.doubles import keep_both, merge_double
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.listing import ListFilter, count_transactions
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

DAY = date(2026, 11, 16)
FIRST = "Date;Libellé;Montant\n16/11/2026;CB LIBRAIRIE MOLLAT;-32,90\n"
SECOND = "Date;Libellé;Montant\n17/11/2026;CB LIBRAIRIE MOLLAT BORDEAUX;-32,90\n18/11/2026;CB OVH;-14,39\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as made:
        yield made


def bring_in(session: Session, folder: Path, name: str, text: str) -> int:
    """Import a statement file into the account that there is; returns its entry in the journal."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (draft,) = open_files(session, [path], Job())
    account = session.read(lambda reader: reader.value("SELECT min(id) FROM bank_account"))
    (kept,) = keep(session, [draft.with_kind(ImportKind.STATEMENT).with_account(account)], Job()).files
    assert kept.import_id is not None
    return kept.import_id


def rows(session: Session) -> list[TransactionRow]:
    return session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, TransactionFilter())))


def everything(session: Session) -> list[object]:
    """Every row that a decision about a double may touch; ids of other facts are new after an undo."""
    tables = ("bank_transaction", "bank_possible_double", "imported_rows", "fetched_rows", "payment", "attribution")
    facts = "SELECT transaction_id, booked_on, label, is_merged FROM bank_other_facts ORDER BY 1, 2, 3"
    stored = session.read(
        lambda reader: [sorted(reader.all(f"SELECT * FROM {table}"), key=str) for table in tables] + [reader.all(facts)]
    )
    return [*stored]


@pytest.fixture
def pair(session: Session, tmp_path: Path) -> tuple[int, int]:
    """A payment that two files give on different days, one with more words: the newer and the older row."""
    bring_in(session, tmp_path, "first.csv", FIRST)
    bring_in(session, tmp_path, "second.csv", SECOND)
    (newer,) = [row for row in rows(session) if row.double_of is not None]
    assert newer.double_of is not None
    return newer.id, newer.double_of


@pytest.mark.parametrize("is_known", [True, False])
def test_undoing_a_merge_touches_no_pair_of_others(
    session: Session, pair: tuple[int, int], tmp_path: Path, is_known: bool
) -> None:
    newer, older = pair
    bring_in(session, tmp_path, "third.csv", "Date;Libellé;Montant\n20/11/2026;LOYER;-700,00\n")
    other, fourth = (each.id for each in rows(session) if each.id not in pair)
    pairs = [(other, newer, 0), (other, fourth, 1), (fourth, older, 1), *([(other, older, 1)] if is_known else [])]
    session.write(
        lambda writer: writer.run_many(
            "INSERT INTO bank_possible_double (newer_id, older_id, is_kept) VALUES (?, ?, ?)", pairs
        )
    )
    before = everything(session)
    done = merge_double(session, newer, older)
    assert done.undo is not None
    done.undo(session)
    assert everything(session) == before


def row(session: Session, transaction_id: int) -> TransactionRow:
    return next(each for each in rows(session) if each.id == transaction_id)


def doubles(session: Session) -> int:
    return session.read(lambda reader: count_transactions(reader, ListFilter(are_doubles=True)))


def test_merging_leaves_the_older_row_and_undo_brings_both_back(session: Session, pair: tuple[int, int]) -> None:
    before, listed = everything(session), rows(session)
    merged = merge_double(session, *pair)
    assert [each.id for each in rows(session)] == [each.id for each in listed if each.id != pair[0]]
    assert doubles(session) == 0
    assert merged.undo is not None
    merged.undo(session)
    assert rows(session) == listed
    assert everything(session) == before


def test_files_that_gave_either_row_add_nothing_again(session: Session, pair: tuple[int, int], tmp_path: Path) -> None:
    merge_double(session, *pair)
    listed = rows(session)
    for name, text in (("again 1.csv", FIRST), ("again 2.csv", SECOND)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (draft,) = open_files(session, [path], Job())
        keep(session, [draft.with_kind(ImportKind.STATEMENT).with_account(1)], Job())
        assert [each.id for each in rows(session)] == [each.id for each in listed]


def test_the_row_that_the_user_decided_about_stays(session: Session, pair: tuple[int, int]) -> None:
    newer, older = pair
    expense = Expense(on=DAY, supplier="Mollat", label="Livres", amount_cents=3_290, category="Livres")
    create_record(session, newer, expense)
    merged = merge_double(session, newer, older)
    assert row(session, newer).status is Status.ATTRIBUTED
    assert older not in {each.id for each in rows(session)}
    assert merged.undo is not None
    merged.undo(session)
    assert (row(session, newer).status, row(session, older).status) == (Status.ATTRIBUTED, Status.TODO)


def test_a_decision_about_the_row_that_goes_ends_and_comes_back(session: Session, pair: tuple[int, int]) -> None:
    newer, older = pair
    ignore(session, older)
    expense = Expense(on=DAY, supplier="Mollat", label="Livres", amount_cents=3_290, category="Livres")
    create_record(session, newer, expense)
    merged = merge_double(session, newer, older)
    assert row(session, older).status is Status.IGNORED
    assert merged.undo is not None
    merged.undo(session)
    assert (row(session, newer).status, row(session, older).status) == (Status.ATTRIBUTED, Status.IGNORED)


def test_keeping_both_ends_the_doubt_and_undo_brings_it_back(session: Session, pair: tuple[int, int]) -> None:
    listed = rows(session)
    kept = keep_both(session, *pair)
    assert rows(session) == [replace(each, double_of=None) for each in listed]
    assert doubles(session) == 0
    assert kept.undo is not None
    kept.undo(session)
    assert rows(session) == listed


def test_a_merged_row_stays_while_one_of_its_files_is_left(session: Session, tmp_path: Path) -> None:
    first = bring_in(session, tmp_path, "first.csv", FIRST)
    second = bring_in(session, tmp_path, "second.csv", SECOND)
    (newer,) = [each for each in rows(session) if each.double_of is not None]
    assert newer.double_of is not None
    merge_double(session, newer.id, newer.double_of)
    take_back(session, first)
    assert [each.label for each in rows(session)] == ["CB OVH", "CB LIBRAIRIE MOLLAT"]
    take_back(session, second)
    assert rows(session) == []


@pytest.mark.parametrize("decide", [merge_double, keep_both])
def test_what_is_no_open_double_is_refused(session: Session, pair: tuple[int, int], decide: object) -> None:
    newer, older = pair
    before = everything(session)
    for pair_given in ((older, newer), (newer, newer), (newer, 999)):
        with pytest.raises(KnownError) as refused:
            decide(session, *pair_given)  # type: ignore[operator]
        assert refused.value.code is ErrorCode.UNKNOWN_TRANSACTION
    assert everything(session) == before
