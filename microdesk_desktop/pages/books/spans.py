"""Which days of a book are shown: the year, and in it a declaration period or a month."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.views.books.register_words import span_name


class SpanSwitchers(QWidget):
    """Two menus, the year and its part; `changed` carries the span that the user chose."""

    changed = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.span = year_of(today)
        self.year = Switcher(tr("Année"))
        self.part = Switcher(tr("Période"))
        self.year.chosen.connect(lambda year: self._choose(year_of(date(year, 1, 1))))
        self.part.chosen.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.year)
        layout.addWidget(self.part)
        self.show_span(self.span, today.year, DeclarationPeriod.QUARTERLY)

    def show_span(self, span: Span, first_year: int, rhythm: DeclarationPeriod) -> None:
        """Show this span as the one in force, among the years since the first one."""
        self.span = span
        years = range(max(self._today.year, span.until.year), min(first_year, span.since.year) - 1, -1)
        self.year.set_choices([(each, str(each), "") for each in years], span.since.year)
        choices = parts_of(span.since.year, rhythm)
        if span not in choices:
            choices = [*choices, span]
        whole = year_of(span.since)
        names = [(each, tr("Toute l'année") if each == whole else span_name(each), "") for each in choices]
        self.part.set_choices(names, span)

    def _choose(self, span: Span) -> None:
        self.changed.emit(span)


def parts_of(year: int, rhythm: DeclarationPeriod) -> Sequence[Span]:
    """The whole year, its declaration periods, its months."""
    first = date(year, 1, 1)
    period = period_holding(first, rhythm)
    periods = []
    while period.first.year == year:
        periods.append(period.span)
        period = period.next
    months = [month_of(date(year, month, 1)) for month in range(1, 13)]
    return list(dict.fromkeys((year_of(first), *periods, *months)))
