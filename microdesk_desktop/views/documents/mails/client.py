"""With what a mail to a client begins that is about no document."""

from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.mails.write import MailText
from microdesk_desktop.domain.mail.compose.correspondents import MailTopic
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail, outgoing_mail


def load_client_mail(reader: Reader, client_id: int) -> OutgoingMail:
    """An empty mail to a client. Raises UNKNOWN_TARGET where the client is no longer there."""
    client = load_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    mail = outgoing_mail(reader, client_id, client, MailTopic.OFFER, MailText(subject="", text=""), ())
    return replace(mail, nature=Nature.COMMERCIAL)  # what it becomes is not known; the composer asks where it matters
