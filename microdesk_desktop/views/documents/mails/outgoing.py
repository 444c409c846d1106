"""A mail to a client that may be written, as the window and the composer begin it."""

from dataclasses import dataclass

from microdesk_desktop.documents.mails.write import MailText
from microdesk_desktop.domain.mail.correspondents import Correspondent, MailTopic, correspondents, wants_mail
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mail.accounts import load_accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail: `people` are those at the client who have an address, the likeliest first.

    `numbers` are the documents of which a PDF is attached. `is_wanted` is whether the client's choice allows the mail,
    `has_mailbox` whether an account is there to send it from.
    """

    client_id: int
    client: str
    people: tuple[Correspondent, ...]
    text: MailText
    numbers: tuple[str, ...]
    is_wanted: bool
    has_mailbox: bool


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
        is_wanted=wants_mail(client, topic),
        has_mailbox=bool(load_accounts(reader)),
    )
