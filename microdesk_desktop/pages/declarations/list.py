"""Everything that the business declares or pays by a day, what is to be done first."""

from collections.abc import Hashable, Mapping, Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.duties import DutyState
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.views.books.declarations.duties import DutyRow, load_duty_rows
from microdesk_desktop.views.books.declarations.words import (
    STATE_TONES,
    chip_words,
    due_text,
    duty_period,
    duty_title,
    kind_words,
    list_words,
    state_text,
    state_words,
)
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.declarations import declaration_columns

ALL = "all"


class DeclarationsPage(ListPage[DutyRow]):
    """The calendar of the business; Enter opens a duty."""

    key = "declarations"
    icon = "calendar"
    flags = Changes.DECLARATIONS | Changes.COMPANY | Changes.INVOICES | Changes.MATCHES | Changes.LEDGER

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action(buttons.plain(tr("Chiffres de la loi"), lambda: workspace.navigate("law_figures")))
        self.table.activated.connect(lambda _: self.open_row())
        self.body.addWidget(self.card, 1)

    @staticmethod
    def title() -> str:
        return tr("Déclarations")

    @staticmethod
    def section() -> str:
        return tr("Déclarer")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read_rows(lambda reader: load_duty_rows(reader, today))

    def filter_rows(self) -> None:
        super().filter_rows()
        self.set_subtitle(list_words(self.rows))

    def open_row(self) -> None:
        """Enter: show the selected duty."""
        row = self.table.current_row()
        if row is not None:
            self.workspace.navigate("declaration", row.key)

    def id_of(self, row: DutyRow) -> Hashable:
        return row.key

    def columns(self) -> Sequence[Column[DutyRow]]:
        return _columns()

    def export_columns(self) -> Sequence[ListColumn[DutyRow]]:
        return declaration_columns()

    @staticmethod
    def search_text(row: DutyRow) -> str:
        return f"{duty_title(row.duty)} {row.duty.name}"

    def chips_name(self) -> str:
        return tr("Échéances à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        states = (DutyState.LATE, DutyState.DUE, DutyState.UPCOMING, DutyState.DONE, DutyState.EARLIER)
        words = chip_words()
        return (
            Chip(key=ALL, text=tr("Toutes"), count=counts[ALL]),
            *(
                Chip(key=state.value, text=words[state], tone=STATE_TONES[state], count=counts[state.value])
                for state in states
            ),
        )

    @staticmethod
    def chips_of(row: DutyRow) -> Sequence[str]:
        return (ALL, row.state.value)

    def empty_state(self) -> EmptyState:
        return EmptyState("calendar", tr("Rien à déclarer"))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez une année ou un autre mot."))


def _columns() -> Sequence[Column[DutyRow]]:
    return (
        Column(
            header=tr("Échéance"),
            text=lambda row: duty_period(row.duty),
            kind=CellKind.WHO,
            detail=lambda row: kind_words(row.duty.kind),
            share=3,
        ),
        Column(
            header=tr("Pour quand"),
            text=lambda row: due_text(row.duty),
            kind=CellKind.MUTED,
            share=4,
            gives_way=1,
        ),
        Column(
            header=tr("Faite le"),
            text=lambda row: dates.typed_day(row.done_on) if row.done_on else "",
            spoken=lambda row: dates.long_day(row.done_on) if row.done_on else "",
            kind=CellKind.MUTED,
            sample="28/08/2026",
            gives_way=2,
        ),
        Column(
            header=tr("État"),
            text=lambda row: state_text(row.duty, row.state),
            kind=CellKind.CHIP,
            tone=lambda row: STATE_TONES[row.state],
            sample=max(state_words().values(), key=len),
        ),
    )
