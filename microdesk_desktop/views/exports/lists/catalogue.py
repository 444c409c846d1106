"""The catalogue of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.views.exports.content import ListColumn, text_column
from microdesk_desktop.views.imports.values import activity_name
from microdesk_desktop.views.records.catalogue_rows import CatalogueRow, price_text, unit_text, vat_text


def catalogue_columns() -> Sequence[ListColumn[CatalogueRow]]:
    """Each item; the price is a text, since it may have six decimals."""
    return (
        text_column(tr("Référence"), lambda row: visible(row.item.reference), 16),
        text_column(tr("Libellé"), lambda row: visible(row.item.label), 36),
        text_column(tr("Unité"), lambda row: visible(unit_text(row.item)), 10),
        text_column(tr("Prix HT"), lambda row: price_text(row.item), 14),
        text_column(tr("TVA"), lambda row: vat_text(row.item.vat_rate_bp), 8),
        text_column(tr("Activité"), lambda row: activity_name(row.item.activity), 24),
    )
