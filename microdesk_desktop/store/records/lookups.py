"""Answers of public registers that the user asked for, the latest one to each question."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer

T = TypeVar("T")


def load_answer(reader: Reader, service: LookupService, question: str, kind: type[T]) -> Found[T] | None:
    """The answer to a question, whatever its case and accents; None for one that was never answered."""
    answer = reader.value("SELECT answer FROM lookup_answer WHERE service = ? AND query = ?", (service, fold(question)))
    if answer is None:
        return None
    found: Found[T] = msgspec.json.decode(answer, type=Found[kind])  # type: ignore[valid-type]
    return found


def save_answer(writer: Writer, service: LookupService, question: str, at: datetime, found: Found[Any]) -> None:
    """Keep an answer in place of the former one to the same question."""
    answer = msgspec.json.encode(replace(found, is_kept=True)).decode()
    writer.run(
        "INSERT OR REPLACE INTO lookup_answer (service, query, asked_at, answer) VALUES (?, ?, ?, ?)",
        (service, fold(question), at.isoformat(), answer),
    )


def forget_old_answers(writer: Writer, before: datetime) -> None:
    """Forget the answers about companies and addresses from before then; those about VAT numbers are proofs."""
    writer.run("DELETE FROM lookup_answer WHERE service <> ? AND asked_at < ?", (LookupService.VAT, before.isoformat()))
