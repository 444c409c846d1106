"""The documents whose VAT falls due by their own days, and the numbers of the deposit invoices."""

from collections.abc import Sequence

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.types import VatCategory
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader

_TAXED = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)
_OTHERS = (
    f'"activity":"{Activity.SALES}"',
    '"activity":null',
    *(f'"category":"{each}"' for each in VatCategory if each is not VatCategory.STANDARD),
)
_HAS_OTHERS = " OR ".join(f"instr(seal.content, '{each}')" for each in _OTHERS)
"""The content is JSON without spaces; inside a text of the user, quotation marks are escaped."""
_IS_MORE_THAN_SERVICES = f" AND (type = '{DocumentType.CORRECTIVE}' OR {_HAS_OTHERS})"


def load_taxed_contents(reader: Reader, span: Span, *, with_services: bool) -> Sequence[str]:
    """What the seals hold of the documents that were issued or delivered in these days, in their order.

    Without services, those of taxed services alone are left out: nothing of theirs falls due before it is paid.
    """
    wanted = "" if with_services else _IS_MORE_THAN_SERVICES
    rows = reader.iterate(
        "SELECT seal.content FROM document JOIN issued_document ON document_id = document.id JOIN seal USING (sequence)"
        f" WHERE type IN ({_TAXED}) AND (issued_on BETWEEN ?1 AND ?2"
        f" OR seal.content ->> '$.document.delivered_on' BETWEEN ?1 AND ?2){wanted}"
        " ORDER BY issued_on, document.id",
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
