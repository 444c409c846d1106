"""What SMTP needs of a message: who sends it, who receives it, and its bytes without the hidden recipients."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage
from email.parser import Parser
from email.policy import SMTP
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.addresses import address_key
from microdesk_desktop.mail.outgoing.addresses import wire_address

_HEADERS = Parser(policy=SMTP.clone(utf8=True))
_HIDDEN_FIELDS = frozenset((b"bcc", b"resent-bcc"))
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A message ready for SMTP: `message` has CR LF at each line end and no Bcc field, addresses are as sent."""

    message_id: str
    sender: str
    recipients: Sequence[str]
    message: bytes = field(repr=False)

    @property
    def needs_utf8(self) -> str:
        """The first address with other letters than ASCII before its @; empty where there is none (RFC 6531)."""
        return next((each for each in (*self.recipients, self.sender) if not each.isascii()), "")

    @property
    def is_8bit(self) -> bool:
        return not self.message.isascii()


def envelope_of(message: bytes) -> Envelope:
    """The envelope by the From, To, Cc and Bcc fields of a message.

    Raises MAIL_ADDRESS_UNUSABLE for an address, or a list of them, that can be read in two ways, MAIL_NO_RECIPIENT, and
    MAIL_UNREADABLE for a message without well-formed headers, exactly one sender and a Message-ID.
    """
    lines = with_line_ends(message)
    headers = read_headers(lines)
    sender = only_sender(headers)
    message_id = str(headers.get("Message-ID", "")).strip()
    if not _MESSAGE_ID.fullmatch(message_id):
        raise KnownError(ErrorCode.MAIL_UNREADABLE)
    recipients = _addresses([each for name in ("To", "Cc", "Bcc") for each in headers.get_all(name, ())])
    if not recipients:
        raise KnownError(ErrorCode.MAIL_NO_RECIPIENT)
    return Envelope(message_id=message_id, sender=sender, recipients=recipients, message=strip_bcc(lines))


def read_headers(lines: bytes) -> EmailMessage:
    """The headers of a message whose lines end with CR LF. Raises MAIL_UNREADABLE where they are not well-formed."""
    head = lines.partition(b"\r\n\r\n")[0]
    headers = _HEADERS.parsestr(head.decode("utf-8", "replace") + "\r\n\r\n", headersonly=True)
    if headers.defects:
        raise KnownError(ErrorCode.MAIL_UNREADABLE)
    return headers


def only_sender(headers: EmailMessage) -> str:
    """The address of the one sender. Raises MAIL_UNREADABLE, or MAIL_ADDRESS_UNUSABLE."""
    senders = _addresses(headers.get_all("From", ()))
    if len(senders) != 1:
        raise KnownError(ErrorCode.MAIL_UNREADABLE)
    return senders[0]


def with_line_ends(message: bytes) -> bytes:
    """The message with CR LF at the end of each line."""
    return message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


def strip_bcc(message: bytes) -> bytes:
    """The message without its Bcc fields; each line end becomes CR LF.

    A lone CR or LF before a dot would end the message early at some servers, and begin another one (SMTP smuggling).
    """
    head, end, body = with_line_ends(message).partition(b"\r\n\r\n")
    kept = [each for each in _fields(head) if each.partition(b":")[0].strip().lower() not in _HIDDEN_FIELDS]
    return b"\r\n".join(kept) + end + body


def _fields(head: bytes) -> Iterator[bytes]:
    """The fields of a head, each with the lines that continue it."""
    lines: list[bytes] = []
    for line in head.split(b"\r\n"):
        if lines and not line.startswith((b" ", b"\t")):
            yield b"\r\n".join(lines)
            lines = []
        lines.append(line)
    yield b"\r\n".join(lines)


def _addresses(fields: Sequence[Any]) -> Sequence[str]:
    """The addresses of some fields, as the parser gives them with their defects, as they are sent, each once."""
    found: dict[str, str] = {}
    for each in fields:
        if any(not isinstance(defect, NonASCIILocalPartDefect) for defect in each.defects):
            # « a@x.example) b@y.example » is one recipient to some readers and another one to others.
            raise KnownError(ErrorCode.MAIL_ADDRESS_UNUSABLE, address=str(each))
        for address in each.addresses:
            found.setdefault(address_key(address.addr_spec), wire_address(address.addr_spec))
    return tuple(found.values())
