"""The letter that answers a request, in the language of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import buyer_of, seller_of
from microdesk_desktop.documents.mails.write import MailText
from microdesk_desktop.documents.reminders.letter import Letter
from microdesk_desktop.documents.reminders.letter_page import Parties
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.requests.letter import LetterTopic, RequestFacts, letter_page, write_letter
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.mail.compose.correspondents import MailTopic
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.requests import Delay, PersonRequest, Refusal
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mail.accounts import load_accounts
from microdesk_desktop.store.privacy.requests import load_request
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail, outgoing_mail

__all__ = ["LetterTopic", "RequestLetter", "load_letter"]

FRENCH = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLetter:
    """A letter that may be sent; `mail` is what the composer begins with, None for anybody but a client."""

    facts: RequestFacts
    letter: Letter
    page: Page
    mail: OutgoingMail | None
    has_mailbox: bool


def load_letter(
    reader: Reader,
    number: int,
    topic: LetterTopic,
    today: date,
    *,
    delay: Delay | None = None,
    refusal: Refusal | None = None,
    kept: Sequence[tuple[str, date]] = (),
) -> RequestLetter:
    """The letter that grants, extends or refuses a request; that of an erasure is written before the client is gone.

    `kept` are the records that a law keeps after an erasure, each with its last day.
    Raises UNKNOWN_REQUEST (`request`); CLIENT_NOT_FOUND (`client`) once whoever asked is erased.
    """
    request = load_request(reader, number)
    if request is None:
        raise KnownError(ErrorCode.UNKNOWN_REQUEST, request=str(number))
    client = load_client(reader, request.client_id) if request.client_id is not None else None
    if client is None and not request.person:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(number))
    facts = _facts(reader, request, client, topic, today)
    facts = replace(facts, delay=delay or request.delay, refusal=refusal, kept=kept)
    letter = write_letter(facts)
    buyer = buyer_of(client) if client is not None else Buyer(name=request.person)
    seller = seller_of(load_company(reader))
    return RequestLetter(
        facts=facts,
        letter=letter,
        page=letter_page(facts, Parties(seller=seller, buyer=buyer)),
        mail=_mail(reader, request, client, letter),
        has_mailbox=bool(load_accounts(reader)),
    )


def _facts(
    reader: Reader, request: PersonRequest, client: Client | None, topic: LetterTopic, today: date
) -> RequestFacts:
    extended = replace(request, extended_on=request.extended_on or today)
    return RequestFacts(
        kind=request.kind,
        topic=topic,
        language=client.language if client is not None else FRENCH,
        received_on=request.received_on,
        extended_until=extended.due_on,
        today=today,
        sender=seller_of(load_company(reader)).name,
        is_client=client is not None,
    )


def _mail(reader: Reader, request: PersonRequest, client: Client | None, letter: Letter) -> OutgoingMail | None:
    """An answer that the law requires is sent to a client who wants no other mail, too."""
    if client is None or request.client_id is None:
        return None
    text = MailText(subject=letter.subject, text=letter.body)
    mail = outgoing_mail(reader, request.client_id, client, MailTopic.OFFER, text, ())
    return replace(mail, barrier=None, nature=Nature.EXCHANGE)
