"""Services to businesses of the European Union, as the documents that this program issued state them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.store.database import Reader

_CASE = "eu_service"
_OF_CASE = (
    f"SELECT 1 FROM json_each(seal.content, '$.document.lines') AS line WHERE line.value ->> '$.vat.case' = '{_CASE}'"
)
# By the client's country first: the content of every document would take as long to read as all documents.
_FROM = (
    " FROM client CROSS JOIN document ON client_id = client.id AND client.country NOT IN ('', 'FR')"
    " JOIN issued_document ON document_id = document.id JOIN seal USING (sequence)"
    f" WHERE issued_on BETWEEN ? AND ? AND type IN ('invoice', 'deposit', 'final', 'credit_note', 'corrective')"
    f" AND EXISTS ({_OF_CASE})"
)


class EuDocument(NamedTuple):
    """A document with services to the European Union: `content` is what its seal states."""

    document_id: int
    number: str
    issued_on: date
    content: str


def load_eu_service_days(reader: Reader, span: Span) -> Sequence[date]:
    """The days on which such documents were issued."""
    rows = reader.iterate(f"SELECT DISTINCT issued_on{_FROM} ORDER BY issued_on", _bounds(span))
    return [date.fromisoformat(day) for (day,) in rows]


def load_eu_documents(reader: Reader, span: Span) -> Sequence[EuDocument]:
    """The documents of these days, in their order."""
    rows = reader.iterate(
        f"SELECT document.id, number, issued_on, seal.content{_FROM} ORDER BY issued_on, document.id", _bounds(span)
    )
    return [EuDocument(id_, number, date.fromisoformat(day), content) for id_, number, day, content in rows]


def _bounds(span: Span) -> tuple[str, str]:
    return span.since.isoformat(), span.until.isoformat()
