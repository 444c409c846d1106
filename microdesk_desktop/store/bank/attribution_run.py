"""The input of the last complete run of the attribution engine, and what changed since.

It holds digests, ids, amounts and ranks, no name, and is erased with the bank module.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.settle.attributions import Recorded
from microdesk_desktop.domain.settle.dependencies import AMOUNT, Dependency
from microdesk_desktop.store.bank.recorded import load_recorded
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list


class SeenTarget(NamedTuple):
    """A target as the engine left it; `party` is the rank of its party's name, `facts` a digest of all else."""

    party: int
    remaining_cents: int
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The last complete run: digests of what decides how labels are read, and its transactions and targets."""

    settings: str
    vocabulary: str
    last_transaction_id: int
    targets: Mapping[int, SeenTarget]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTransactions:
    """The transactions that are new or changed since the last run, and those of them that are fixed.

    `marks` is the number of the last mark read: later ones are for the next run. `known` holds what the changed and
    the fixed ones depended on when the engine last saw them.
    """

    fresh: Sequence[Recorded]
    fixed: Sequence[Recorded]
    known: frozenset[Dependency]
    last_transaction_id: int
    marks: int


def load_last_run(reader: Reader) -> LastRun | None:
    """What the last complete run saw; None when there was none, or when it was interrupted."""
    row = reader.one("SELECT settings, vocabulary, last_transaction_id FROM attribution_run")
    if row is None:
        return None
    settings, vocabulary, last_transaction_id = row
    return LastRun(
        settings=settings,
        vocabulary=vocabulary,
        last_transaction_id=last_transaction_id,
        targets=_load_seen(reader),
    )


def _load_seen(reader: Reader) -> dict[int, SeenTarget]:
    rows = reader.iterate("SELECT target_id, party, remaining_cents, facts FROM attribution_seen")
    return {id_: SeenTarget(*values) for id_, *values in rows}


def load_changed_transactions(reader: Reader, since: int, closed: date | None) -> ChangedTransactions:
    """The transactions with an id above `since`, and those marked as changed; `closed` as `load_recorded` has it."""
    marked = reader.all("SELECT id, transaction_id FROM attribution_stale")
    changed = {transaction_id for _, transaction_id in marked}
    new = {id_ for (id_,) in reader.iterate("SELECT id FROM bank_transaction WHERE id > ?", (since,))}
    recorded = load_recorded(reader, closed, sorted(new | changed))
    return ChangedTransactions(
        fresh=[each for each in recorded if not each.is_fixed],
        fixed=[each for each in recorded if each.is_fixed],
        known=load_known_keys(reader, changed),
        last_transaction_id=reader.value("SELECT coalesce(max(id), 0) FROM bank_transaction"),
        marks=max((mark for mark, _ in marked), default=0),
    )


def load_known_keys(reader: Reader, transaction_ids: Iterable[int]) -> frozenset[Dependency]:
    """What these transactions depended on when the engine last saw them; a merge never changes an amount."""
    ids = json_list(transaction_ids)
    return frozenset(
        reader.all(
            "SELECT kind, value FROM attribution_dependency WHERE transaction_id IN (SELECT value FROM json_each(?))"
            f" UNION SELECT '{AMOUNT}', amount_cents FROM bank_transaction"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (ids, ids),
        )
    )


def load_dependents(reader: Reader, dependencies: Collection[Dependency], closed: date | None) -> list[Recorded]:
    """The transactions that depend on any of these, in the order of their ids; fixed ones by their amounts alone."""
    return load_recorded(reader, closed, load_dependent_ids(reader, dependencies)) if dependencies else []


def load_dependent_ids(reader: Reader, dependencies: Collection[Dependency]) -> list[int]:
    """The ids of these transactions."""
    amounts = [value for kind, value in dependencies if kind == AMOUNT]
    rows = reader.all(
        "SELECT id FROM bank_transaction WHERE amount_cents IN (SELECT value FROM json_each(?))"
        " UNION SELECT transaction_id FROM json_each(?) AS wanted JOIN attribution_dependency"
        " ON kind = wanted.value ->> 0 AND attribution_dependency.value = wanted.value ->> 1",
        (json_list(amounts), json_list(dependencies)),
    )
    return [id_ for (id_,) in rows]


def load_free_labels(reader: Reader) -> list[tuple[int, str]]:
    """The id and the label of each transaction that the user has not decided."""
    return reader.all("SELECT id, label FROM bank_transaction WHERE is_decided = 0 ORDER BY id")


def load_dependencies(reader: Reader, transaction_ids: Iterable[int]) -> set[tuple[str, int, int]]:
    """What these transactions depend on: (kind, value, transaction id)."""
    rows = reader.all(
        "SELECT kind, value, transaction_id FROM attribution_dependency"
        " WHERE transaction_id IN (SELECT value FROM json_each(?))",
        (json_list(transaction_ids),),
    )
    return {(kind, value, transaction_id) for kind, value, transaction_id in rows}


def change_dependencies(
    writer: Writer, *, gone: Iterable[tuple[str, int, int]], new: Iterable[tuple[str, int, int]]
) -> None:
    """Delete and add what transactions depend on: (kind, value, transaction id)."""
    writer.run_many("DELETE FROM attribution_dependency WHERE (kind, value, transaction_id) = (?, ?, ?)", gone)
    writer.run_many("INSERT INTO attribution_dependency (kind, value, transaction_id) VALUES (?, ?, ?)", new)


def forget_last_run(writer: Writer) -> None:
    """Make the next run a complete one; called before a run that writes in several transactions."""
    writer.run("DELETE FROM attribution_run")


def is_last_transaction_known(reader: Reader, run: LastRun) -> bool:
    """False once the bank module was erased, or the latest transaction that the run knew has gone."""
    return bool(reader.value("SELECT coalesce(max(id), 0) >= ? FROM bank_transaction", (run.last_transaction_id,)))


def save_last_run(writer: Writer, run: LastRun, changed: ChangedTransactions) -> None:
    """Keep what a complete run saw, writing only what differs, and drop the marks that it has dealt with."""
    seen = _load_seen(writer)
    writer.run_many("DELETE FROM attribution_seen WHERE target_id = ?", [(id_,) for id_ in seen.keys() - run.targets])
    writer.run_many(
        "INSERT OR REPLACE INTO attribution_seen (target_id, party, remaining_cents, facts) VALUES (?, ?, ?, ?)",
        [(id_, *each) for id_, each in run.targets.items() if seen.get(id_) != each],
    )
    row = run.settings, run.vocabulary, run.last_transaction_id
    if writer.one("SELECT settings, vocabulary, last_transaction_id FROM attribution_run") != row:
        writer.run(
            "INSERT OR REPLACE INTO attribution_run (id, settings, vocabulary, last_transaction_id)"
            " VALUES (1, ?, ?, ?)",
            row,
        )
    writer.run("DELETE FROM attribution_stale WHERE id <= ?", (changed.marks,))
    writer.run_many(
        "DELETE FROM attribution_dependency WHERE transaction_id = ?",
        [(each.transaction.id,) for each in changed.fixed],
    )
