"""Sales documents and the catalogue."""

from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.targets import add_target
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "number, type, issued_on, due_on, excl_tax_cents, tax_cents, incl_tax_cents, paid_before_cents, currency"


def save_document(writer: Writer, document: ImportedDocument, client_id: int) -> int:
    """Insert a document issued with another tool, whose number is new; returns its id."""
    document_id = add_target(writer, TargetKind.INVOICE)
    writer.run(
        f"INSERT INTO document (id, {_COLUMNS}, client_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document_id,
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
    return document_id


def load_documents(reader: Reader) -> list[ImportedDocument]:
    """Every document, with its client's name."""
    return reader.rows_as(
        ImportedDocument,
        "SELECT number, type, issued_on, due_on, client.name AS client, excl_tax_cents, tax_cents, incl_tax_cents,"
        " paid_before_cents AS paid_cents, currency"
        " FROM document JOIN client ON client.id = client_id ORDER BY document.id",
    )


def load_catalogue(reader: Reader) -> dict[str, CatalogueItem]:
    """The catalogue by reference."""
    items = reader.rows_as(
        CatalogueItem, "SELECT reference, label, unit, unit_price_cents, activity, vat_rate_bp FROM catalogue_item"
    )
    return {item.reference: item for item in items}


def save_catalogue_item(writer: Writer, item: CatalogueItem) -> int:
    """Insert the item, or replace the one of the same reference; returns its id."""
    writer.run(
        "INSERT INTO catalogue_item (reference, label, unit, unit_price_cents, activity, vat_rate_bp)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET label = excluded.label,"
        " unit = excluded.unit, unit_price_cents = excluded.unit_price_cents, activity = excluded.activity,"
        " vat_rate_bp = excluded.vat_rate_bp",
        (item.reference, item.label, item.unit, item.unit_price_cents, item.activity, item.vat_rate_bp),
    )
    return int(writer.value("SELECT id FROM catalogue_item WHERE reference = ?", (item.reference,)))
