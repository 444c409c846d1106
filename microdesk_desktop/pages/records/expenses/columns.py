"""The columns of the expenses; a category that is only proposed is a question."""

from collections.abc import Callable, Sequence
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.pages.records.record_columns import amount_column, day_column, party_column, state_column
from microdesk_desktop.views.expenses.categories import Proposal
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import category

Proposed = Callable[[RecordRow], Proposal | None]


def expense_columns(today: date, proposed: Proposed) -> Sequence[Column[RecordRow]]:
    """Day, supplier, category, amount, and whether the bank has shown it."""
    return (
        day_column(today),
        party_column(tr("Fournisseur")),
        Column(
            header=tr("Catégorie"),
            text=lambda row: category_text(row, proposed(row)),
            detail=_file_text,
            kind=CellKind.MUTED,
            share=2,
            sort_key=lambda row: fold(category_text(row, proposed(row))),
            gives_way=2,
        ),
        amount_column(),
        state_column(),
    )


def category_text(row: RecordRow, proposal: Proposal | None) -> str:
    """The category, or « Logiciels ? » where it is proposed."""
    return tr("{category} ?").format(category=proposal.category) if proposal is not None else category(row.record)


def _file_text(row: RecordRow) -> str:
    if row.is_to_confirm:
        return tr("À vérifier")
    return tr("Justificatif joint") if row.has_voucher else ""
