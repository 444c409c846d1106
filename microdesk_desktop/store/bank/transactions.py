"""Bank transactions: merging what a fetch or a file tells, and reading them back."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from microdesk_desktop.domain.bank.merge import BOOKING_DELAY, MergePlan, StoredRow, TransactionFacts, plan_merge
from microdesk_desktop.domain.bank.types import BankRow, MergeResult, State
from microdesk_desktop.domain.settle.matching import Transaction
from microdesk_desktop.store.bank.attributions import release_transactions
from microdesk_desktop.store.database import Reader, Writer

_FACTS = "identifier, booked_on, amount_cents, currency, label, state"
_day = lru_cache(maxsize=4096)(date.fromisoformat)


def merge_rows(
    writer: Writer,
    account_id: int,
    rows: Sequence[BankRow],
    *,
    source: str,
    since: date | None = None,
    drops_pending: bool = False,
) -> MergeResult:
    """Bring the rows of one complete fetch or file into the store; the same rows again change nothing.

    `since` is the first day that was fetched (default: the earliest of the rows).
    `drops_pending`: the rows hold every pending transaction since that day.
    """
    if not rows and not drops_pending:
        return MergeResult()
    stored = _load_stored(writer, account_id, since or min(row.on for row in rows))
    plan = plan_merge(rows, stored, source=source, drops_pending=drops_pending)
    return _apply(writer, account_id, plan, source)


def _load_stored(reader: Reader, account_id: int, since: date) -> list[StoredRow]:
    rows = reader.all(
        f"SELECT {_FACTS}, id, source FROM bank_transaction WHERE account_id = ? AND booked_on >= ? ORDER BY id",
        (account_id, (since - BOOKING_DELAY).isoformat()),
    )
    return [StoredRow(TransactionFacts._make(facts), id_, source) for *facts, id_, source in rows]


def _apply(writer: Writer, account_id: int, plan: MergePlan, source: str) -> MergeResult:
    writer.run_many(
        f"INSERT INTO bank_transaction ({_FACTS}, account_id, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((*facts, account_id, source) for facts in plan.new),
    )
    writer.run_many(
        f"UPDATE bank_transaction SET ({_FACTS}, source) = (?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        ((*facts, source, id_) for id_, facts in plan.renewed),
    )
    release_transactions(writer, plan.gone)
    writer.run_many("DELETE FROM bank_transaction WHERE id = ?", ((id_,) for id_ in plan.gone))
    return MergeResult(added=len(plan.new), updated=len(plan.renewed), removed=len(plan.gone))


def load_undecided(reader: Reader) -> list[Transaction]:
    """The transactions that no human decided and nothing settles yet, oldest first."""
    return _movements(
        reader.iterate(
            "SELECT id, booked_on, amount_cents, currency, label, state FROM bank_transaction"
            " WHERE status IN ('todo', 'suggested') AND is_decided = 0 ORDER BY booked_on, id"
        )
    )


def load_facts(reader: Reader, ids: Sequence[int]) -> list[Transaction]:
    """These transactions, in the order asked; the unknown ones are left out."""
    found = {
        transaction.id: transaction
        for chunk in (ids[start : start + 500] for start in range(0, len(ids), 500))
        for transaction in _movements(
            reader.iterate(
                "SELECT id, booked_on, amount_cents, currency, label, state FROM bank_transaction"
                f" WHERE id IN ({', '.join('?' * len(chunk))})",
                tuple(chunk),
            )
        )
    }
    return [found[id_] for id_ in ids if id_ in found]


def load_all_facts(reader: Reader) -> list[Transaction]:
    """Every transaction, latest first: the history against which a rule is tried."""
    return _movements(
        reader.iterate(
            "SELECT id, booked_on, amount_cents, currency, label, state FROM bank_transaction"
            " ORDER BY booked_on DESC, id DESC"
        )
    )


def _movements(rows: Iterable[tuple[int, str, int, str, str, str]]) -> list[Transaction]:
    return [
        Transaction(
            id=id_, on=_day(on), amount_cents=cents, currency=currency, label=label, pending=state == State.PENDING
        )
        for id_, on, cents, currency, label, state in rows
    ]
