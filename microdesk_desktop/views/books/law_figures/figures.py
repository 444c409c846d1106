"""Every figure of the tables, former and coming ones too; they are the same for all, so no vault is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.dated_tables import Confidence, DatedRow, DatedTable, dated_table
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import french, tr
from microdesk_desktop.views.books.law_figures.keys import key_words
from microdesk_desktop.views.books.law_figures.subjects import Subject, subjects


class Standing(StrEnum):
    """Whether a figure holds on a day; in a table whose horizon lies before that day none does."""

    IN_FORCE = "in_force"
    FORMER = "former"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFigure:
    """One figure; `key` names its table, row and column, `text` is what stands there, `value` the same in words."""

    id: int
    key: str
    subject: str
    name: str
    text: str
    value: str
    first: date | None
    last: date | None
    source: str
    checked: date
    confidence: Confidence
    standing: Standing

    @property
    def validity(self) -> str:
        """« depuis le 01/01/2026 »."""
        if self.first is None:
            return tr("sans date connue") if self.last is None else tr("jusqu'au {day}").format(day=_day(self.last))
        if self.last is None:
            return tr("depuis le {day}").format(day=_day(self.first))
        return tr("du {first} au {last}").format(first=_day(self.first), last=_day(self.last))

    @property
    def validity_lines(self) -> tuple[str, str]:
        """The validity in two lines, the second one empty without a last day."""
        if self.first is None or self.last is None:
            return self.validity, ""
        return tr("du {day}").format(day=_day(self.first)), tr("au {day}").format(day=_day(self.last))


def law_figures(today: date) -> Sequence[LawFigure]:
    """All the figures, by subject, in the order of the tables."""
    places = (
        (dated_table(table), number, row, subject, column)
        for table, subject in subjects().items()
        for number, row in enumerate(dated_table(table).rows, 1)
        for column in subject.columns
        if row.values.get(column, "") != ""
    )
    return [_figure(id_, *place, today) for id_, place in enumerate(places, 1)]


def _figure(
    id_: int, table: DatedTable, number: int, row: DatedRow, subject: Subject, column: str, today: date
) -> LawFigure:
    keys = (key_words(name, key) for name, key in zip(table.keys, row.keys, strict=True))
    label, text = subject.columns[column].label.format(**row.values), str(row.values[column])
    return LawFigure(
        id=id_,
        key=f"{table.name}/{number}/{column}",
        subject=subject.title,
        name=" · ".join(filter(None, (*keys, label))) or subject.title,
        text=text,
        value=subject.columns[column].write(text),
        first=row.first,
        last=row.last,
        source=french(row.source),
        checked=row.checked,
        confidence=row.confidence,
        standing=_standing(table, subject, row, today),
    )


def _standing(table: DatedTable, subject: Subject, row: DatedRow, today: date) -> Standing:
    if row.first is not None and row.first > today:
        return Standing.COMING
    is_over = table.is_past_horizon(today) or not (subject.is_by_creation or row.holds_on(today))
    return Standing.FORMER if is_over else Standing.IN_FORCE


def _day(on: date) -> str:
    return dates.typed_day(on)
