"""Issue a draft: a number, a PDF, an e-invoice and a seal, all or nothing.

    draft ─read─▶ document, next number ─▶ XML, PDF ─write─▶ still the next number? ─yes─▶ document, files, seal
                        ▲───────────────────────────────────────────no──┘

The files are made outside of the transaction: they take a tenth of a second, in which nothing else could be written.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.paths import is_example
from microdesk_desktop.documents.complete import client_of
from microdesk_desktop.documents.form import invalid_field, read_form
from microdesk_desktop.documents.prepare import Prepared, prepare
from microdesk_desktop.documents.render.press import Order
from microdesk_desktop.documents.render.words import words_of
from microdesk_desktop.documents.seal.chain import file_digest, seal_after
from microdesk_desktop.documents.seal.content import IssuedDocument, write_content
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.documents.numbering import SERIES_OF, NumberForm, form_or_usual
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.documents.chain.overtaken import checked
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.listed import listed
from microdesk_desktop.operations.documents.seal.closing import closed_until
from microdesk_desktop.operations.documents.surroundings import client_id_of, completed
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.beside import hand_over
from microdesk_desktop.store.documents.chain import add_issued, append_seal, last_seal, load_numbers
from microdesk_desktop.store.documents.drafts import delete_draft, load_draft
from microdesk_desktop.store.documents.look import load_look
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.vault.company import load_company


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document that was issued: its id, its number, and what to reload."""

    document_id: int
    number: str
    changes: Changes = Changes.DOCUMENTS | Changes.INVOICES | Changes.CLIENTS | Changes.MATCHES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """A draft as it was read, with the day that it is issued on if one was given, and what it became."""

    draft_id: int
    on: date | None
    today: date
    form: str
    prepared: Prepared
    is_example: bool = False


def prepare_draft(reader: Reader, draft: Draft, today: date) -> Prepared:
    """What would be issued of a draft today, under the number that comes next; raises as `issue` does."""
    if draft.typed:
        raise invalid_field(draft.typed[0][0])
    document = completed(reader, draft, today)
    return checked(reader, draft, prepare(document, next_number(reader, document)), today)


def issue(session: Session, draft_id: int, on: date | None = None) -> Issued:
    """Issue a draft, on another day than its own if one is given; a document of ours is never changed afterwards.

    Raises UNKNOWN_TARGET when the draft is not there, DOCUMENT_REFUSED (`problems`) when the law or a rule of
    e-invoices stands against it, DATE_BEFORE_LAST (`last`) when a later document of its series was issued already,
    DATE_CLOSED (`last`) when the accounts of its day are closed.
    """
    while True:
        issued = _try(session, draft_id, on)
        if issued is not None:
            return issued


def _try(session: Session, draft_id: int, on: date | None) -> Issued | None:
    """Issue the draft as it is now; None when it, the series or a deposit changed before the document was kept."""
    today = session.clock.today()
    attempt = session.read(lambda reader: _attempt(reader, draft_id, on, today))
    if attempt.prepared.problems:
        raise KnownError(ErrorCode.DOCUMENT_REFUSED, problems=tuple(attempt.prepared.problems))
    if is_example(session.profile):
        attempt = replace(attempt, prepared=_as_specimen(attempt.prepared), is_example=True)
    at = session.clock.now()
    files = session.press.files(_order(attempt.prepared, session.read(load_look), at))
    return session.write(lambda writer: _keep(writer, attempt, files, at) if _still_holds(writer, attempt) else None)


def _attempt(reader: Reader, draft_id: int, on: date | None, today: date) -> _Attempt:
    prepared = prepare_draft(reader, _draft(reader, draft_id, on), today)
    form = load_draft(reader, draft_id) or ""
    return _Attempt(draft_id=draft_id, on=on, today=today, form=form, prepared=prepared)


def _draft(reader: Reader, draft_id: int, on: date | None) -> Draft:
    draft = require_draft(reader, draft_id)
    return draft if on is None else replace(draft, issued_on=on)


def _still_holds(reader: Reader, attempt: _Attempt) -> bool:
    """Whether the draft is as it was read, and would still become the same document under the same number."""
    if load_draft(reader, attempt.draft_id) != attempt.form:
        return False
    document = completed(reader, _draft(reader, attempt.draft_id, attempt.on), attempt.today)
    return document == attempt.prepared.document and next_number(reader, document) == attempt.prepared.number


def _as_specimen(prepared: Prepared) -> Prepared:
    """A document of the sample company, which must not pass for a real one (CGI art. 286 I 3° bis: training mode)."""
    word = words_of(prepared.page["language"])["specimen"]
    return replace(prepared, page={**prepared.page, "title": f"{prepared.page['title']} – {word}"})


def next_number(reader: Reader, document: Document) -> str:
    """The number after the last of the series.

    Raises DATE_BEFORE_LAST (`last`) for an earlier day than its last, DATE_CLOSED (`last`) for a day whose accounts are
    closed; they hold no quote, order, delivery note or pro-forma.
    """
    closed = closed_until(reader) if document.type.is_settled_by_money else None
    if closed is not None and document.issued_on <= closed:
        raise KnownError(ErrorCode.DATE_CLOSED, last=closed)
    form, year = _form(reader, document), document.issued_on.year
    known = [(number, day) for number, day in load_numbers(reader) if form.counter(number, day.year) is not None]
    last = max((day for _, day in known), default=None)
    if last is not None and document.issued_on < last:
        raise KnownError(ErrorCode.DATE_BEFORE_LAST, last=last)
    return form.next((number for number, _ in known), year)


def _form(reader: Reader, document: Document) -> NumberForm:
    return form_or_usual(load_company(reader).numbering, SERIES_OF[document.type])


def _order(prepared: Prepared, look: Look, at: datetime) -> Order:
    seller = prepared.document.seller.name
    return Order(page=prepared.page, look=look, author=seller, at=at, terms=prepared.terms)


def _keep(writer: Writer, attempt: _Attempt, files: Mapping[str, bytes], at: datetime) -> Issued:
    """Keep the document, its files and its seal; the draft goes."""
    prepared, document, number = attempt.prepared, attempt.prepared.document, attempt.prepared.number
    references = _references(writer, document, prepared.totals.incl_tax)
    content = IssuedDocument(
        number=number,
        document=document,
        totals=prepared.totals,
        mentions=prepared.mentions,
        client_id=_client_id(writer, attempt.form, document.buyer),
        subject=document.subject or document.lines[0].label,
        settles={settled: cents for _, settled, cents in references if cents},
        program=__version__,
        is_example=attempt.is_example,
    )
    seal = seal_after(
        last_seal(writer),
        at=at.isoformat(),
        kind=SealKind.DOCUMENT,
        subject=number,
        content=write_content(content),
        files={name: file_digest(file) for name, file in files.items()},
    )
    document_id = save_document(writer, listed(content), content.client_id)
    append_seal(writer, seal)
    add_issued(writer, document_id, seal.sequence, files, references)
    hand_over(writer, attempt.draft_id, document_id)
    delete_draft(writer, attempt.draft_id)
    return Issued(document_id=document_id, number=number)


def _references(writer: Writer, document: Document, incl_tax_cents: int) -> Sequence[tuple[str, str, int]]:
    """Each kind and number that the document refers to, with what a credit note takes off what is still due of it."""
    left, references = incl_tax_cents, []
    for reference in document.refers_to:
        target = find_target(writer, TargetKind.INVOICE, reference.number)
        is_credit = document.type is DocumentType.CREDIT_NOTE and target is not None
        applied = min(left, max(0, target.remaining_cents)) if is_credit and target else 0
        left -= applied
        references.append(("refers_to", reference.number, applied))
    return [*references, *(("deposit", each.reference.number, 0) for each in document.deposits)]


def _client_id(writer: Writer, form: str, buyer: Buyer) -> int:
    """The client of the draft; one that the vault does not hold yet is added."""
    known = client_id_of(writer, read_form(json.loads(form)))
    return known if known is not None else save_client(writer, client_of(buyer))
