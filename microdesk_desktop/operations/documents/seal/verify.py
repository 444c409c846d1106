"""Verify the chain of seals against what the vault holds: documents, files, payments, closings, copies, books."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from microdesk_desktop.documents.seal.chain import FlawOfSeal, file_digest, flaws_of_chain
from microdesk_desktop.documents.seal.closing import Length, Tally, last_day, period_of
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.documents.seal.purge import Purge, purges_of, read_purge
from microdesk_desktop.domain.documents.chain_report import ChainFlaw, ChainReport
from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.books.declared_content import declared_content
from microdesk_desktop.operations.documents.listed import listed
from microdesk_desktop.operations.documents.seal.verify_books import BookWalk
from microdesk_desktop.operations.payment_facts import payment_content
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.books.declarations import load_declared_of
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import (
    find_sealed,
    load_file,
    load_file_names,
    load_references,
    load_seal,
    load_sequences,
    load_unsealed,
)
from microdesk_desktop.store.documents.payment_facts import load_fact_of, load_facts, load_present
from microdesk_desktop.store.records.documents import find_client, load_document


class Part(StrEnum):
    """What was changed, besides a seal's own digest and place (`FlawOfSeal`) and a file by its name."""

    RECORD = "record"
    """The list of documents holds other facts than the seal."""
    REFERENCE = "reference"
    """A document names other documents, or settles another amount of them, than the seal does."""
    PAYMENT = SealKind.PAYMENT.value
    WRITE_OFF = SealKind.WRITE_OFF.value
    CLOSING = "closing"
    """A closing has other totals than the chain before it, or covers a period twice or before its end."""
    CLOSED = "closed"
    """A document was added to a period that was closed."""
    COPY = "copy"
    """Copies are not counted one by one."""
    PURGE = "purge"
    """A removal of a client was not due, is about no such seal, or left something there."""
    DECLARATION = SealKind.DECLARATION.value
    """What was declared is kept with other figures, or another day."""


@dataclass(slots=True)
class _Walk:
    """What was seen of a chain so far."""

    books: BookWalk
    tally: Tally = field(default_factory=Tally)
    copies: dict[str, int] = field(default_factory=dict)
    closings: set[str] = field(default_factory=set)
    closed: date = date.min
    purges: Mapping[int, Purge] = field(default_factory=dict)
    """The removals of the whole chain, by the place of the seal that each is about."""
    purged: set[tuple[int, str]] = field(default_factory=set)
    """The places and numbers of the documents whose client was removed."""

    def is_purged(self, seal: Seal) -> bool:
        """Whether the client of a document was removed from its seal, as a later link states."""
        purge = self.purges.get(seal.sequence)
        return purge is not None and purge.explains(seal)


_Check = Callable[[Reader, Seal, _Walk], Iterator[str]]


def verify_documents(session: Session) -> ChainReport:
    """Check every seal, and everything that the vault keeps of what was issued."""
    return session.read(report_of_chain)


def report_of_chain(reader: Reader) -> ChainReport:
    """The report on one snapshot of the vault."""
    flaws: list[ChainFlaw] = []
    walk = _Walk(books=BookWalk(reader), purges=purges_of(_readable(reader, [])))
    kinds, last = Counter[SealKind](), ""
    flaws += (_flaw(seal, part) for seal, part in flaws_of_chain(_readable(reader, flaws), walk.is_purged))
    for seal in _readable(reader, []):
        flaws += (_flaw(seal, part) for part in _changed_parts(reader, seal, walk))
        kinds[seal.kind] += 1
        last = seal.digest
    flaws += walk.books.finish()
    flaws += (ChainFlaw(sequence=0, subject=name, part=Part.RECORD) for name in load_unsealed(reader))
    return ChainReport(
        seals=kinds.total(),
        kinds=kinds,
        last_digest=last,
        flaws=tuple(sorted(set(flaws), key=lambda flaw: (flaw.sequence, flaw.subject, flaw.part))),
    )


def _readable(reader: Reader, flaws: list[ChainFlaw]) -> Iterator[Seal]:
    """The seals one at a time; one that cannot be read becomes a flaw."""
    for sequence in load_sequences(reader):
        try:
            yield load_seal(reader, sequence)
        except ValueError:
            flaws.append(ChainFlaw(sequence=sequence, subject=str(sequence), part=FlawOfSeal.DIGEST))


def _flaw(seal: Seal, part: str) -> ChainFlaw:
    return ChainFlaw(sequence=seal.sequence, subject=seal.subject, part=part)


def _changed_parts(reader: Reader, seal: Seal, walk: _Walk) -> Iterator[str]:
    """What is wrong with a seal besides its digest and place; it is counted among those that were seen."""
    checks: Mapping[SealKind, _Check] = {
        SealKind.DOCUMENT: _document_parts,
        SealKind.PAYMENT: _fact_parts,
        SealKind.WRITE_OFF: _fact_parts,
        SealKind.REPRINT: _copy_parts,
        SealKind.CLOSING: _closing_parts,
        SealKind.PURGE: _purge_parts,
        SealKind.BOOK: lambda _, seal, walk: walk.books.closing(seal),
        SealKind.BOOK_PURGE: lambda _, seal, walk: walk.books.purge(seal),
        SealKind.DECLARATION: _declaration_parts,
    }
    try:
        yield from checks[seal.kind](reader, seal, walk)
        walk.tally.add(seal)
    except (ValueError, KeyError, TypeError):
        yield FlawOfSeal.DIGEST


def _document_parts(reader: Reader, seal: Seal, walk: _Walk) -> Iterator[str]:
    issued = read_content(seal.content)
    if issued.document.type.is_settled_by_money and issued.document.issued_on <= walk.closed:
        yield Part.CLOSED
    document_id = find_sealed(reader, seal.sequence)
    if document_id is None:
        yield Part.RECORD
        return
    is_purged = walk.is_purged(seal)
    if is_purged:
        walk.purged.add((seal.sequence, seal.subject))
    yield from _changed_files(reader, document_id, {} if is_purged else seal.files)
    if not _is_listed(reader, document_id, issued, seal.subject):
        yield Part.RECORD
    if load_references(reader, document_id) != set(_references(issued)):
        yield Part.REFERENCE
    sealed, present = load_facts(reader, document_id), load_present(reader, document_id)
    yield from sorted({Part(fact.kind) for fact in (sealed - present) + (present - sealed)})


def _changed_files(reader: Reader, document_id: int, sealed: Mapping[str, str]) -> Iterator[str]:
    """The names of the files that are missing, added or other than the sealed ones."""
    for name in sorted(sealed.keys() | load_file_names(reader, document_id)):
        kept = load_file(reader, document_id, name)
        if kept is None or file_digest(kept) != sealed.get(name):
            yield name


def _is_listed(reader: Reader, document_id: int, issued: IssuedDocument, number: str) -> bool:
    """Whether the list of documents has the same facts; the client's name and the status may change afterwards."""
    try:
        record = load_document(reader, document_id)
    except ValueError:  # a day or a type that is none
        return False
    if record is None or issued.number != number or find_client(reader, document_id) != issued.client_id:
        return False
    expected = listed(issued)
    return replace(record, client=expected.client, status=expected.status) == expected


def _references(issued: IssuedDocument) -> Iterator[tuple[str, str, int]]:
    document = issued.document
    is_credit = document.type is DocumentType.CREDIT_NOTE
    for reference in document.refers_to:
        yield "refers_to", reference.number, issued.settles.get(reference.number, 0) if is_credit else 0
    yield from (("deposit", deposit.reference.number, 0) for deposit in document.deposits)


def _fact_parts(reader: Reader, seal: Seal, _walk: _Walk) -> Iterator[str]:
    found = load_fact_of(reader, seal.sequence)
    content = json.loads(seal.content)
    if found is None:
        yield Part(seal.kind)
        return
    document_id, sign, fact = found
    record = load_document(reader, document_id)
    if (
        record is None
        or fact.kind is not seal.kind
        or record.number != seal.subject
        or payment_content(sign, fact, content["currency"]) != seal.content
        or record.currency != content["currency"]
    ):
        yield Part(seal.kind)


def _copy_parts(_reader: Reader, seal: Seal, walk: _Walk) -> Iterator[str]:
    copy = json.loads(seal.content)["copy"]
    if copy != walk.copies.get(seal.subject, 0) + 1:
        yield Part.COPY
    walk.copies[seal.subject] = copy


def _closing_parts(_reader: Reader, seal: Seal, walk: _Walk) -> Iterator[str]:
    last = last_day(seal)
    period = period_of(last, Length(len(seal.subject)))
    is_over = date.fromisoformat(seal.at[:10]) >= last
    if (
        period.name != seal.subject
        or seal.subject in walk.closings
        or not is_over
        or walk.tally.closing(period) != seal.content
    ):
        yield Part.CLOSING
    walk.closings.add(seal.subject)
    walk.closed = max(walk.closed, last)


def _purge_parts(_reader: Reader, seal: Seal, walk: _Walk) -> Iterator[str]:
    purge = read_purge(seal)
    if walk.purges.get(purge.sequence) != purge or (purge.sequence, seal.subject) not in walk.purged:
        yield Part.PURGE


def _declaration_parts(reader: Reader, seal: Seal, _walk: _Walk) -> Iterator[str]:
    declared = load_declared_of(reader, seal.sequence)
    if declared is None or declared.period != seal.subject or declared_content(declared) != seal.content:
        yield Part.DECLARATION
