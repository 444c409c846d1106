"""The documents whose VAT falls due by their own days, and the numbers of the deposit invoices."""

from collections.abc import Sequence

from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.store.database import Reader

_TAXED = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)


def load_taxed_contents(reader: Reader, span: Span) -> Sequence[str]:
    """What the seals hold of the documents that were issued or delivered in these days, in their order."""
    rows = reader.iterate(
        "SELECT seal.content FROM document JOIN issued_document ON document_id = document.id JOIN seal USING (sequence)"
        f" WHERE type IN ({_TAXED}) AND (issued_on BETWEEN ?1 AND ?2"
        " OR seal.content ->> '$.document.delivered_on' BETWEEN ?1 AND ?2) ORDER BY issued_on, document.id",
        (span.since.isoformat(), span.until.isoformat()),
    )
    return [content for (content,) in rows]


def load_deposit_numbers(reader: Reader) -> frozenset[str]:
    """The numbers of all deposit invoices."""
    rows = reader.iterate("SELECT number FROM document WHERE type = ?", (DocumentType.DEPOSIT,))
    return frozenset(number for (number,) in rows)


def load_content_of(reader: Reader, number: str) -> str | None:
    """What the seal holds of the issued document of this number; None where this program issued none."""
    content: str | None = reader.value("SELECT content FROM seal WHERE kind = 'document' AND subject = ?", (number,))
    return content
