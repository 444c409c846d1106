"""The decisions of the user's of which the engine learns, and what is to be forgotten of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.lessons import Decided, LessonKind
from microdesk_desktop.domain.settle.reasons import FEE
from microdesk_desktop.store.bank.decision_facts import dump_kinds, load_kinds
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Reader, Writer


def set_forgotten(writer: Writer, kind: LessonKind, transaction_ids: Collection[int], *, is_forgotten: bool) -> None:
    """Have a kind of lesson learnt no more of the decisions on these transactions, or again."""
    for id_ in transaction_ids:
        kinds = set(
            load_kinds(writer.value("SELECT forgotten FROM bank_decision WHERE transaction_id = ?", (id_,)))
        ) - {kind}
        kept = dump_kinds({*kinds, kind} if is_forgotten else kinds)
        writer.run("UPDATE bank_decision SET forgotten = ? WHERE transaction_id = ?", (kept, id_))


def load_decided(reader: Reader) -> Sequence[Decided]:
    """The decisions of the user's of which something may be learnt, in the order in which they were made."""
    rows = reader.all(
        "SELECT transaction_id, decided_at, forgotten FROM bank_decision ORDER BY decided_at, transaction_id"
    )
    if not rows:
        return ()
    ids = [id_ for id_, _, _ in rows]
    transactions = {each.id: each for each in load_bank_transactions(reader, ids)}
    statuses = dict(reader.all("SELECT id, status FROM bank_transaction JOIN bank_decision ON transaction_id = id"))
    settled = _settled(reader)
    refused = _grouped(reader.iterate("SELECT transaction_id, target_id FROM bank_refusal ORDER BY 1, 2"))
    decided = []
    for id_, at, forgotten in rows:
        parts = settled.get(id_, ())
        decided.append(
            Decided(
                transaction=transactions[id_],
                at=datetime.fromisoformat(at),
                status=Status(statuses[id_]),
                settled=tuple((target_id, cents) for target_id, cents, is_fee in parts if not is_fee),
                refused=tuple(target_id for (target_id,) in refused.get(id_, ())),
                fee_cents=-sum(cents for _, cents, is_fee in parts if is_fee),
                forgotten=load_kinds(forgotten),
            )
        )
    return decided


def _settled(reader: Reader) -> dict[int, Sequence[tuple[int, ...]]]:
    """The targets that each decided transaction settles: target, cents, and whether it is a fee that was kept."""
    return _grouped(
        reader.iterate(
            "SELECT attribution.transaction_id, target_id, amount_cents, instr(reasons, ?) > 0"
            " FROM bank_decision JOIN attribution ON attribution.transaction_id = bank_decision.transaction_id"
            " JOIN payment ON payment.id = payment_id ORDER BY attribution.transaction_id, payment_id",
            (f'["{FEE}"',),
        )
    )


def _grouped(rows: Iterable[tuple[int, ...]]) -> dict[int, Sequence[tuple[int, ...]]]:
    return {id_: [row[1:] for row in same] for id_, same in groupby(rows, key=lambda row: row[0])}
