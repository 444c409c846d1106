"""Read the documents that continue one another, as `documents/conversion` computes with them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.chain import OFFERS, Chain, Piece
from microdesk_desktop.documents.conversion.summary import summary_draft
from microdesk_desktop.documents.conversion.words import summary_label
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.operations.documents.surroundings import completed
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import find_issued, load_seal_of
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.links import load_linked
from microdesk_desktop.store.privacy.erased_clients import is_purged, load_hidden
from microdesk_desktop.store.records.documents import find_client, find_document, load_document


def require_issued_id(reader: Reader, number: str) -> int:
    """The id of the document that was issued under this number.

    Raises UNKNOWN_TARGET (`reference`) without one, and for one whose client was erased or that has had its time:
    nothing is continued of it.
    """
    document_id = find_issued(reader, number)
    if document_id is None or find_client(reader, document_id) in load_hidden(reader) or is_purged(reader, document_id):
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return document_id


def require_issued(reader: Reader, number: str) -> IssuedDocument:
    """What was issued under this number. Raises UNKNOWN_TARGET (`reference`) for a document not issued here."""
    seal = load_seal_of(reader, require_issued_id(reader, number))
    assert seal is not None, "an issued document has its seal"
    return read_content(seal.content)


def load_chain(reader: Reader, number: str, today: date, *, has_drafts: bool = True) -> Chain:
    """The chain of a document, with the drafts that name one of its documents unless unwanted.

    It was issued here, or is a quote or an order of another tool. A draft that cannot be completed yet takes nothing.
    Raises UNKNOWN_TARGET (`reference`).
    """
    source = _source(reader, number)
    pieces = [each for each in _issued(reader, load_linked(reader, number)) if each.number != number]
    numbers = {number, *(each.number for each in pieces)}
    drafted = _drafted(reader, numbers, today) if has_drafts else ()
    return Chain(source=source, others=tuple(sorted((*pieces, *drafted), key=lambda piece: piece.order)))


def is_continuable(reader: Reader, number: str) -> bool:
    """Whether `load_chain` knows what remains of the document of this number."""
    return find_issued(reader, number) is not None or _imported_offer(reader, number) is not None


def require_client_id(reader: Reader, number: str) -> int:
    """The id of the client of this document. Raises UNKNOWN_TARGET (`reference`) without either, or once erased."""
    document_id = find_document(reader, number)
    client_id = None if document_id is None else find_client(reader, document_id)
    if client_id is None or client_id in load_hidden(reader):
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return client_id


def _source(reader: Reader, number: str) -> Piece:
    imported = _imported_offer(reader, number)
    return _summary(reader, imported) if imported else _piece(require_issued(reader, number))


def _imported_offer(reader: Reader, number: str) -> ImportedDocument | None:
    """The quote or the order of another tool; None for every other document."""
    document_id = find_document(reader, number)
    if document_id is None or find_issued(reader, number) is not None:
        return None
    document = load_document(reader, document_id)
    return document if document and document.type in OFFERS else None


def _summary(reader: Reader, imported: ImportedDocument) -> Piece:
    """A quote of another tool, with one line of its subject, else of its number, that stands for its totals."""
    draft = summary_draft(imported, require_client_id(reader, imported.number))
    document = completed(reader, draft, imported.issued_on)
    (line,) = document.lines
    label = line.label or summary_label(document, imported.number)
    document = replace(document, lines=(replace(line, label=label),))
    return Piece(document=document, totals=totals_of(document), number=imported.number, is_summary=True)


def _issued(reader: Reader, ids: Iterable[int]) -> Iterator[Piece]:
    for document_id in ids:
        record, seal = load_document(reader, document_id), load_seal_of(reader, document_id)
        if record is not None and seal is not None and record.status is not DocumentStatus.CANCELLED:
            yield _piece(read_content(seal.content))


def _drafted(reader: Reader, numbers: set[str], today: date) -> Iterator[Piece]:
    """The drafts that name one of these documents."""
    for draft_id, form, _ in load_drafts(reader):
        draft = read_form(json.loads(form))
        if numbers.isdisjoint((*draft.refers_to, *draft.deposits)):
            continue
        piece = _piece_of_draft(reader, draft, draft_id, today)
        if piece is not None:
            yield piece


def _piece_of_draft(reader: Reader, draft: Draft, draft_id: int, today: date) -> Piece | None:
    try:
        document = completed(reader, draft, today)
    except KnownError:
        return None
    return Piece(document=document, totals=totals_of(document), draft_id=draft_id)


def _piece(issued: IssuedDocument) -> Piece:
    return Piece(document=issued.document, totals=issued.totals, number=issued.number)
