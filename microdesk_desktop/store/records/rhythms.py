"""What the user decided about expenses that come again, and the history in which they are found."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.rhythms import RhythmWord
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import KEPT_IDS

SpentRow = tuple[int, date, str, str, str, int, str]


def load_days_of_suppliers(reader: Reader, span: Span) -> list[tuple[str, list[date]]]:
    """The days of the expenses of each supplier, by its name as it is written and by currency; refunds are left out."""
    return [
        (supplier, list(map(day, days.split(","))))
        for supplier, days in reader.iterate(
            "SELECT supplier, group_concat(DISTINCT spent_on) FROM expense"
            f" WHERE id NOT IN ({KEPT_IDS}) AND amount_cents > 0 AND spent_on BETWEEN ? AND ?"
            " GROUP BY supplier, currency",
            _days(span),
        )
    ]


def load_suppliers_with_word(reader: Reader) -> frozenset[str]:
    """The suppliers of the expenses about which the user decided something."""
    return frozenset(
        supplier
        for (supplier,) in reader.iterate("SELECT supplier FROM expense WHERE id IN (SELECT id FROM expense_rhythm)")
    )


def load_spent_at(reader: Reader, suppliers: Iterable[str], span: Span) -> list[SpentRow]:
    """The id, day, supplier, label, category, cents and currency of the expenses of suppliers that are so written.

    Refunds are left out.
    """
    return [
        (id_, day(on), supplier, label, category, cents, currency)
        for id_, on, supplier, label, category, cents, currency in reader.iterate(
            "SELECT id, spent_on, supplier, label, category, amount_cents, currency FROM expense"
            " WHERE amount_cents > 0 AND spent_on BETWEEN ? AND ? AND supplier IN (SELECT value FROM json_each(?))",
            (*_days(span), json.dumps(sorted(suppliers))),
        )
    ]


def _days(span: Span) -> tuple[str, str]:
    return span.since.isoformat(), span.until.isoformat()


def load_rhythm_words(reader: Reader) -> Mapping[int, RhythmWord]:
    """What the user decided, by the expense beside which it stands."""
    return dict(reader.keyed_rows_as(RhythmWord, "SELECT id, rhythm, state, said_on FROM expense_rhythm"))


def load_rhythm_word(reader: Reader, expense_id: int) -> RhythmWord | None:
    """What the user decided about the series of this expense, beside it; None for nothing."""
    found = reader.rows_as(RhythmWord, "SELECT rhythm, state, said_on FROM expense_rhythm WHERE id = ?", (expense_id,))
    return found[0] if found else None


def save_rhythm_word(writer: Writer, expense_id: int, word: RhythmWord | None) -> None:
    """Replace what the user decided beside an expense; None for nothing."""
    writer.run("DELETE FROM expense_rhythm WHERE id = ?", (expense_id,))
    if word is not None:
        writer.run(
            "INSERT INTO expense_rhythm (id, rhythm, state, said_on) VALUES (?, ?, ?, ?)",
            (expense_id, word.rhythm.value, word.state.value, word.said_on.isoformat()),
        )
