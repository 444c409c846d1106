"""What is kept beside a decision of the user's: its moment, what it took away, what is not to be learnt of it."""

import json
from collections.abc import Iterable
from datetime import datetime

from microdesk_desktop.domain.settle.lessons import LessonKind
from microdesk_desktop.store.database import Reader, Writer


def load_kinds(text: str | None) -> tuple[LessonKind, ...]:
    """The kinds of lessons of a JSON array; none of NULL."""
    return tuple(map(LessonKind, json.loads(text))) if text else ()


def load_refused(reader: Reader, transaction_id: int) -> tuple[int, ...]:
    """The targets that the engine had settled with a transaction by itself, and the user took away."""
    return tuple(
        id_
        for (id_,) in reader.iterate(
            "SELECT target_id FROM bank_refusal WHERE transaction_id = ? ORDER BY target_id", (transaction_id,)
        )
    )


def save_decision_facts(
    writer: Writer,
    transaction_id: int,
    decided_at: datetime | None,
    *,
    refused: Iterable[int],
    forgotten: Iterable[LessonKind],
) -> None:
    """Keep when the user decided, what was refused, and what is not to be learnt of it; nothing without a moment."""
    if decided_at is None:
        return
    writer.run(
        "INSERT INTO bank_decision (transaction_id, decided_at, forgotten) VALUES (?, ?, ?)",
        (transaction_id, decided_at.isoformat(), dump_kinds(forgotten)),
    )
    writer.run_many(
        # a decision that is restored may have refused a target that was deleted since
        "INSERT INTO bank_refusal (transaction_id, target_id) SELECT ?, id FROM target WHERE id = ?",
        [(transaction_id, target_id) for target_id in refused],
    )


def dump_kinds(kinds: Iterable[LessonKind]) -> str:
    """The JSON array of some kinds of lessons."""
    return json.dumps(sorted(kinds))
