"""What a draft is completed with, read from the vault."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import Surroundings, buyer_of, complete
from microdesk_desktop.domain.calendar.payment_terms import parse_terms
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.types import Deposit, Document, Reference
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.documents.creditable import parts_left
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_reference, sum_credited
from microdesk_desktop.store.records.clients import load_client, load_parties
from microdesk_desktop.store.vault.company import load_company

_LAST_YEAR = 9_000
"""Python's calendar ends with the year 9999; rule BR-FR-03 refuses what is after 2099."""


def completed(reader: Reader, draft: Draft, today: date) -> Document:
    """The document that would be issued of a draft today.

    Raises INVALID_VALUE (`field`: client, deposits or refers_to) for a client or a number that the vault does not hold,
    and (`field`: issue_date) for a day after which there is no due date.
    """
    if draft.issued_on is not None and draft.issued_on.year > _LAST_YEAR:
        raise KnownError(ErrorCode.INVALID_VALUE, field="issue_date")
    references = {number: _named(reader, number, "refers_to")[0] for number in draft.refers_to}
    deposits = {number: _deposit(reader, number) for number in draft.deposits}
    client = _client(reader, draft)
    buyer = draft.buyer or (buyer_of(client) if client else None)
    if buyer is None:
        raise KnownError(ErrorCode.INVALID_VALUE, field="client")
    around = Surroundings(
        company=load_company(reader),
        buyer=buyer,
        today=today,
        terms=parse_terms(client.payment_terms) if client and client.payment_terms else None,
        deposits=deposits,
        references=references,
    )
    return complete(draft, around)


def client_id_of(reader: Reader, draft: Draft) -> int | None:
    """The id of a draft's client in the vault; None for a client that it does not hold."""
    if draft.client_id is not None:
        return draft.client_id
    name = fold(draft.buyer.name if draft.buyer else draft.client)
    return next((party.id for party in load_parties(reader) if fold(party.name) == name), None)


def _client(reader: Reader, draft: Draft) -> Client | None:
    client_id = client_id_of(reader, draft)
    return None if client_id is None else load_client(reader, client_id)


def _named(reader: Reader, number: str, field: str) -> tuple[Reference, int]:
    found = load_reference(reader, number)
    if found is None:
        raise KnownError(ErrorCode.INVALID_VALUE, field=field)
    return found


def _deposit(reader: Reader, number: str) -> Deposit:
    """What a deposit invoice deducts: its total less the credit notes that name it.

    Raises INVALID_VALUE (`field`: deposits) for another type of document.
    """
    reference, cents = _named(reader, number, "deposits")
    if reference.type is not DocumentType.DEPOSIT:
        raise KnownError(ErrorCode.INVALID_VALUE, field="deposits")
    left = cents - sum_credited(reader, number)
    return Deposit(reference=reference, incl_tax_cents=left, parts=parts_left(reader, number))
