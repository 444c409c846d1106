"""The log of consents; rows are added, and ended once: the database refuses anything else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from microdesk_desktop.domain.privacy.consents import AgreedText, Consent, ConsentWay, Subject
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "id, subject, text_version, text_digest, language, given_at, way, withdrawn_at, withdrawn_way"


def add_consent(writer: Writer, subject: Subject, text: AgreedText, at: datetime, way: ConsentWay) -> int:
    """Keep that the user agreed to a text; returns the id."""
    return writer.run(
        "INSERT INTO consent (subject, text_version, text_digest, language, given_at, way) VALUES (?, ?, ?, ?, ?, ?)",
        (subject, text.version, text.digest, text.language, at.isoformat(), way),
    )


def end_consents(writer: Writer, subject: Subject, at: datetime, way: ConsentWay) -> bool:
    """Keep that the user took back every agreement to something that still holds; returns whether there was one."""
    open_ones = "SELECT id FROM consent WHERE subject = ? AND withdrawn_at IS NULL"
    if not writer.all(open_ones, (subject,)):
        return False
    sql = f"UPDATE consent SET withdrawn_at = ?, withdrawn_way = ? WHERE id IN ({open_ones})"
    writer.run(sql, (at.isoformat(), way, subject))
    return True


def load_consents(reader: Reader) -> Sequence[Consent]:
    """The whole log, oldest first."""
    return [_consent(*row) for row in reader.iterate(f"SELECT {_COLUMNS} FROM consent ORDER BY id")]


def _consent(id_: int, subject: str, version: str, digest: str, language: str, *rest: Any) -> Consent:
    given_at, way, withdrawn_at, withdrawn_way = rest
    return Consent(
        id=id_,
        subject=Subject(subject),
        text=AgreedText(version=version, digest=digest, language=language),
        given_at=datetime.fromisoformat(given_at),
        way=ConsentWay(way),
        withdrawn_at=datetime.fromisoformat(withdrawn_at) if withdrawn_at else None,
        withdrawn_way=ConsentWay(withdrawn_way) if withdrawn_way else None,
    )
