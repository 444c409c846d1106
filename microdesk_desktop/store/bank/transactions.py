"""Bank transactions: merging the rows of a fetch or of a file, and reading them back."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date

from microdesk_desktop.domain.bank.merge import (
    BOOKING_DELAY,
    MergePlan,
    StoredRow,
    TransactionFacts,
    as_rows,
    plan_merge,
)
from microdesk_desktop.domain.bank.types import BankRow, MergeResult, State
from microdesk_desktop.domain.imports.plans import Entity, Footprint
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.store.bank.attributions import mark_stale, release_transactions
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.indexes import indexes_rebuilt
from microdesk_desktop.store.transaction import json_list

_FACTS = "identifier, booked_on, amount_cents, currency, label, state"
# From so many new rows on, more than are stored, making the indexes again is faster than keeping them up to date.
_LARGE = 10_000
# As `Transaction` has them.
TRANSACTION_COLUMNS = f"id, booked_on AS \"on\", amount_cents, currency, label, state = '{State.PENDING}' AS pending"


def merge_rows(
    writer: Writer,
    account_id: int,
    rows: Sequence[BankRow],
    *,
    source: str,
    since: date | None = None,
    drops_pending: bool = False,
    footprint: Footprint | None = None,
) -> MergeResult:
    """Merge the rows of one complete fetch or file into the table; the same rows again change nothing.

    `since` is the first day that was fetched (default: the earliest of the rows).
    `drops_pending`: the rows hold every pending transaction since that day.
    What an import does is noted in its `footprint`.
    """
    if not rows and not drops_pending:
        return MergeResult()
    stored = load_stored(writer, account_id, since or min(row.on for row in rows))
    plan = plan_merge(rows, stored, source=source, drops_pending=drops_pending)
    first_new = _next_id(writer)
    result = _apply(writer, account_id, plan, source)
    if footprint is not None:
        footprint.add(Entity.TRANSACTION, range(first_new, first_new + result.added))
        footprint.find(Entity.TRANSACTION, plan.found)
        _note_updates(footprint, plan, stored, source)
    return result


def _next_id(reader: Reader) -> int:
    """The id of the next transaction to be inserted; those of one insert follow one another."""
    return int(reader.value("SELECT seq FROM sqlite_sequence WHERE name = 'bank_transaction'") or 0) + 1


def _note_updates(footprint: Footprint, plan: MergePlan, stored: Sequence[StoredRow], source: str) -> None:
    updated = dict(plan.updated)
    columns = (*_FACTS.split(", "), "source")
    for row in stored if updated else ():
        if row.id in updated:
            before, after = (*row.facts, row.source), (*updated[row.id], source)
            footprint.change(
                Entity.TRANSACTION,
                row.id,
                dict(zip(columns, before, strict=True)),
                dict(zip(columns, after, strict=True)),
            )


def load_stored(reader: Reader, account_id: int, since: date) -> list[StoredRow]:
    """The stored transactions of an account that rows from this day on may be."""
    rows = reader.all(
        f"SELECT {_FACTS}, id, source FROM bank_transaction WHERE account_id = ? AND booked_on >= ? ORDER BY id",
        (account_id, (since - BOOKING_DELAY).isoformat()),
    )
    return as_rows(StoredRow, rows)


def _apply(writer: Writer, account_id: int, plan: MergePlan, source: str) -> MergeResult:
    _insert(writer, account_id, plan.added, source)
    writer.run_many(
        f"UPDATE bank_transaction SET ({_FACTS}, source) = (?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        ((*facts, source, id_) for id_, facts in plan.updated),
    )
    mark_stale(writer, (id_ for id_, _ in plan.updated))
    release_transactions(writer, plan.removed)
    writer.run_many("DELETE FROM bank_transaction WHERE id = ?", ((id_,) for id_ in plan.removed))
    return MergeResult(added=len(plan.added), updated=len(plan.updated), removed=len(plan.removed))


def _insert(writer: Writer, account_id: int, rows: Sequence[TransactionFacts], source: str) -> None:
    # Binding a value takes as long as storing it: it is fastest for plain tuples, and for few values.
    sql = (
        f"INSERT INTO bank_transaction ({_FACTS}, account_id, source)"
        f" VALUES (?, ?, ?, ?, ?, ?, {account_id:d}, {_quoted(source)})"
    )
    is_large = len(rows) >= _LARGE and len(rows) > int(writer.value("SELECT count(*) FROM bank_transaction"))
    with indexes_rebuilt(writer, "bank_transaction") if is_large else nullcontext():
        writer.run_many(sql, map(tuple, rows))


def _quoted(source: str) -> str:
    """The name of a provider or of a file format as SQL text; one of our own."""
    assert source.isidentifier(), source
    return f"'{source}'"


def load_undecided(reader: Reader) -> list[Transaction]:
    """The transactions that the user has not decided and nothing settles yet, oldest first."""
    return reader.rows_as(
        Transaction,
        f"SELECT {TRANSACTION_COLUMNS} FROM bank_transaction"
        " WHERE status IN ('todo', 'suggested') AND is_decided = 0 ORDER BY booked_on, id",
    )


def load_bank_transactions(reader: Reader, ids: Sequence[int]) -> list[Transaction]:
    """These transactions, in the order asked; unknown ones are left out."""
    found = {
        each.id: each
        for each in reader.rows_as(
            Transaction,
            f"SELECT {TRANSACTION_COLUMNS} FROM bank_transaction WHERE id IN (SELECT value FROM json_each(?))",
            (json_list(ids),),
        )
    }
    return [found[id_] for id_ in ids if id_ in found]


def load_bank_history(reader: Reader) -> list[Transaction]:
    """Every transaction, latest first, on which a rule is tried."""
    return reader.rows_as(
        Transaction, f"SELECT {TRANSACTION_COLUMNS} FROM bank_transaction ORDER BY booked_on DESC, id DESC"
    )
