"""The result of an import in one banner, and its details (files, refused rows) in a sheet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.messages.problems import Detail

KEY = "import"
WIDTH = 880
Row = tuple[int, Detail]


def result_banner(workspace: Workspace, text: str, details: Sequence[Detail], *, is_whole: bool) -> Banner:
    """What an import brought; `is_whole` is False when anything was refused or does not add up."""

    def list_details() -> None:
        if workspace.front is not None:
            ImportDetails(workspace.front, details)

    action = (tr("Voir le détail"), list_details) if details else None
    tone = Tone.POSITIVE if is_whole else Tone.ATTENTION
    return Banner(key=KEY, text=text, tone=tone, action=action)


class ImportDetails(SideSheet):
    """Every file and every refused row by its line in the file."""

    def __init__(self, host: QWidget, details: Sequence[Detail]) -> None:
        title = tr("Détail de l'import")
        self.table: Table[Row] = Table(title, _columns(details), EmptyState("check", title))
        super().__init__(host, title, self.table, width=WIDTH)
        self.table.set_rows(enumerate(details), key=lambda row: row[0])
        self.add_button(buttons.primary(tr("Fermer"), self.close_sheet))

    def submit(self) -> None:
        """Enter closes the sheet."""
        self.close_sheet()


def _columns(details: Sequence[Detail]) -> Sequence[Column[Row]]:
    """The line in the file, where a row was refused, and the result, with the file where there are several."""
    has_lines, has_files = any(each.line is not None for each in details), any(each.file for each in details)
    line: Column[Row] = Column(header=tr("Ligne"), text=_line, kind=CellKind.MUTED, sample="100 000")
    reason: Column[Row] = Column(
        header=tr("Résultat"), text=lambda row: row[1].text, detail=lambda row: row[1].file if has_files else ""
    )
    return (line, reason) if has_lines else (reason,)


def _line(row: Row) -> str:
    return counts.count(row[1].line) if row[1].line is not None else ""
