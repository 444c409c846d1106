"""The expenses that are expected, and those that did not come: the user confirms, mutes or ends each."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.layout.scroll import bring_into_sight
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.dialogs import SideSheet, scrolled
from microdesk_desktop.views.expenses.expected import (
    ExpenseSeries,
    expectation_text,
    is_missed,
    rhythm_words,
    series_reason,
)

WIDTH = 480
Decide = Callable[[ExpenseSeries, RhythmState], object]


class ExpectedSheet(SideSheet):
    """`decide` is called with a series and what the user wants of it; the sheet then closes."""

    def __init__(
        self, host: QWidget, series: Sequence[ExpenseSeries], decide: Decide, wanted: int | None = None
    ) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        if not series:
            column.addWidget(labels.muted(tr("Aucune dépense ne revient encore à un rythme régulier.")))
        parts = {each.last.id: _Part(each, self._closing(decide)) for each in series}
        for part in parts.values():
            column.addWidget(part)
        super().__init__(host, tr("Dépenses attendues"), scrolled(body), width=WIDTH)
        self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))
        shown = parts.get(wanted) if wanted is not None else None
        if shown is not None:
            shown.setFocus()
            bring_into_sight(shown)

    def _closing(self, decide: Decide) -> Decide:
        def act(series: ExpenseSeries, state: RhythmState) -> None:
            self.close_sheet()
            decide(series, state)

        return act


class _Part(QWidget):
    """One series, and what can be decided about it."""

    def __init__(self, series: ExpenseSeries, decide: Decide) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SMALL)
        column.setSpacing(TIGHT)
        column.addWidget(labels.heading(series.last.supplier))
        words = expectation_text(series)
        text = labels.body(words[:1].upper() + words[1:])
        if is_missed(series):
            labels.set_tone(text, Tone.ATTENTION)
        column.addWidget(text)
        column.addWidget(labels.caption(series_reason(series), wraps=True))
        confirm, mute = tr("Toujours d'actualité"), tr("Ne plus signaler")
        decisions = [
            *([(confirm, RhythmState.CONFIRMED)] if is_missed(series) or series.is_muted else []),
            *([(mute, RhythmState.MUTED)] if not series.is_muted else []),
            (tr("Terminée"), RhythmState.ENDED),
        ]
        answers = [self._button(series, each, state, decide) for each, state in decisions]
        column.addWidget(Wrapping(*answers))
        self.setFocusProxy(answers[0])

    def _button(self, series: ExpenseSeries, words: str, state: RhythmState, decide: Decide) -> QWidget:
        made = buttons.plain(words, lambda: decide(series, state))
        made.setObjectName(f"{state.value}_{series.last.id}")
        made.setAccessibleDescription(series.last.supplier)
        return made


class RhythmForm(Form):
    """How often an expense comes again."""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__()
        self.rhythm = choice_field(
            tr("Revient"),
            rhythm_words(),
            hint=tr("La prochaine sera attendue, et signalée si elle ne vient pas. Rien n'est enregistré tout seul."),
        )
        self.rhythm.set_value(rhythm)
        self.add(self.rhythm)
