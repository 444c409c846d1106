"""« Chiffres de la loi »: every figure that the program takes from the law, with its validity and its source."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from microdesk_desktop.base.dated_tables import Confidence
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.table.bands import Band, Sections
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.books.declarations.words import confidence_words
from microdesk_desktop.views.books.law_figures.figures import LawFigure, Standing, law_figures
from microdesk_desktop.views.books.law_figures.horizon import outdated_sentences
from microdesk_desktop.views.books.law_figures.own import OwnRates, load_own_rates
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.law_figures import law_figure_columns

ALL, TO_VERIFY = "all", "to_verify"
_TONES = {Confidence.HIGH: Tone.POSITIVE, Confidence.MEDIUM: Tone.NEUTRAL, Confidence.LOW: Tone.ATTENTION}


class LawFiguresPage(ListPage[LawFigure]):
    """What MicroDesk computes with, to be read and checked; nothing can be changed."""

    key = "law_figures"
    icon = "landmark"
    behind = "declarations"
    flags = Changes.COMPANY

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.set_subtitle(tr("Ce que MicroDesk emploie, d'où il le tient, jusqu'à quand."))
        self._strips = QVBoxLayout()
        self._strips.setSpacing(SMALL)
        self.body.addLayout(self._strips)
        self.body.addWidget(self.card, 1)

    @staticmethod
    def title() -> str:
        return tr("Chiffres de la loi")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        index_of = self.index_of
        self.read(lambda reader: (index_of(law_figures(today)), load_own_rates(reader, today)), self._show)

    def _show(self, loaded: tuple[RowIndex[LawFigure], OwnRates]) -> None:
        index, own = loaded
        self._show_strips(own, outdated_sentences(self.workspace.clock.today()))
        self.show_index(index)

    def _show_strips(self, own: OwnRates, outdated: Sequence[str]) -> None:
        """What the figures come to for the company, then what is doubtful or no longer known."""
        while (item := self._strips.takeAt(0)) is not None:
            if (strip := item.widget()) is not None:
                strip.deleteLater()
        for sentences, tone in ((own.sentences, Tone.NEUTRAL), ([*own.doubts, *outdated], Tone.ATTENTION)):
            if sentences:
                self._strips.addWidget(Strip("\n".join(sentences), tone))

    def columns(self) -> Sequence[Column[LawFigure]]:
        return _columns()

    def sections(self) -> Sections[LawFigure]:
        return Sections(key=lambda row: row.subject, band=lambda rows: Band(text=rows[0].subject))

    def export_columns(self) -> Sequence[ListColumn[LawFigure]]:
        return law_figure_columns()

    @staticmethod
    def search_text(row: LawFigure) -> str:
        return f"{row.subject} {row.name} {row.value} {row.source} {row.validity}"

    def chips_name(self) -> str:
        return tr("Chiffres à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        words = (
            (Standing.IN_FORCE.value, tr("En vigueur"), Tone.POSITIVE),
            (TO_VERIFY, tr("À vérifier"), Tone.ATTENTION),
            (Standing.COMING.value, tr("À venir"), Tone.NEUTRAL),
            (Standing.FORMER.value, tr("Anciens"), Tone.NEUTRAL),
            (ALL, tr("Tous"), Tone.NEUTRAL),
        )
        shown = (Standing.IN_FORCE.value, ALL)
        return tuple(
            Chip(key=key, text=text, tone=tone, count=counts[key], is_shown=key in shown or bool(counts[key]))
            for key, text, tone in words
        )

    @staticmethod
    def chips_of(row: LawFigure) -> Sequence[str]:
        is_unsure = row.confidence is Confidence.LOW and row.standing is not Standing.FORMER
        return (ALL, row.standing.value, *((TO_VERIFY,) if is_unsure else ()))

    def empty_state(self) -> EmptyState:
        return EmptyState("landmark", tr("Aucun chiffre"))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucun chiffre ne correspond"), tr("Essayez un autre mot, ou « Tous »."))


def _columns() -> Sequence[Column[LawFigure]]:
    return (
        Column(
            header=tr("Chiffre"), text=lambda row: row.name, kind=CellKind.WHO, detail=lambda row: row.source, share=3
        ),
        Column(header=tr("Valeur"), text=lambda row: row.value, kind=CellKind.AMOUNT),
        Column(
            header=tr("Validité"),
            text=lambda row: row.validity_lines[0],
            detail=lambda row: row.validity_lines[1],
            kind=CellKind.MUTED,
            sample=tr("depuis le {day}").format(day="28/08/2028"),
            spoken=lambda row: row.validity,
        ),
        Column(
            header=tr("Fiabilité"),
            text=lambda row: confidence_words(row.confidence.value),
            kind=CellKind.CHIP,
            tone=lambda row: _TONES[row.confidence],
            sample=tr("source probable"),
            gives_way=1,
        ),
        Column(
            header=tr("État au"),
            text=lambda row: dates.typed_day(row.checked),
            kind=CellKind.MUTED,
            sample="26/11/2026",
            gives_way=2,
        ),
    )
