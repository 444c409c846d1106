"""Decisions: payments, the attributions that explain them, suggestions, and the status of a transaction.

A payment belongs to the books and is kept. An attribution links it to a bank transaction, and is erased with the bank
module.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from microdesk_desktop.domain.records.label_methods import method_of
from microdesk_desktop.domain.settle.attributions import (
    Allocation,
    Origin,
    Proposal,
    Status,
)
from microdesk_desktop.domain.settle.lessons import LessonKind
from microdesk_desktop.domain.settle.reasons import FEE, Reason
from microdesk_desktop.store.bank.decision_facts import load_kinds, load_refused, save_decision_facts
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.reasons import dump_reasons, load_reasons
from microdesk_desktop.store.transaction import json_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One target that a transaction settles, and why."""

    target_id: int
    amount_cents: int
    origin: Origin
    reasons: tuple[Reason, ...] = ()
    rule_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """All that is decided or proposed for one transaction: enough to restore it when a change is undone.

    `is_decided` is true when the user decided: the engine then leaves it alone. `reasons` is why it is ignored,
    or why nothing is proposed; attributions and proposals have their own. `decided_at` is when the user decided, None
    where nobody noted it. `refused` are the targets that the engine had settled by itself and the user took away,
    `forgotten` the kinds of lessons that are not to be learnt of the decision.
    """

    transaction_id: int
    status: Status = Status.TODO
    is_decided: bool = False
    attributions: tuple[Attribution, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reasons: tuple[Reason, ...] = ()
    decided_at: datetime | None = None
    refused: tuple[int, ...] = ()
    forgotten: tuple[LessonKind, ...] = ()


def load_decision(reader: Reader, transaction_id: int) -> Decision | None:
    """What is decided or proposed for this transaction, None when it does not exist."""
    row = reader.one(
        "SELECT status, is_decided, reasons, decided_at, forgotten FROM bank_transaction"
        " LEFT JOIN bank_decision ON transaction_id = id WHERE id = ?",
        (transaction_id,),
    )
    if row is None:
        return None
    status, is_decided, reasons, decided_at, forgotten = row
    return Decision(
        transaction_id=transaction_id,
        status=Status(status),
        is_decided=bool(is_decided),
        attributions=load_attributions(reader, transaction_id),
        proposals=load_proposals(reader, transaction_id),
        reasons=load_reasons(reasons),
        decided_at=datetime.fromisoformat(decided_at) if decided_at else None,
        refused=load_refused(reader, transaction_id),
        forgotten=load_kinds(forgotten),
    )


def load_decisions(reader: Reader, transaction_ids: Iterable[int]) -> dict[int, Decision]:
    """What is proposed for each of these transactions that exists, with its status; without its attributions."""
    ids = json_list(transaction_ids)
    rows = reader.all(
        "SELECT transaction_id, rank, target_id, amount_cents, score, reasons FROM suggestion"
        " WHERE transaction_id IN (SELECT value FROM json_each(?)) ORDER BY transaction_id, rank, target_id",
        (ids,),
    )
    proposals = {
        transaction_id: _proposals(row[1:] for row in same)
        for transaction_id, same in groupby(rows, lambda row: row[0])
    }
    return {
        id_: Decision(
            transaction_id=id_,
            status=Status(status),
            is_decided=bool(is_decided),
            proposals=proposals.get(id_, ()),
            reasons=load_reasons(reasons),
        )
        for id_, status, is_decided, reasons in reader.iterate(
            "SELECT id, status, is_decided, reasons FROM bank_transaction WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    }


def load_attributions(reader: Reader, transaction_id: int) -> tuple[Attribution, ...]:
    """The targets that this transaction settles, in the order in which they were recorded."""
    return tuple(
        reader.rows_as(
            Attribution,
            "SELECT target_id, amount_cents, origin, reasons, rule_id"
            " FROM attribution JOIN payment ON payment.id = payment_id WHERE transaction_id = ? ORDER BY payment_id",
            (transaction_id,),
        )
    )


def load_proposals(reader: Reader, transaction_id: int) -> tuple[Proposal, ...]:
    """The proposals that await the user's decision, best first."""
    rows = reader.iterate(
        "SELECT rank, target_id, amount_cents, score, reasons FROM suggestion"
        " WHERE transaction_id = ? ORDER BY rank, target_id",
        (transaction_id,),
    )
    return _proposals(rows)


def _proposals(rows: Iterable[tuple[Any, ...]]) -> tuple[Proposal, ...]:
    """The proposals of rows (rank, target, cents, score, reasons) of one transaction, in order."""
    return tuple(_proposal(tuple(same_rank)) for _, same_rank in groupby(rows, key=lambda row: row[0]))


def _proposal(rows: Sequence[tuple[Any, ...]]) -> Proposal:
    _, _, _, score, reasons = rows[0]
    return Proposal(
        allocations=tuple(
            Allocation(target_id=target_id, amount_cents=cents) for _, target_id, cents, _, _ in rows
        ),
        score=score,
        reasons=load_reasons(reasons),
    )  # fmt: skip


def save_new_decision(writer: Writer, decision: Decision, paid_on: date) -> None:
    """Write the decision of a transaction that has none yet."""
    method = _method(writer, decision.transaction_id) if decision.attributions else ""
    for attribution in decision.attributions:
        _save_attribution(writer, decision.transaction_id, attribution, paid_on, method)
    writer.run_many(
        "INSERT INTO suggestion (transaction_id, rank, target_id, amount_cents, score, reasons)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (decision.transaction_id, rank, each.target_id, each.amount_cents, proposal.score,
             dump_reasons(proposal.reasons))
            for rank, proposal in enumerate(decision.proposals)
            for each in proposal.allocations
        ),
    )  # fmt: skip
    writer.run(
        "UPDATE bank_transaction SET status = ?, is_decided = ?, reasons = ? WHERE id = ?",
        (
            decision.status.value,
            int(decision.is_decided),
            dump_reasons(decision.reasons) if decision.reasons else None,
            decision.transaction_id,
        ),
    )
    save_decision_facts(
        writer, decision.transaction_id, decision.decided_at, refused=decision.refused, forgotten=decision.forgotten
    )


def _method(reader: Reader, transaction_id: int) -> str:
    """How a transaction was paid, which the payment keeps when the bank is disconnected; empty where unknown."""
    return method_of(reader.value("SELECT label FROM bank_transaction WHERE id = ?", (transaction_id,))) or ""


def _save_attribution(
    writer: Writer, transaction_id: int, attribution: Attribution, paid_on: date, method: str
) -> None:
    payment_id = writer.run(
        "INSERT INTO payment (target_id, paid_on, amount_cents, method) VALUES (?, ?, ?, ?)",
        (attribution.target_id, paid_on.isoformat(), attribution.amount_cents, method),
    )
    writer.run(
        # a decision that is restored may name a rule that was removed since
        "INSERT INTO attribution (payment_id, transaction_id, origin, reasons, rule_id)"
        " VALUES (?, ?, ?, ?, (SELECT id FROM rule WHERE id = ?))",
        (
            payment_id,
            transaction_id,
            attribution.origin.value,
            dump_reasons(attribution.reasons),
            attribution.rule_id,
        ),
    )


def release_transactions(writer: Writer, transaction_ids: Sequence[int]) -> None:
    """Delete the payments, attributions and suggestions of these transactions; the engine looks at them again."""
    mark_stale(writer, transaction_ids)
    keys = [(id_,) for id_ in transaction_ids]
    writer.run_many("DELETE FROM bank_decision WHERE transaction_id = ?", keys)
    writer.run_many(
        "DELETE FROM payment WHERE id IN (SELECT payment_id FROM attribution WHERE transaction_id = ?)", keys
    )
    delete_suggestions(writer, transaction_ids)


def end_attributions(writer: Writer, transaction_ids: Sequence[int]) -> None:
    """Delete the payments of these transactions, which are to do again."""
    keys = [(id_,) for id_ in transaction_ids]
    writer.run_many(
        "DELETE FROM payment WHERE id IN (SELECT payment_id FROM attribution WHERE transaction_id = ?)", keys
    )
    writer.run_many("UPDATE bank_transaction SET status = 'todo', reasons = NULL WHERE id = ?", keys)


def save_reasons(writer: Writer, transaction_id: int, reasons: Sequence[Reason]) -> None:
    """Write why a transaction is as it is; what it settles has reasons of its own."""
    written = dump_reasons(reasons) if reasons else None
    writer.run("UPDATE bank_transaction SET reasons = ? WHERE id = ?", (written, transaction_id))


def save_attribution_reasons(writer: Writer, transaction_id: int, reasons: Sequence[Reason]) -> None:
    """Write why a transaction settles what it settles, but for a fee kept of it."""
    writer.run(
        f"UPDATE attribution SET reasons = ? WHERE transaction_id = ? AND reasons NOT LIKE '[[\"{FEE}\"%'",
        (dump_reasons(reasons), transaction_id),
    )


def reopen_transactions(writer: Writer, transaction_ids: Sequence[int]) -> None:
    """End every decision about these transactions, the user's own included; the engine looks at them again."""
    release_transactions(writer, transaction_ids)
    writer.run_many(
        "UPDATE bank_transaction SET status = 'todo', is_decided = 0, reasons = NULL WHERE id = ?",
        [(id_,) for id_ in transaction_ids],
    )


def delete_suggestions(writer: Writer, transaction_ids: Sequence[int]) -> None:
    """Delete the proposals for these transactions."""
    writer.run_many("DELETE FROM suggestion WHERE transaction_id = ?", [(id_,) for id_ in transaction_ids])


def mark_stale(writer: Writer, transaction_ids: Iterable[int]) -> None:
    """Note that these transactions are no longer as the attribution engine last saw them."""
    writer.run_many("INSERT INTO attribution_stale (transaction_id) VALUES (?)", [(id_,) for id_ in transaction_ids])


def drop_suggestions_of(writer: Writer, target_ids: Iterable[int]) -> None:
    """Delete the proposals that include these targets; a transaction left without one gets the status TODO."""
    for target_id in target_ids:
        touched = writer.all("SELECT transaction_id, rank FROM suggestion WHERE target_id = ?", (target_id,))
        writer.run_many("DELETE FROM suggestion WHERE transaction_id = ? AND rank = ?", touched)
        mark_stale(writer, {transaction_id for transaction_id, _ in touched})
        writer.run_many(
            # also of one that was asked about kept payments: the engine looks at it from now on
            "UPDATE bank_transaction SET status = 'todo', is_decided = 0 WHERE id = ? AND status = 'suggested'"
            " AND NOT EXISTS (SELECT 1 FROM suggestion WHERE transaction_id = bank_transaction.id)",
            [(transaction_id,) for transaction_id, _ in touched],
        )
