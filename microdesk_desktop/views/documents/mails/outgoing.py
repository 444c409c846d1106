"""A mail to a client that may be written, as the window and the composer begin it."""

from dataclasses import dataclass

from microdesk_desktop.documents.mails.write import MailText
from microdesk_desktop.domain.mail.compose.correspondents import (
    Correspondent,
    MailTopic,
    correspondents,
    mail_barrier,
    nature_of,
)
from microdesk_desktop.domain.mail.compose.wishes import Barrier, Nature
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mail.accounts import load_accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail: `people` are those at the client who have an address, the likeliest first.

    `numbers` are the documents of which a PDF is attached. `barrier` is what stands against the mail by the client's
    choice, `nature` what it is, `has_mailbox` whether an account is there to send it from. `client_id` is None where it
    goes to somebody who is no client.
    """

    client_id: int | None
    client: str
    people: tuple[Correspondent, ...]
    text: MailText
    numbers: tuple[str, ...]
    barrier: Barrier | None
    has_mailbox: bool
    nature: Nature


def outgoing_mail(
    reader: Reader, client_id: int, client: Client, topic: MailTopic, text: MailText, numbers: tuple[str, ...]
) -> OutgoingMail:
    """The mail about this topic to a client."""
    return OutgoingMail(
        client_id=client_id,
        client=client.name,
        people=correspondents(client, topic),
        text=text,
        numbers=numbers,
        barrier=mail_barrier(client, topic),
        has_mailbox=bool(load_accounts(reader)),
        nature=nature_of(topic),
    )
