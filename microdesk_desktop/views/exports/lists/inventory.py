"""The inventory of what the program keeps, as an exported list."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.exports.content import Kind, ListColumn, text_column
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow


def inventory_columns() -> Sequence[ListColumn[InventoryRow]]:
    """Each category with all that the register of article 30 RGPD asks for."""
    return (
        text_column(tr("Donnée"), lambda row: row.name, 26),
        text_column(tr("Personnes"), lambda row: row.people, 22),
        text_column(tr("Finalité"), lambda row: row.purpose, 34),
        text_column(tr("Base légale"), lambda row: row.basis, 34),
        text_column(tr("Conservation"), lambda row: row.retention, 34),
        text_column(tr("Destinataires"), lambda row: row.recipients, 30),
        text_column(tr("Origine"), lambda row: row.sources, 22),
        text_column(tr("Où"), lambda row: row.where, 18),
        ListColumn[InventoryRow](header=tr("Nombre"), value=lambda row: row.count, kind=Kind.NUMBER, width=9),
    )
