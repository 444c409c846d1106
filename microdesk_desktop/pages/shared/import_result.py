"""What a file brought, in one banner; the rows that were refused, each with its line, in a sheet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.money import Money
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.import_statement import ImportReport
from microdesk_desktop.operations.records.import_csv import RecordsReport
from microdesk_desktop.views.messages.problems import problem_text
from microdesk_desktop.views.messages.values import money_text

KEY = "import"
WIDTH = 520


def statement_words(report: ImportReport) -> str:
    """« 42 opérations ajoutées, 3 déjà connues, 30 attribuées. » and what does not add up."""
    added, known, attributed = report.merge.added, report.read - report.merge.added, report.attributed.attributed
    parts = [
        ntr("{count} opération ajoutée", "{count} opérations ajoutées", added).format(count=counts.count(added)),
        ntr("{count} déjà connue", "{count} déjà connues", known).format(count=counts.count(known)),
        ntr("{count} attribuée", "{count} attribuées", attributed).format(count=counts.count(attributed)),
    ]
    return " ".join((", ".join(parts) + ".", *_refused(report.problems), *map(_gap, report.balance_gaps)))


def records_words(report: RecordsReport) -> str:
    """« 12 lignes ajoutées, 2 complétées, 5 déjà connues. »."""
    parts = [
        ntr("{count} ligne ajoutée", "{count} lignes ajoutées", report.added).format(count=report.added),
        ntr("{count} complétée", "{count} complétées", report.updated).format(count=report.updated),
        ntr("{count} déjà connue", "{count} déjà connues", report.unchanged).format(count=report.unchanged),
    ]
    attributed = report.attributed.attributed
    if attributed:
        parts.append(
            ntr("{count} opération attribuée", "{count} opérations attribuées", attributed).format(count=attributed)
        )
    return " ".join((", ".join(parts) + ".", *_refused(report.problems)))


def show_result(workspace: Workspace, text: str, problems: Sequence[RowProblem], *, is_whole: bool = True) -> None:
    """Show what the file brought; `is_whole` is False when its balances disagree with its rows."""

    def list_refused() -> None:
        if workspace.front is not None:
            RefusedRows(workspace.front, problems)

    action = (tr("Voir les lignes refusées"), list_refused) if problems else None
    tone = Tone.POSITIVE if is_whole and not problems else Tone.ATTENTION
    workspace.notices.show(Banner(key=KEY, text=text, tone=tone, action=action))


class RefusedRows(SideSheet):
    """Every refused row by its line in the file."""

    def __init__(self, host: QWidget, problems: Sequence[RowProblem]) -> None:
        self.table: Table[tuple[int, RowProblem]] = Table(
            tr("Lignes refusées"), _columns(), EmptyState("check", tr("Aucune ligne refusée"))
        )
        super().__init__(host, tr("Lignes refusées"), self.table, width=WIDTH)
        self.table.set_rows(enumerate(problems), key=lambda row: row[0])
        self.add_button(buttons.primary(tr("Fermer"), self.close_sheet))

    def submit(self) -> None:
        """Enter closes: there is nothing to answer."""
        self.close_sheet()


def _columns() -> Sequence[Column[tuple[int, RowProblem]]]:
    return (
        Column(header=tr("Ligne"), text=lambda row: counts.count(row[1].line), kind=CellKind.MUTED, sample="100 000"),
        Column(header=tr("Raison"), text=lambda row: problem_text(row[1])),
    )


def _refused(problems: Sequence[RowProblem]) -> Sequence[str]:
    if not problems:
        return ()
    text = ntr("{count} ligne refusée.", "{count} lignes refusées.", len(problems))
    return (text.format(count=counts.count(len(problems))),)


def _gap(gap: Money) -> str:
    return tr("Le solde du fichier et ses lignes diffèrent de {amount} : il manque peut-être des opérations.").format(
        amount=money_text(gap)
    )
