"""Sales documents and the catalogue."""

from collections.abc import Iterable
from datetime import date

from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.settle.matching import DocumentType
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "number, type, issued_on, due_on, excl_tax_cents, tax_cents, incl_tax_cents, paid_before_cents, currency"


def save_document(writer: Writer, document: ImportedDocument, client_id: int) -> int:
    """Add a document issued elsewhere; its number is new."""
    return writer.run(
        f"INSERT INTO document ({_COLUMNS}, client_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.number,
            document.type.value,
            document.issued_on.isoformat(),
            document.due_on.isoformat() if document.due_on else None,
            document.excl_tax_cents,
            document.tax_cents,
            document.incl_tax_cents,
            document.paid_cents,
            document.currency,
            client_id,
        ),
    )


def load_documents(reader: Reader) -> Iterable[ImportedDocument]:
    """Every document, with its client's name."""
    rows = reader.iterate(
        f"SELECT {_COLUMNS}, client.name FROM document JOIN client ON client.id = client_id ORDER BY document.id"
    )
    for number, type_, issued, due, excl, tax, incl, paid, currency, client in rows:
        yield ImportedDocument(
            number=number,
            type=DocumentType(type_),
            issued_on=date.fromisoformat(issued),
            due_on=date.fromisoformat(due) if due else None,
            client=client,
            excl_tax_cents=excl,
            tax_cents=tax,
            incl_tax_cents=incl,
            paid_cents=paid,
            currency=currency,
        )


def load_catalogue(reader: Reader) -> dict[str, CatalogueItem]:
    """The catalogue by reference."""
    rows = reader.iterate("SELECT reference, label, unit, unit_price_cents, activity, vat_rate_bp FROM catalogue_item")
    return {
        reference: CatalogueItem(
            reference=reference,
            label=label,
            unit=unit,
            unit_price_cents=price,
            activity=activity,
            vat_rate_bp=rate,
        )
        for reference, label, unit, price, activity, rate in rows
    }


def save_catalogue_item(writer: Writer, item: CatalogueItem) -> None:
    """Add the item, or bring the one of the same reference up to date."""
    writer.run(
        "INSERT OR REPLACE INTO catalogue_item (reference, label, unit, unit_price_cents, activity, vat_rate_bp)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (item.reference, item.label, item.unit, item.unit_price_cents, item.activity, item.vat_rate_bp),
    )
