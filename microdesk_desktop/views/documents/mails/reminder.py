"""With what the mail that brings a reminder begins: the letter as it stands, and who may receive it."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.mails.write import write_reminder_mail
from microdesk_desktop.domain.mail.compose.correspondents import MailTopic
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail, outgoing_mail
from microdesk_desktop.views.documents.reminders.letter import Letter, ReminderDraft


def load_reminder_mail(reader: Reader, draft: ReminderDraft, letter: Letter) -> OutgoingMail:
    """The mail for a reminder whose letter the user may have changed; documents of another tool have no PDF here.

    Raises UNKNOWN_TARGET where the client is no longer there.
    """
    client_id = draft.rows[0].client_id
    client = load_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    numbers = tuple(row.number for row in draft.rows if row.is_sealed)
    text = write_reminder_mail(draft.facts, letter, has_invoices=len(numbers) == len(draft.rows))
    return outgoing_mail(reader, client_id, client, MailTopic.MONEY, text, numbers)
