"""The control that narrows a list to a period: a month, a quarter, a year, or from one day to another."""

from datetime import date

from PySide6.QtCore import Signal

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.periods import Period, PeriodKind, period_of
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import optional_day_field
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.window.menu_button import Switcher


class PeriodSwitcher(Switcher):
    """Shows the period in force; its menu holds the others. `changed` carries the period that the user chose."""

    changed = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(tr("Période"))
        self._today = today
        self.period = Period()
        self.chosen.connect(self._take)
        self.set_period(self.period)

    def set_period(self, period: Period) -> None:
        """Show this period as the one in force; `changed` is not emitted."""
        self.period = period
        names = {
            PeriodKind.ALL: tr("Toutes les dates"),
            PeriodKind.THIS_MONTH: tr("Ce mois-ci"),
            PeriodKind.LAST_MONTH: tr("Le mois dernier"),
            PeriodKind.QUARTER: tr("Ce trimestre"),
            PeriodKind.YEAR: tr("Cette année"),
            PeriodKind.CHOSEN: tr("Du… au…"),
        }
        choices = [(kind, names[kind], self._days(kind)) for kind in PeriodKind]
        self.set_choices(choices, period.kind)
        if period.kind is PeriodKind.CHOSEN:
            self.show_text(period_text(period))

    def _days(self, kind: PeriodKind) -> str:
        if kind in (PeriodKind.ALL, PeriodKind.CHOSEN):
            return ""
        found = period_of(kind, self._today)
        return f"{dates.typed_day(found.since)} – {dates.typed_day(found.until)}" if found.since and found.until else ""

    def _take(self, kind: PeriodKind) -> None:
        if kind is PeriodKind.CHOSEN:
            self.set_period(self.period)  # the menu has already ticked what is not in force yet
            _ChosenSheet(self, self._today)
        else:
            self.choose(period_of(kind, self._today))

    def choose(self, period: Period) -> None:
        """Put a period into force, as the user does."""
        self.set_period(period)
        self.changed.emit(period)


def period_text(period: Period) -> str:
    """« Du 01/11/2026 au 30/11/2026 », with one end only where the other one is open."""
    since, until = period.since, period.until
    if since and until:
        return tr("Du {since} au {until}").format(since=dates.typed_day(since), until=dates.typed_day(until))
    if since:
        return tr("Depuis le {since}").format(since=dates.typed_day(since))
    return tr("Jusqu'au {until}").format(until=dates.typed_day(until)) if until else tr("Toutes les dates")


class _ChosenSheet:
    """Asks for the first and the last day."""

    def __init__(self, switcher: PeriodSwitcher, today: date) -> None:
        self._switcher = switcher
        form = Form()
        self._since = optional_day_field(tr("Du"), today, hint=tr("Vide : depuis le début."))
        self._until = optional_day_field(tr("Au"), today, hint=tr("Vide : jusqu'à aujourd'hui."))
        self._since.set_value(switcher.period.since)
        self._until.set_value(switcher.period.until)
        form.add(self._since, self._until)
        self._sheet = Sheet(switcher, tr("Choisir la période"), form, tr("Afficher"), self._save)

    def _save(self) -> None:
        since, until = self._since.value(), self._until.value()
        if since and until and since > until:
            self._until.show_error(tr("La fin vient avant le début."))
            return
        self._sheet.close_sheet()
        kind = PeriodKind.CHOSEN if since or until else PeriodKind.ALL
        self._switcher.choose(Period(kind=kind, since=since, until=until))
