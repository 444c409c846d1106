"""Which issued documents name one another: what each continues, corrects, credits or deducts."""

from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader

_LINKED = """
WITH RECURSIVE linked (number) AS (
    VALUES (?)
    UNION
    SELECT issued_reference.number FROM linked JOIN document USING (number)
        JOIN issued_reference ON issued_reference.document_id = document.id
    UNION
    SELECT document.number FROM linked JOIN issued_reference USING (number)
        JOIN document ON document.id = issued_reference.document_id
)
SELECT document.id FROM linked JOIN document USING (number) JOIN issued_document ON document_id = document.id
ORDER BY sequence
"""


def load_linked(reader: Reader, number: str) -> list[int]:
    """The ids of the documents issued here that are linked with this one, over others too; its own is among them."""
    return [id_ for (id_,) in reader.iterate(_LINKED, (number,))]


def is_continued(reader: Reader, number: str) -> bool:
    """Whether an issued document names this one."""
    return bool(reader.value("SELECT 1 FROM issued_reference WHERE number = ? LIMIT 1", (number,)))


def find_invoiced_on(reader: Reader, number: str) -> date | None:
    """The day of the last document that money settles and that continues this one, over others too; None without."""
    settled = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)
    day: str | None = reader.value(
        "WITH RECURSIVE later (number) AS (VALUES (?1) UNION SELECT document.number FROM later"
        " JOIN issued_reference USING (number) JOIN document ON document.id = issued_reference.document_id)"
        f" SELECT max(issued_on) FROM later JOIN document USING (number) WHERE number <> ?1 AND type IN ({settled})",
        (number,),
    )
    return date.fromisoformat(day) if day else None


def find_last_invoice(reader: Reader, client_id: int) -> str | None:
    """The number of the last ordinary or final invoice that was issued here to a client."""
    number: str | None = reader.value(
        "SELECT number FROM document JOIN issued_document ON document_id = id"
        f" WHERE client_id = ? AND type IN ('{DocumentType.INVOICE}', '{DocumentType.FINAL}')"
        " ORDER BY sequence DESC LIMIT 1",
        (client_id,),
    )
    return number
