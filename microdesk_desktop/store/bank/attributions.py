"""What settles what: payments, the attributions that explain them, suggestions, and the decision on a transaction.

A payment is a fact of the books. An attribution ties it to a bank transaction and dies with the bank module.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.matching import Allocation, Origin, Proposal, Reason, Status, TargetKind
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One target that a transaction settles, and why."""

    kind: TargetKind
    target_id: int
    amount_cents: int
    origin: Origin
    reasons: tuple[Reason, ...] = ()
    rule_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """All that we say of one transaction: enough to show it, and to restore it when a change is undone."""

    transaction_id: int
    status: Status = Status.TODO
    is_decided: bool = False
    attributions: tuple[Attribution, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reasons: tuple[Reason, ...] = ()


def load_decision(reader: Reader, transaction_id: int) -> Decision | None:
    """What is decided or proposed for this transaction, None when it does not exist."""
    row = reader.one("SELECT status, is_decided, reasons FROM bank_transaction WHERE id = ?", (transaction_id,))
    if row is None:
        return None
    status, is_decided, reasons = row
    return Decision(
        transaction_id=transaction_id,
        status=Status(status),
        is_decided=bool(is_decided),
        attributions=load_attributions(reader, transaction_id),
        proposals=load_proposals(reader, transaction_id),
        reasons=load_reasons(reasons),
    )


def load_open_statuses(reader: Reader, transaction_ids: Sequence[int]) -> dict[int, Status]:
    """The status of those among these transactions that no human decided and nothing settles."""
    rows = reader.iterate(
        "SELECT id, status FROM bank_transaction WHERE is_decided = 0 AND status IN ('todo', 'suggested')"
        f" AND id IN ({', '.join('?' * len(transaction_ids))})",
        tuple(transaction_ids),
    )
    return {id_: Status(status) for id_, status in rows}


def load_attributions(reader: Reader, transaction_id: int) -> tuple[Attribution, ...]:
    """The targets that this transaction settles."""
    rows = reader.all(
        "SELECT kind, target_id, amount_cents, origin, reasons, rule_id"
        " FROM attribution JOIN payment ON payment.id = payment_id WHERE transaction_id = ? ORDER BY payment_id",
        (transaction_id,),
    )
    return tuple(
        Attribution(
            kind=TargetKind(kind),
            target_id=target_id,
            amount_cents=cents,
            origin=Origin(origin),
            reasons=load_reasons(reasons),
            rule_id=rule_id,
        )
        for kind, target_id, cents, origin, reasons, rule_id in rows
    )


def load_proposals(reader: Reader, transaction_id: int) -> tuple[Proposal, ...]:
    """The proposals that wait for the user's word, best first."""
    rows = reader.all(
        "SELECT rank, kind, target_id, amount_cents, score, reasons FROM suggestion"
        " WHERE transaction_id = ? ORDER BY rank, kind, target_id",
        (transaction_id,),
    )
    ranks: dict[int, list[tuple[int, str, int, int, float, str]]] = {}
    for row in rows:
        ranks.setdefault(row[0], []).append(row)
    return tuple(
        Proposal(
            allocations=tuple(
                Allocation(kind=TargetKind(kind), target_id=target_id, amount_cents=cents)
                for _, kind, target_id, cents, _, _ in group
            ),
            score=group[0][4],
            reasons=load_reasons(group[0][5]),
        )
        for group in ranks.values()
    )


def save_new_decision(writer: Writer, decision: Decision, paid_on: date) -> None:
    """Write the decision of a transaction that has none yet."""
    for attribution in decision.attributions:
        _save_attribution(writer, decision.transaction_id, attribution, paid_on)
    writer.run_many(
        "INSERT INTO suggestion (transaction_id, rank, kind, target_id, amount_cents, score, reasons)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (decision.transaction_id, rank, each.kind.value, each.target_id, each.amount_cents, proposal.score,
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


def _save_attribution(writer: Writer, transaction_id: int, attribution: Attribution, paid_on: date) -> None:
    payment_id = writer.run(
        "INSERT INTO payment (kind, target_id, paid_on, amount_cents) VALUES (?, ?, ?, ?)",
        (attribution.kind.value, attribution.target_id, paid_on.isoformat(), attribution.amount_cents),
    )
    writer.run(
        "INSERT INTO attribution (payment_id, transaction_id, origin, reasons, rule_id) VALUES (?, ?, ?, ?, ?)",
        (
            payment_id,
            transaction_id,
            attribution.origin.value,
            dump_reasons(attribution.reasons),
            attribution.rule_id,
        ),
    )


def release_transactions(writer: Writer, transaction_ids: Sequence[int]) -> None:
    """Forget what these transactions settle: their payments, attributions and suggestions."""
    keys = [(id_,) for id_ in transaction_ids]
    writer.run_many(
        "DELETE FROM payment WHERE id IN (SELECT payment_id FROM attribution WHERE transaction_id = ?)", keys
    )
    writer.run_many("DELETE FROM suggestion WHERE transaction_id = ?", keys)


def drop_suggestions_of(writer: Writer, targets: Iterable[tuple[TargetKind, int]]) -> None:
    """Withdraw the proposals that count on these targets, whose remaining amount has changed."""
    for kind, target_id in targets:
        touched = writer.all(
            "SELECT DISTINCT transaction_id, rank FROM suggestion WHERE kind = ? AND target_id = ?",
            (kind.value, target_id),
        )
        writer.run_many("DELETE FROM suggestion WHERE transaction_id = ? AND rank = ?", touched)
        writer.run_many(
            "UPDATE bank_transaction SET status = 'todo' WHERE id = ? AND status = 'suggested'"
            " AND NOT EXISTS (SELECT 1 FROM suggestion WHERE transaction_id = bank_transaction.id)",
            [(transaction_id,) for transaction_id, _ in touched],
        )


def load_settled(reader: Reader) -> Mapping[tuple[str, int], int]:
    """What the recorded payments settle of each target, in signed cents."""
    return {
        (kind, target_id): cents
        for kind, target_id, cents in reader.iterate(
            "SELECT kind, target_id, sum(amount_cents) FROM payment GROUP BY kind, target_id"
        )
    }


def dump_reasons(reasons: Sequence[Reason]) -> str:
    """Reasons as the store keeps them."""
    return json.dumps([[reason.code, dict(reason.params)] for reason in reasons], ensure_ascii=False)


def load_reasons(text: str | None) -> tuple[Reason, ...]:
    """Reasons as the engine gave them."""
    return tuple(Reason(code=code, params=params) for code, params in json.loads(text or "[]"))
