"""What is left of a document after its credit notes, which never add up to more than it."""

from collections.abc import Iterator

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.domain.documents.types import Document, VatPart
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import (
    find_crediting,
    find_issued,
    load_reference,
    load_seal_of,
    sum_credited,
)


def credit_problems(reader: Reader, document: Document, totals: Totals) -> Iterator[Problem]:
    """MD-CREDIT-LEFT for a credit note above what is left of the documents that it names, those of other tools too.

    Only totals with tax are compared here; `overtaken.py` compares the lines and rates of what was issued by this
    program. Raises INVALID_VALUE (`field`: currency) for a credit note in another currency than what it credits.
    """
    if document.type is not DocumentType.CREDIT_NOTE or not document.refers_to:
        return
    numbers = [reference.number for reference in document.refers_to]
    originals = (_issued(reader, find_issued(reader, number)) for number in numbers)
    if any(each is not None and each.document.currency != document.currency for each in originals):
        raise KnownError(ErrorCode.INVALID_VALUE, field="currency")
    if totals.incl_tax > sum(_left_cents(reader, number) for number in numbers):
        yield Problem(rule="MD-CREDIT-LEFT", term="BT-109")


def parts_left(reader: Reader, number: str) -> tuple[VatPart, ...]:
    """What is left of a document by Vat, less its credit notes; empty for one that this program did not issue."""
    issued = _issued(reader, find_issued(reader, number))
    if issued is None:
        return ()
    parts = {group.vat: (group.base, group.tax) for group in issued.totals.groups}
    notes = (_issued(reader, document_id) for document_id in find_crediting(reader, number))
    for note in notes:
        for group in note.totals.groups if note else ():
            base, tax = parts.get(group.vat, (0, 0))
            parts[group.vat] = base - group.base, tax - group.tax
    return tuple(VatPart(vat=vat, base=base, tax=tax) for vat, (base, tax) in parts.items())


def _left_cents(reader: Reader, number: str) -> int:
    found = load_reference(reader, number)
    return found[1] - sum_credited(reader, number) if found else 0


def _issued(reader: Reader, document_id: int | None) -> IssuedDocument | None:
    seal = None if document_id is None else load_seal_of(reader, document_id)
    return read_content(seal.content) if seal else None
