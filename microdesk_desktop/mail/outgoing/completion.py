"""Completes a message that another program wrote: the Date and the Message-ID that every message needs."""

from datetime import datetime
from email.utils import format_datetime

from microdesk_desktop.mail.outgoing.envelope import only_sender, read_headers, with_line_ends
from microdesk_desktop.mail.outgoing.message import new_message_id


def complete_message(message: bytes, at: datetime) -> tuple[bytes, bool]:
    """The message with what it lacked before its other headers, and whether it had a Message-ID of its own.

    Raises MAIL_UNREADABLE and MAIL_ADDRESS_UNUSABLE as `envelope_of` does.
    """
    lines = with_line_ends(message)
    headers = read_headers(lines)
    sender = only_sender(headers)
    has_own_id = "Message-ID" in headers
    added = "" if has_own_id else f"Message-ID: {new_message_id(sender)}\r\n"
    if "Date" not in headers:
        added += f"Date: {format_datetime(at)}\r\n"
    return added.encode() + lines, has_own_id
