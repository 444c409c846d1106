"""The form of a series: what it repeats, its rhythm, its end, and the days that follow."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import Qt

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.recurring.series import Repeated, Rhythm, RhythmUnit, Series
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field, day_field, optional_day_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.documents.recurring.series import days_text, next_days, unit_words

SHOWN_DAYS = 6
HIGHEST_EVERY, HIGHEST_TIMES, LONGEST_TERMS = 99, 9_999, 365


class End(StrEnum):
    """How a series ends."""

    NEVER = "never"
    ON_DAY = "on_day"
    AFTER_TIMES = "after_times"


class Given(NamedTuple):
    """What the form begins with: a series that exists with its periods that were made, or none."""

    series: Series | None
    made: Sequence[int]


class SeriesForm(Form):
    """Fields of one series; `series()` reads them once `check()` has passed.

    `sources` are what can be repeated; an existing series may also keep what it repeats.
    """

    def __init__(self, today: date, sources: Sequence[tuple[Repeated, str]], given: Given) -> None:
        super().__init__()
        self._given = given
        self._today = self._source_day = today
        keep = ((None, tr("Garder le contenu actuel")),) if given.series else ()
        self.source = choice_field(tr("Document à répéter"), [*keep, *sources] or [(None, "—")])
        self.every = _number_field(tr("Tous les"), 1, HIGHEST_EVERY)
        self.unit = choice_field(tr("Unité"), list(unit_words().items()))
        self.start = day_field(tr("Premier jour"), today, hint=tr("31 janvier, puis 28 février, 31 mars…"))
        self._end = choice_field(tr("Fin"), _ends())
        self.until = optional_day_field(tr("Dernier jour possible"), today)
        self.times = _number_field(tr("Nombre de documents"), 1, HIGHEST_TIMES, is_optional=True)
        self.terms = _number_field(
            tr("Délai de paiement, en jours"), 0, LONGEST_TERMS, is_optional=True, hint=tr("Vide : celui du client.")
        )
        self.issues = CheckBox(
            tr("Émettre sans me demander"),
            hint=tr("Seulement si rien ne s'y oppose ; sinon le brouillon vous attend dans « À traiter »."),
        )
        self.names = CheckBox(
            tr("Nommer chaque période dans les textes"),
            hint=tr("« mars 2026 » devient « avril 2026 », et ainsi de suite."),
        )
        self.names.hide()
        self.following = labels.body("")
        self.following.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.every.set_value(1)
        self.unit.set_value(RhythmUnit.MONTH)
        self.start.set_value(today)
        if given.series is not None:
            self._fill(given.series)
        self._show()

    def offer_names(self, *, are_there: bool) -> None:
        """Offer to name each period where the repeated document names its own."""
        self.names.setVisible(are_there)
        self.names.set_checked(are_there)

    def set_terms(self, days: int | None) -> None:
        """Show the days until payment of what is repeated."""
        self.terms.set_value(days)

    def set_start(self, day: date) -> None:
        """Show the day of the repeated document as the first one."""
        self._source_day = day
        self.start.set_value(day)
        self._show()

    def rhythm(self) -> Rhythm:
        """The rhythm in the fields; raises Invalid."""
        every = self.every.value()
        assert every is not None, "never empty"
        return Rhythm(start=self.start.value(), unit=self.unit.value(), every=every)

    def series(self) -> Series:
        """The series in the fields; raises Invalid."""
        former, end = self._given.series, self._end.value()
        return Series(
            rhythm=self.rhythm(),
            first=former.first if former and former.rhythm == self.rhythm() else 0,
            until=self.until.value() if end is End.ON_DAY else None,
            times=self.times.value() if end is End.AFTER_TIMES else None,
            terms=self.terms.value(),
            is_issued=self.issues.is_checked(),
            is_paused=former.is_paused if former else False,
        )

    def _lay_out(self) -> None:
        self.add(self.source)
        self.add_widget(self.names)
        self.add(self.every, self.unit)
        self.add(self.start)
        self.add(self._end)
        self.add(self.until)
        self.add(self.times)
        self.add_widget(self.following)
        self.add(self.terms)
        self.add_widget(self.issues)
        for field in (self.every, self.unit, self.start, self._end, self.until, self.times):
            field.edited.connect(self._show)

    def _fill(self, series: Series) -> None:
        self.every.set_value(series.rhythm.every)
        self.unit.set_value(series.rhythm.unit)
        self.start.set_value(series.rhythm.start)
        self._end.set_value(End.ON_DAY if series.until else End.AFTER_TIMES if series.times else End.NEVER)
        self.until.set_value(series.until)
        self.times.set_value(series.times)
        self.terms.set_value(series.terms)
        self.issues.set_checked(series.is_issued)

    def _show(self) -> None:
        end = self._end.value()
        self.until.setVisible(end is End.ON_DAY)
        self.times.setVisible(end is End.AFTER_TIMES)
        self.following.setText(self._following())

    def _following(self) -> str:
        try:
            series = self.series()
        except Invalid:
            return ""
        return days_text(next_days(series, self._made(series), SHOWN_DAYS), self._today)

    def _made(self, series: Series) -> Sequence[int]:
        """The periods that are there: those of an existing series, or the document that a new one begins with."""
        former = self._given.series
        if former is None:
            return (0,) if series.rhythm.start == self._source_day else ()
        return self._given.made if former.rhythm == series.rhythm else ()


def _ends() -> Sequence[tuple[End, str]]:
    return (
        (End.NEVER, tr("Sans fin")),
        (End.ON_DAY, tr("À une date")),
        (End.AFTER_TIMES, tr("Après un nombre de documents")),
    )


def _number_field(label: str, least: int, most: int, *, is_optional: bool = False, hint: str = "") -> Field[int | None]:
    """A whole number between two bounds, None for an empty field that is optional."""
    entry = new_line_edit()
    entry.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int | None:
        text = entry.text().strip()
        if not text and is_optional:
            return None
        if not (text.isascii() and text.isdecimal() and least <= int(text[:6]) <= most):
            raise Invalid(tr("Un nombre entre {least} et {most}.").format(least=least, most=most))
        return int(text)

    def write(value: int | None) -> None:
        entry.setText("" if value is None else str(value))

    return connect_edited(Field(label, entry, read=read, write=write, hint=hint, required=not is_optional), entry)
