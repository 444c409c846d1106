"""The columns of the list of what the program keeps."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow


def inventory_columns() -> Sequence[Column[InventoryRow]]:
    """What and whose it is, where it lies, what for, until when, and how much of it there is."""
    return (
        Column(
            header=tr("Donnée"), text=lambda row: row.name, kind=CellKind.WHO, detail=lambda row: row.people, share=4
        ),
        Column(header=tr("Où"), text=lambda row: row.where, sample=tr("Trousseau du système"), gives_way=1),
        Column(header=tr("Finalité"), text=lambda row: row.purpose, kind=CellKind.MUTED, share=3, gives_way=2),
        Column(
            header=tr("Nombre"),
            text=lambda row: counts.count(row.count),
            kind=CellKind.NUMBER,
            sample=counts.count(100_000),
            sort_key=lambda row: row.count,
        ),
    )
