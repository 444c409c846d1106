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
from microdesk_desktop.views.privacy.person.copy import copy_name

__all__ = ["ARCHIVE_SUFFIX", "LetterTopic", "RequestLetter", "load_letter"]

FRENCH = "fr"
ARCHIVE_SUFFIX = ".zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLetter:
    """A letter that may be sent; `mail` is what the composer begins with, without any address for who is no client.

    `copy` is the name of the person's copy, empty where the letter gives none: a folder with the page, an encrypted
    archive with the mail.
    """

    facts: RequestFacts
    letter: Letter
    page: Page
    mail: OutgoingMail
    copy: str


def load_letter(
    reader: Reader,
    number: int,
    topic: LetterTopic,
    today: date,
    *,
    delay: Delay | None = None,
    refusal: Refusal | None = None,
    kept: Sequence[tuple[str, date]] = (),
    has_copy: bool = False,
) -> RequestLetter:
    """The letter that grants, extends or refuses a request; that of an erasure is written before the client is gone.

    `kept` are the records that a law keeps after an erasure, each with its last day; `has_copy` whether the program
    makes the copy that is asked for.
    Raises UNKNOWN_REQUEST (`request`); CLIENT_NOT_FOUND (`client`) once whoever asked is erased.
    """
    request = load_request(reader, number)
    if request is None:
        raise KnownError(ErrorCode.UNKNOWN_REQUEST, request=str(number))
    client = load_client(reader, request.client_id) if request.client_id is not None else None
    if client is None and not request.person:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(number))
    facts = _facts(reader, request, client, topic, today)
    buyer = buyer_of(client) if client is not None else Buyer(name=request.person)
    gives_copy = has_copy and topic is LetterTopic.GRANTED and request.kind.gives_copy
    copy = copy_name(buyer.name, facts.language) if gives_copy else ""
    facts = replace(facts, delay=delay or request.delay, refusal=refusal, kept=kept, copy=copy)
    seller = seller_of(load_company(reader))
    attached = replace(facts, copy=f"{copy}{ARCHIVE_SUFFIX}", is_archive=True) if copy else facts
    return RequestLetter(
        facts=facts,
        letter=write_letter(facts),
        page=letter_page(facts, Parties(seller=seller, buyer=buyer)),
        mail=_mail(reader, request, client, write_letter(attached)),
        copy=copy,
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


def _mail(reader: Reader, request: PersonRequest, client: Client | None, letter: Letter) -> OutgoingMail:
    """An answer that the law requires is sent to a client who wants no other mail, too."""
    text = MailText(subject=letter.subject, text=letter.body)
    if client is not None and request.client_id is not None:
        mail = outgoing_mail(reader, request.client_id, client, MailTopic.OFFER, text, ())
        return replace(mail, barrier=None, nature=Nature.EXCHANGE)
    return OutgoingMail(
        client_id=None,
        client=request.person,
        people=(),
        text=text,
        numbers=(),
        barrier=None,
        has_mailbox=bool(load_accounts(reader)),
        nature=Nature.EXCHANGE,
    )
