"""A line of a document from an item of the catalogue, and the other way round."""

from microdesk_desktop.documents.units import unit_of
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.records.documents import CatalogueItem

USUAL_UNIT = "C62"
"""« unité »: of an item without a unit, or with a word that is none (BT-130 must be a code)."""


def line_of(item: CatalogueItem) -> DraftLine:
    """One unit of the item; its VAT is left open where the item has none, and its activity likewise."""
    unit = unit_of(item.unit)
    return DraftLine(
        label=item.label,
        unit=unit.code if unit else USUAL_UNIT,
        unit_price=item.unit_price,
        vat_rate_bp=item.vat_rate_bp or None,
        activity=Activity(item.activity) if item.activity else None,
    )


def item_of(line: DraftLine, reference: str) -> CatalogueItem:
    """The item that a line sells, under this reference; its quantity and its discount are of the line alone."""
    unit = unit_of(line.unit)
    return CatalogueItem(
        reference=reference,
        label=line.label.strip(),
        unit=unit.one["fr"] if unit else "",
        unit_price=line.unit_price,
        activity=line.activity.value if line.activity else "",
        vat_rate_bp=line.vat_rate_bp or 0,
    )
