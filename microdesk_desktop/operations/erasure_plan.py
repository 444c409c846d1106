"""What the erasure of a client removes, and what the law keeps of it."""

import json
from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.retention import Keeping, RecordFacts, keeping_of
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.privacy.erasure import ErasurePlan, KeptRecord
from microdesk_desktop.domain.privacy.mentions import is_named
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.client_names import other_names, own_names, own_texts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.beside import load_answer
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.links import find_invoiced_on
from microdesk_desktop.store.documents.recurring import load_all_series
from microdesk_desktop.store.mileage.erase import find_templates_about, find_trips_about
from microdesk_desktop.store.privacy.client_rows import (
    count_beside,
    find_answers,
    find_imports,
    find_receipts,
    find_rules,
)
from microdesk_desktop.store.records.clients import load_any_client
from microdesk_desktop.store.records.documents import load_client_documents

Decided = Mapping[int, Keeping]
"""What stays, by the id of each record, as an earlier erasure decided it."""


def plan_erasure(reader: Reader, client_id: int, decided: Decided | None = None) -> ErasurePlan:
    """What goes and what stays of a client; `decided` for a copy of the vault, in which the same must stay.

    Receipts, drafts and rules that give no more than a name are taken for another client's where two clients share it.
    Raises CLIENT_NOT_FOUND (`client`), DOCUMENTS_CHANGED (`subjects`) for a seal that cannot be read.
    """
    client = load_any_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
    documents = load_client_documents(reader, client_id)
    names, others = own_names(reader, client_id, client), other_names(reader, client_id)
    texts = own_texts(reader, client_id, client)
    about = partial(is_named, own=texts, others=others)
    kept = dict(_kept_documents(reader, client, documents, decided))
    numbers = {document.number for _, document in documents}
    kept.update(_kept_receipts(find_receipts(reader, names, numbers), decided))
    beside = count_beside(reader, [id_ for id_, _ in documents])
    return ErasurePlan(
        client_id=client_id,
        name=client.name,
        contacts=len(client.contacts),
        drafts=tuple(id_ for id_, form, _ in load_drafts(reader) if is_about(form, client_id, names)),
        series=tuple(each.id for each in load_all_series(reader) if is_about(each.form, client_id, names)),
        documents={id_: document.number for id_, document in documents if id_ not in kept},
        rules=find_rules(reader, client_id, about),
        answers=find_answers(reader, about),
        imports=find_imports(reader, about),
        trips=find_trips_about(reader, client_id, about),
        trip_templates=find_templates_about(reader, client_id, about),
        notes=beside["document_note"],
        attachments=beside["document_attachment"],
        reminders=beside["reminder"],
        kept=kept,
    )


def is_about(form: str, client_id: int, names: Set[str]) -> bool:
    """Whether a draft is for the client."""
    draft: Draft = read_form(json.loads(form))
    if draft.client_id is not None:
        return draft.client_id == client_id
    return fold(draft.buyer.name if draft.buyer else draft.client) in names


def _kept_documents(
    reader: Reader, client: Client, documents: list[tuple[int, ImportedDocument]], decided: Decided | None
) -> Iterator[tuple[int, KeptRecord]]:
    for id_, document in documents:
        keeping = decided.get(id_) if decided is not None else keeping_of(_facts(reader, client, id_, document))
        if keeping is not None:
            yield id_, _kept(document.number, keeping, document)


def _kept_receipts(receipts: list[tuple[int, str, str]], decided: Decided | None) -> Iterator[tuple[int, KeptRecord]]:
    for id_, reference, day in receipts:
        facts = RecordFacts(on=date.fromisoformat(day), type=None)
        keeping = decided.get(id_) if decided is not None else keeping_of(facts)
        if keeping is not None:
            yield id_, _kept(reference, keeping)


def _kept(number: str, keeping: Keeping, document: ImportedDocument | None = None) -> KeptRecord:
    type_ = document.type if document else None
    kind = TargetKind.INVOICE if document else TargetKind.RECEIPT
    return KeptRecord(number=number, type=type_, rule=keeping.rule.value, until=keeping.until, kind=kind)


def _facts(reader: Reader, client: Client, document_id: int, document: ImportedDocument) -> RecordFacts:
    """What decides how long a document stays, from its list, its seal and the answer to it."""
    answer, issued = load_answer(reader, document_id), _issued(reader, document_id)
    is_accepted = answer is not None and answer.status is DocumentStatus.ACCEPTED
    sealed = issued.document if issued else None
    return RecordFacts(
        on=document.issued_on,
        type=document.type,
        agreed_on=(answer.on or document.issued_on) if answer and is_accepted else None,
        invoiced_on=find_invoiced_on(reader, document.number),
        delivered_on=sealed.delivered_on if sealed else None,
        is_consumer=(sealed.buyer.kind if sealed else client.kind) is ClientKind.INDIVIDUAL,
        has_works_certificate=sealed is not None and sealed.is_works_in_dwelling,
        incl_tax_cents=document.incl_tax_cents,
        currency=document.currency,
    )


def _issued(reader: Reader, document_id: int) -> IssuedDocument | None:
    seal = load_seal_of(reader, document_id)
    try:
        return read_content(seal.content) if seal else None
    except ValueError:
        raise KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects=[seal.subject if seal else ""]) from None
