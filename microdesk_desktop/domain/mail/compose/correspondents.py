"""Whom a document or a reminder may be written to at a client, and what stands against it by mail."""

import re
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.domain.mail.compose.wishes import Barrier, Nature, barrier_of
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.text import fold

_ACCOUNTING = re.compile(r"\b(?:COMPTA|FACTUR|FINANC|TRESOR|PAIEMENT|ACCOUNT|INVOIC|BILLING|PAYABLE)")


class MailTopic(StrEnum):
    """What a mail to a client is about."""

    OFFER = "offer"
    """A quote, an order, a delivery note: for whoever decides."""
    MONEY = "money"
    """An invoice, a credit note, a reminder: for whoever pays."""
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """A person or a service at a client that has an address; name and role may be empty."""

    address: str
    name: str = ""
    role: str = ""


def correspondents(client: Client, topic: MailTopic) -> tuple[Correspondent, ...]:
    """Everybody at the client who has an address, each address once, the likeliest for this topic first.

    Money is for accounting where a contact has such a role; everything else for the contact whom documents name.
    """
    people = [Correspondent(address=each.email, name=each.name, role=each.role) for each in client.contacts]
    paying = [each for each in people if _ACCOUNTING.search(fold(each.role))]
    first = paying if topic is MailTopic.MONEY else people[:1]
    found: dict[str, Correspondent] = {}
    for each in (*first, Correspondent(address=client.email, name=client.name), *people):
        if each.address:
            found.setdefault(each.address.casefold(), each)
    return tuple(found.values())


def mail_barrier(client: Client, topic: MailTopic) -> Barrier | None:
    """What stands against a mail about this topic, by the client's choice."""
    return barrier_of(client.mail_preference, client.kind, nature_of(topic))


def nature_of(topic: MailTopic) -> Nature:
    """What a mail about this topic is."""
    return Nature.COMMERCIAL if topic is MailTopic.THANKS else Nature.BUSINESS
