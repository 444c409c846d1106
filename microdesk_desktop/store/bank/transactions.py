"""Bank transactions: merging the rows of a fetch or of a file, and reading them back."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts, as_rows
from microdesk_desktop.domain.bank.merging.criteria import BOOKING_DELAY
from microdesk_desktop.domain.bank.merging.merge import MergePlan, OtherFacts, RowUpdate, plan_merge
from microdesk_desktop.domain.bank.types import BankRow, MergeResult, State
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.store.bank.attributions import mark_stale, release_transactions
from microdesk_desktop.store.bank.doubles import load_asked_doubles
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.indexes import indexes_rebuilt
from microdesk_desktop.store.transaction import json_list

_FACTS = "identifier, booked_on, amount_cents, currency, label, state"
# From so many new rows on, more than are stored, making the indexes again is faster than keeping them up to date.
_LARGE = 10_000
_LAST_DAY = "9999-12-31"
# As `Transaction` has them.
TRANSACTION_COLUMNS = f"id, booked_on AS \"on\", amount_cents, currency, label, state = '{State.PENDING}' AS pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeChanges:
    """What was written of a merge: the ids of the rows added, of those that were known already, and the updates."""

    added: Sequence[int] = ()
    known: Sequence[int] = ()
    updated: Sequence[RowUpdate] = ()
    removed: Sequence[int] = ()

    @property
    def result(self) -> MergeResult:
        return MergeResult(added=len(self.added), updated=len(self.updated), removed=len(self.removed))


def merge_rows(
    writer: Writer,
    account_id: int,
    rows: Sequence[BankRow],
    *,
    source: str,
    since: date | None = None,
    drops_pending: bool = False,
) -> MergeChanges:
    """Merge the rows of one complete fetch into the table; the same rows again change nothing.

    `since` is the first day that was fetched (default: the earliest of the rows).
    `drops_pending`: the rows hold every pending transaction since that day.
    """
    if not rows and not drops_pending:
        return MergeChanges()
    stored = load_stored(writer, account_id, since or min(row.on for row in rows))
    plan = plan_merge(
        rows,
        stored.rows,
        source=source,
        drops_pending=drops_pending,
        others=stored.others,
        merged=stored.merged,
        asked=load_asked_doubles(writer),
    )
    return apply_merge(writer, account_id, plan, source)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRows:
    """The stored transactions of an account from a day on; `others` and `merged` as `plan_merge` takes them."""

    rows: Sequence[StoredRow] = ()
    others: Sequence[StoredRow] = ()
    merged: Sequence[StoredRow] = ()


def load_stored(reader: Reader, account_id: int, since: date, until: date | None = None) -> StoredRows:
    """The stored transactions that rows of these days may be."""
    first = (since - BOOKING_DELAY).isoformat()
    last = (until + BOOKING_DELAY).isoformat() if until else _LAST_DAY
    where = "account_id = ? AND bank_transaction.booked_on BETWEEN ? AND ?"
    rows = reader.all(
        f"SELECT {_FACTS}, id, source, is_decided FROM bank_transaction WHERE {where} ORDER BY id",
        (account_id, first, last),
    )
    others = reader.all(
        "SELECT is_merged, other.identifier, other.booked_on, other.amount_cents, other.currency, other.label,"
        " other.state, transaction_id, other.source, is_decided"
        " FROM bank_other_facts AS other JOIN bank_transaction ON bank_transaction.id = transaction_id"
        " WHERE account_id = ? AND other.booked_on BETWEEN ? AND ? ORDER BY other.id",
        (account_id, first, last),
    )
    return StoredRows(
        rows=as_rows(StoredRow, rows),
        others=[StoredRow(*facts) for is_merged, *facts in others if not is_merged],
        merged=[StoredRow(*facts) for is_merged, *facts in others if is_merged],
    )


def apply_merge(writer: Writer, account_id: int, plan: MergePlan, source: str) -> MergeChanges:
    """Write what the plan changes; the vault must be as it was when the plan was made."""
    added = _insert(writer, account_id, plan.added_rows, source)
    writer.run_many(
        f"UPDATE bank_transaction SET ({_FACTS}, source) = (?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        ((*each.facts, source, each.id) for each in plan.updated),
    )
    mark_stale(writer, (each.id for each in plan.updated))
    _keep_other_facts(writer, plan.other_facts)
    id_of = dict(zip(plan.added, added, strict=True)) if plan.doubles else {}
    writer.run_many(
        "INSERT INTO bank_possible_double (newer_id, older_id) VALUES (?, ?)",
        ((id_of[position], older) for position, older in plan.doubles),
    )
    release_transactions(writer, plan.removed)
    writer.run_many("DELETE FROM bank_transaction WHERE id = ?", ((id_,) for id_ in plan.removed))
    known = [stored.id for stored in plan.matches.values()]
    return MergeChanges(added=added, known=known, updated=plan.updated, removed=plan.removed)


def _keep_other_facts(writer: Writer, others: Sequence[OtherFacts]) -> None:
    writer.run_many(
        f"INSERT INTO bank_other_facts (transaction_id, {_FACTS}, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((each.transaction_id, *each.facts, each.source) for each in others),
    )


def _insert(writer: Writer, account_id: int, rows: Sequence[TransactionFacts], source: str) -> Sequence[int]:
    """Add the rows; returns their ids, which follow one another."""
    # Binding a value takes as long as storing it: it is fastest for plain tuples, and for few values.
    sql = (
        f"INSERT INTO bank_transaction ({_FACTS}, account_id, source)"
        f" VALUES (?, ?, ?, ?, ?, ?, {account_id:d}, {_quoted(source)})"
    )
    is_large = len(rows) >= _LARGE and len(rows) > int(writer.value("SELECT count(*) FROM bank_transaction"))
    with indexes_rebuilt(writer, "bank_transaction") if is_large else nullcontext():
        writer.run_many(sql, map(tuple, rows))
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM bank_transaction"))
    return range(last - len(rows) + 1, last + 1)


def _quoted(source: str) -> str:
    """The name of a provider or of a file format as SQL text; one of our own."""
    assert source.isidentifier(), source
    return f"'{source}'"


def load_first_day(reader: Reader) -> date | None:
    """The day of the oldest transaction; None without any."""
    day = reader.value("SELECT min(booked_on) FROM bank_transaction")
    return date.fromisoformat(day) if day else None


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
