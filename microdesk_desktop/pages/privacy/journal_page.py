"""« Journal des connexions »: what left this computer, and the switches of what may."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.network_switches import close_groups, go_offline, go_online, open_groups
from microdesk_desktop.pages.privacy.erase_journal import ask_erase_journal
from microdesk_desktop.pages.privacy.network_panel import NetworkPanel
from microdesk_desktop.pages.privacy.recipients_page import RecipientsPage
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.others import connection_columns
from microdesk_desktop.views.messages.actions import Goal
from microdesk_desktop.views.messages.network_groups import group_name
from microdesk_desktop.views.privacy.network.journal import ConnectionRow, load_connections
from microdesk_desktop.views.privacy.network.switches import closed_text

ALL, FAILED = "", "failed"


class JournalPage(ListPage[ConnectionRow]):
    """The connections, the latest first; `activate` is given `Goal.NETWORK_ACCESS` to show the switches."""

    key = "network_journal"
    icon = "shield-check"
    behind = "privacy"
    flags = Changes.NETWORK
    has_period = True

    def __init__(self, workspace: Workspace) -> None:
        self.panel = NetworkPanel()
        super().__init__(workspace)
        self._split = SideBySide(self.card, self.panel)
        self.body.addWidget(self._split, 1)
        self.add_action(buttons.plain(tr("Destinataires"), self.see_recipients))
        self.set_more(self.bound(self.page_actions()[1:]))
        self.panel.offline_wanted.connect(self._set_offline)
        self.panel.group_wanted.connect(self._set_group)

    @staticmethod
    def title() -> str:
        return tr("Journal des connexions")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Voir les destinataires"), do=cls.see_recipients, icon="users"),
            PageAction(text=tr("Accès au réseau"), do=cls.show_switches, icon="unplug"),
            PageAction(text=tr("Effacer le journal…"), do=cls.erase, icon="trash-2"),
        )

    def reload(self) -> None:
        switches = self.workspace.session.gate.switches
        self.panel.show_switches(switches)
        self.set_subtitle(closed_text(switches))
        self.read_rows(load_connections)

    def activate(self, wanted: object = None) -> None:
        if wanted is Goal.NETWORK_ACCESS:
            super().activate(None)
            self.show_switches()
        else:
            super().activate(wanted)

    def show_switches(self) -> None:
        """Bring the switches into sight."""
        self._split.open_panel()
        self.panel.offline.setFocus()

    def see_recipients(self) -> None:
        """Show who was reached."""
        self.workspace.navigate(RecipientsPage.key)

    def erase(self) -> None:
        """Ask up to which day the journal is to be erased."""
        ask_erase_journal(self, self.workspace)

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def _set_offline(self, on: bool) -> None:
        self.workspace.perform(go_offline if on else go_online, owner=self, on_error=self._show_refused)

    def _set_group(self, group: NetworkGroup, is_open: bool) -> None:
        act = open_groups if is_open else close_groups
        self.workspace.perform(lambda session: act(session, [group]), owner=self, on_error=self._show_refused)

    def _show_refused(self, error: KnownError) -> None:
        self.panel.show_switches(self.workspace.session.gate.switches)
        self.workspace.report(error, page=self.key)

    def columns(self) -> Sequence[Column[ConnectionRow]]:
        return (
            Column(
                header=tr("Quand"),
                text=lambda row: dates.moment(row.at),
                kind=CellKind.MUTED,
                sample="23/11/2026 09:00",
            ),
            Column(header=tr("Vers"), text=lambda row: row.host, detail=lambda row: row.purpose, share=3),
            Column(
                header=tr("Octets"),
                text=lambda row: "—" if row.bytes is None else counts.count(row.bytes),
                kind=CellKind.AMOUNT,
                sample="1 000 000",
                gives_way=1,
            ),
            Column(
                header=tr("Résultat"),
                text=lambda row: row.failure or tr("Réussie"),
                kind=CellKind.CHIP,
                tone=lambda row: Tone.ATTENTION if row.failure else Tone.POSITIVE,
                sample=tr("Panne du service ({status})").format(status=503),
            ),
        )

    def export_columns(self) -> Sequence[ListColumn[ConnectionRow]]:
        return connection_columns()

    def chips_name(self) -> str:
        return tr("Connexions à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        groups = [
            Chip(key=group, text=group_name(group), count=counts[group], is_shown=bool(counts[group]))
            for group in NetworkGroup
        ]
        failed = Chip(
            key=FAILED,
            text=tr("Échecs"),
            tone=Tone.ATTENTION,
            count=counts[FAILED],
            is_shown=bool(counts[FAILED]),
        )
        return (Chip(key=ALL, text=tr("Toutes"), count=counts[ALL]), failed, *groups)

    @staticmethod
    def chips_of(row: ConnectionRow) -> Sequence[str]:
        return (ALL, *([row.group.value] if row.group is not None else []), *([FAILED] if row.failure else []))

    @staticmethod
    def day_of(row: ConnectionRow) -> date:
        return row.at.astimezone().date()

    @staticmethod
    def search_text(row: ConnectionRow) -> str:
        return fold(f"{row.host} {row.purpose} {row.failure}")

    def totals(self, rows: Sequence[ConnectionRow], sums: Mapping[object, int]) -> tuple[str, str]:
        text = ntr("{count} connexion", "{count} connexions", len(rows))
        return text.format(count=counts.count(len(rows))), ""

    def empty_state(self) -> EmptyState:
        return EmptyState("shield-check", tr("Rien n'est sorti de cet ordinateur"), tr("Aucune connexion n'est notée."))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucune connexion ne correspond"), tr("Essayez un autre mot ou une autre date."))
