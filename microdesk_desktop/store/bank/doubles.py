"""Pairs of transactions that may be one payment: kept as two, or merged into one that remembers the other's facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.store.database import Reader, Writer

_FACTS = "booked_on, amount_cents, currency, label, state, source, identifier"
_MARKS = "?, ?, ?, ?, ?, ?, ?"
Pair = tuple[int, int, int]
"""The newer id, the older id, and 1 once the user decided to keep both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRow:
    """A transaction that was merged into another one, and what referred to it: enough to bring it back.

    `row` holds its columns, `facts` the ids of the other facts that moved with it, `own_facts` the id of those that are
    remembered: its own, or `kept_facts`, which the other transaction had before it took them over.
    `pairs` are those it was part of, `moved_pairs` the ones that took their place.
    """

    id: int
    kept_id: int
    source: str
    row: Mapping[str, object]
    facts: Sequence[int]
    own_facts: int
    pairs: Sequence[Pair]
    moved_pairs: Sequence[Pair]
    kept_facts: Sequence[object] = ()


def is_undecided_double(reader: Reader, newer_id: int, older_id: int) -> bool:
    """Whether these two may be one payment and the user has not decided."""
    return bool(
        reader.value(
            "SELECT 1 FROM bank_possible_double WHERE newer_id = ? AND older_id = ? AND is_kept = 0",
            (newer_id, older_id),
        )
    )


def load_asked_doubles(reader: Reader) -> frozenset[int]:
    """The older ones of the pairs about which the user has not decided."""
    return frozenset(id_ for (id_,) in reader.iterate("SELECT older_id FROM bank_possible_double WHERE is_kept = 0"))


def set_kept(writer: Writer, newer_id: int, older_id: int, *, is_kept: bool) -> None:
    """Note whether the user decided that these two are two payments."""
    writer.run(
        "UPDATE bank_possible_double SET is_kept = ? WHERE newer_id = ? AND older_id = ?",
        (int(is_kept), newer_id, older_id),
    )


def merge_into(writer: Writer, removed_id: int, kept_id: int) -> MergedRow:
    """Delete a transaction that nothing settles or proposes any more; the other one remembers its facts.

    No later file adds it again, and what may be a double of it may be one of the other. A pending transaction takes the
    facts of a booked one, and remembers those that it had.
    """
    row = _load_row(writer, removed_id)
    pairs = _load_pairs(writer, removed_id)
    facts = [id_ for (id_,) in writer.all("SELECT id FROM bank_other_facts WHERE transaction_id = ?", (removed_id,))]
    writer.run("UPDATE bank_other_facts SET transaction_id = ? WHERE transaction_id = ?", (kept_id, removed_id))
    is_booking = row["state"] == State.BOOKED and _load_row(writer, kept_id)["state"] == State.PENDING
    own_facts = writer.run(
        f"INSERT INTO bank_other_facts (transaction_id, is_merged, {_FACTS})"
        f" SELECT ?, ?, {_FACTS} FROM bank_transaction WHERE id = ?",
        (kept_id, int(not is_booking), kept_id if is_booking else removed_id),
    )
    kept_facts = _take_facts(writer, removed_id, kept_id) if is_booking else ()
    writer.run("DELETE FROM bank_transaction WHERE id = ?", (removed_id,))
    known = set(_load_pairs(writer, kept_id))
    moved = [
        (kept_id if newer == removed_id else newer, kept_id if older == removed_id else older, is_kept)
        for newer, older, is_kept in pairs
        if {newer, older} != {removed_id, kept_id}
    ]
    added = [pair for pair in moved if not any(set(pair[:2]) == set(other[:2]) for other in known)]
    _add_pairs(writer, added)
    return MergedRow(
        id=removed_id,
        kept_id=kept_id,
        kept_facts=kept_facts,
        source=str(row["source"]),
        row=row,
        facts=facts,
        own_facts=own_facts,
        pairs=pairs,
        moved_pairs=added,
    )


def separate(writer: Writer, merged: MergedRow) -> bool:
    """Bring the transaction back under its id; False when its account is no longer there."""
    row = merged.row
    if not writer.value("SELECT 1 FROM bank_account WHERE id = ?", (row["account_id"],)):
        return False
    marks = ", ".join("?" * len(row))
    writer.run(f"INSERT INTO bank_transaction ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    writer.run("DELETE FROM bank_other_facts WHERE id = ?", (merged.own_facts,))
    if merged.kept_facts:
        writer.run(
            f"UPDATE bank_transaction SET ({_FACTS}) = ({_MARKS}) WHERE id = ?", (*merged.kept_facts, merged.kept_id)
        )
    writer.run_many(
        "UPDATE bank_other_facts SET transaction_id = ? WHERE id = ?", [(merged.id, each) for each in merged.facts]
    )
    writer.run_many(
        "DELETE FROM bank_possible_double WHERE newer_id = ? AND older_id = ?",
        [(newer, older) for newer, older, _ in merged.moved_pairs],
    )
    _add_pairs(writer, merged.pairs)
    return True


def _take_facts(writer: Writer, source_id: int, id_: int) -> Sequence[object]:
    """Give a transaction the facts of another one; returns those that it had."""
    facts = f"SELECT {_FACTS} FROM bank_transaction WHERE id = ?"
    before, taken = writer.one(facts, (id_,)), writer.one(facts, (source_id,))
    assert before is not None, "the caller has read it in this transaction"
    assert taken is not None, "the caller has read it in this transaction"
    writer.run(f"UPDATE bank_transaction SET ({_FACTS}) = ({_MARKS}) WHERE id = ?", (*taken, id_))
    return tuple(before)


def _load_row(reader: Reader, transaction_id: int) -> Mapping[str, object]:
    names = [name for (name,) in reader.iterate("SELECT name FROM pragma_table_info('bank_transaction')")]
    row = reader.one(f"SELECT {', '.join(names)} FROM bank_transaction WHERE id = ?", (transaction_id,))
    assert row is not None, "the caller has read it in this transaction"
    return dict(zip(names, row, strict=True))


def _load_pairs(reader: Reader, transaction_id: int) -> list[Pair]:
    return [
        (newer, older, is_kept)
        for newer, older, is_kept in reader.iterate(
            "SELECT newer_id, older_id, is_kept FROM bank_possible_double WHERE ?1 IN (newer_id, older_id)"
            " ORDER BY newer_id, older_id",
            (transaction_id,),
        )
    ]


def _add_pairs(writer: Writer, pairs: Sequence[Pair]) -> None:
    """Add pairs of transactions that are both still there."""
    writer.run_many(
        "INSERT INTO bank_possible_double (newer_id, older_id, is_kept) SELECT newer.id, older.id, ?3"
        " FROM bank_transaction AS newer JOIN bank_transaction AS older ON newer.id = ?1 AND older.id = ?2",
        pairs,
    )
