"""The documents that come again: what comes next, of whom, how much; add, change, pause, remove."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.recurring.period_words import PLACEHOLDERS
from microdesk_desktop.domain.documents.recurring.series import Repeated, Rhythm, Series
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.recurring.series import (
    Source,
    open_period,
    pause_series,
    put_repeated,
    remove_series,
    resume_series,
    source_of,
)
from microdesk_desktop.pages.recurring.form import Given, SeriesForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.documents.recurring.series import (
    SeriesRow,
    SeriesState,
    has_series,
    load_series_rows,
    rhythm_text,
    series_count,
    state_words,
)
from microdesk_desktop.views.documents.recurring.sources import load_sources
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.recurring import recurring_columns

ALL = "all"
PAUSE_KEY = "P"
Sources = Sequence[tuple[Repeated, str]]
Loaded = tuple[RowIndex[SeriesRow], Sources]


class RecurringPage(EditableListPage[SeriesRow]):
    """Every series; the entry is there while there is one. Opened with a document, it repeats that one."""

    key = "recurring"
    icon = "refresh-cw"
    flags = Changes.RECURRING | Changes.DOCUMENTS | Changes.CLIENTS | Changes.COMPANY
    in_use = staticmethod(has_series)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._sources: Sources = ()
        self._repeated: Repeated | None = None
        self.add_action(buttons.primary(tr("Répéter un document"), self.add))
        self.set_more(
            [
                Command(
                    text=tr("Mettre en pause, ou reprendre"), act=self.pause_or_resume, icon="clock", shortcut=PAUSE_KEY
                )
            ]
        )
        bind(self, {PAUSE_KEY: self.pause_or_resume})

    @staticmethod
    def title() -> str:
        return tr("Récurrents")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def reload(self) -> None:
        index_of = self.index_of
        self.read(lambda reader: (index_of(load_series_rows(reader)), load_sources(reader)), self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        index, self._sources = loaded
        self.show_index(index)
        self.set_subtitle(series_count(index.rows) if index.rows else "")
        if self._repeated is not None:
            self.add()

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Répéter un document"), do=cls.add, icon="plus"),)

    def activate(self, wanted: object = None) -> None:
        """Opened with a document, begin a series of it as soon as the list is read."""
        if isinstance(wanted, Repeated):
            self._repeated, wanted = wanted, None
            if self._sources:
                self.add()
        super().activate(wanted)

    def editing(self, row: SeriesRow | None) -> Editing:
        given = Given(row.series, row.made_periods) if row else Given(None, ())
        form = SeriesForm(self.workspace.clock.today(), self._sources, given)
        wanted, self._repeated = self._repeated, None
        if row is None and wanted is not None and any(wanted == each for each, _ in self._sources):
            form.source.set_value(wanted)
        form.source.edited.connect(lambda: self._take_source(form))
        if row is None:
            self._take_source(form)

        def save(sheet: Sheet) -> None:
            repeated, series = form.source.value(), form.series()
            if repeated is None and row is None:
                form.source.show_error(tr("Créez d'abord le document à répéter, en brouillon."))
                return
            opens_period = form.names.is_checked()
            self.save_and_close(
                sheet,
                lambda session: put_repeated(
                    session, repeated, series, row.id if row else None, opens_period=opens_period
                ),
                lambda: _saved_text(series),
                row,
            )

        title = row.label or row.client if row else tr("Répéter un document")
        return Editing(title=title, form=form, save=save)

    def _take_source(self, form: SeriesForm) -> None:
        """Begin with the day and the terms of what is repeated."""
        repeated = form.source.value()
        if repeated is not None:
            self.workspace.examine(
                lambda session, _: session.read(lambda reader: source_of(reader, repeated)),
                owner=form,
                on_success=lambda source: _show_source(form, source),
            )

    def removal(self, row: SeriesRow) -> Removal:
        return Removal(
            act=lambda session: remove_series(session, row.id),
            message=lambda: tr("« {label} » ne reviendra plus ; les documents déjà préparés restent.").format(
                label=row.label or row.client
            ),
        )

    def pause_or_resume(self) -> None:
        """Pause the selected series, or resume it from today."""
        row = self.table.current_row()
        if row is None or row.state is SeriesState.ENDED:
            return
        is_paused = row.state is SeriesState.PAUSED
        message = tr("« {label} » reprend.") if is_paused else tr("« {label} » est en pause.")
        text = message.format(label=row.label or row.client)
        self.workspace.perform(
            lambda session: (resume_series if is_paused else pause_series)(session, row.id),
            message=lambda: text,
            place=Place(page=self.key, wanted=row.id),
        )

    def export_columns(self) -> Sequence[ListColumn[SeriesRow]]:
        return recurring_columns()

    def columns(self) -> Sequence[Column[SeriesRow]]:
        return _columns()

    @staticmethod
    def search_text(row: SeriesRow) -> str:
        return f"{row.client} {row.label} {rhythm_text(row.series.rhythm)}"

    def chips_name(self) -> str:
        return tr("Documents récurrents à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        words = ((ALL, tr("Tous")), *((state.value, words) for state, words in _chips_words().items()))
        return tuple(
            Chip(key=key, text=text, tone=_TONES.get(key, Tone.POSITIVE), count=counts[key]) for key, text in words
        )

    @staticmethod
    def chips_of(row: SeriesRow) -> Sequence[str]:
        return (ALL, row.state.value)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "refresh-cw",
            tr("Un document qui revient se prépare seul"),
            tr(
                "Maintenance, loyer, abonnement : répétez un brouillon ou une facture, chaque mois ou à votre rythme. "
                "Dans ses textes, {placeholders} prennent le nom de la période."
            ).format(placeholders=PLACEHOLDERS[language()]),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un autre client ou un autre mot."))


def _show_source(form: SeriesForm, source: Source) -> None:
    if source.day is not None:
        form.set_start(source.day)
    form.set_terms(source.terms)
    named = source.day is not None and open_period(source, Rhythm(start=source.day)) != source
    form.offer_names(are_there=named)


def _saved_text(series: Series) -> str:
    return tr("Document récurrent enregistré : {rhythm}.").format(rhythm=rhythm_text(series.rhythm))


def _chips_words() -> Mapping[SeriesState, str]:
    """The states as chips name them."""
    return {
        SeriesState.ACTIVE: tr("Actifs"),
        SeriesState.PAUSED: tr("En pause"),
        SeriesState.ENDED: tr("Terminés"),
    }


_TONES = {
    SeriesState.ACTIVE.value: Tone.POSITIVE,
    SeriesState.PAUSED.value: Tone.ATTENTION,
    SeriesState.ENDED.value: Tone.NEUTRAL,
}


def _columns() -> Sequence[Column[SeriesRow]]:
    return (
        Column(
            header=tr("Client"),
            text=lambda row: row.client or "—",
            kind=CellKind.WHO,
            detail=lambda row: row.label,
            share=3,
            sort_key=lambda row: fold(row.client),
        ),
        Column(
            header=tr("Rythme"),
            text=lambda row: rhythm_text(row.series.rhythm),
            kind=CellKind.MUTED,
            share=2,
            gives_way=2,
        ),
        Column(
            header=tr("Prochain"),
            text=lambda row: dates.typed_day(row.next_day) if row.next_day else "—",
            spoken=lambda row: dates.long_day(row.next_day) if row.next_day else "",
            kind=CellKind.MUTED,
            sample="28/08/2026",
            sort_key=lambda row: row.sort_day,
        ),
        Column(
            header=tr("État"),
            text=lambda row: state_words()[row.state],
            kind=CellKind.CHIP,
            tone=lambda row: _TONES[row.state.value],
            sample=max(state_words().values(), key=len),
            gives_way=1,
        ),
        Column(
            header=tr("Montant TTC"),
            text=lambda row: money.amount(row.amount.cents, row.amount.currency) if row.amount else "—",
            kind=CellKind.AMOUNT,
            sort_key=lambda row: row.amount.cents if row.amount else 0,
        ),
    )
