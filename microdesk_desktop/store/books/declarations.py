"""What was declared, which the database itself keeps from being changed, and the duties noted as done."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.domain.books.declared import Declared
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "duty, period, declared_on, figures"


def add_declared(writer: Writer, sequence: int, declared: Declared) -> None:
    """Keep what was declared with its seal, appended before; the figures of a period that has some are the same."""
    values = (sequence, declared.kind, declared.period, declared.on.isoformat(), declared.figures)
    writer.run(f"INSERT INTO declaration (sequence, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)", values)


def load_declared(reader: Reader, kind: DutyKind) -> Mapping[str, Declared]:
    """What was declared of this kind, by the name of the period; its day is the one that was noted last."""
    rows = reader.iterate(f"SELECT {_COLUMNS} FROM declaration WHERE duty = ? ORDER BY sequence", (kind,))
    return {period: _declared(duty, period, day, figures) for duty, period, day, figures in rows}


def find_declared(reader: Reader, kind: DutyKind, period: str) -> Declared | None:
    """What was declared for a period; None while it is not."""
    row = reader.one(
        f"SELECT {_COLUMNS} FROM declaration WHERE duty = ? AND period = ? ORDER BY sequence DESC LIMIT 1",
        (kind, period),
    )
    return _declared(*row) if row else None


def load_declared_of(reader: Reader, sequence: int) -> Declared | None:
    """What the seal of this place is about; None where nothing is kept of it."""
    row = reader.one(f"SELECT {_COLUMNS} FROM declaration WHERE sequence = ?", (sequence,))
    return _declared(*row) if row else None


def load_noted(reader: Reader) -> Mapping[tuple[str, str], date]:
    """The day on which each other duty was done, by its kind and name."""
    rows = reader.iterate("SELECT duty, name, done_on FROM noted_duty")
    return {(duty, name): date.fromisoformat(day) for duty, name, day in rows}


def note_duty(writer: Writer, kind: DutyKind, name: str, on: date | None) -> None:
    """Note that a duty was done on a day; None for one that is still to be done."""
    writer.run("DELETE FROM noted_duty WHERE duty = ? AND name = ?", (kind, name))
    if on is not None:
        writer.run("INSERT INTO noted_duty (duty, name, done_on) VALUES (?, ?, ?)", (kind, name, on.isoformat()))


def load_vault_start(reader: Reader) -> date:
    """The day on which this vault was made."""
    at: str = reader.value("SELECT adult_declared_at FROM company")
    return date.fromisoformat(at[:10])


def load_first_day(reader: Reader) -> date | None:
    """The earliest day of a document, a receipt or an expense; None where there is none."""
    day: str | None = reader.value(
        'SELECT min(day) FROM (SELECT min("on") AS day FROM turnover_sum UNION ALL SELECT min(issued_on) FROM document'
        " UNION ALL SELECT min(spent_on) FROM expense)"
    )
    return date.fromisoformat(day) if day else None


def _declared(duty: str, period: str, day: str, figures: str) -> Declared:
    return Declared(kind=DutyKind(duty), period=period, on=date.fromisoformat(day), figures=figures)
