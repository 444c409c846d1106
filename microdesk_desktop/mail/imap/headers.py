"""What a list shows of each letter: one FETCH of a few headers, which is twice as fast as ENVELOPE and ours to read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from microdesk_desktop.domain.mail.conversations.threads import ThreadHeader
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.imap.keys import LetterKey
from microdesk_desktop.mail.mime.headers import header_ids, header_moment, header_people, header_text

# Of each block of headers 16 kB at most: one letter with megabytes of them must not hold up its whole page.
_PART = "<0.16384>"
SUMMARY = (
    "UID",
    "FLAGS",
    "INTERNALDATE",
    f"BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC SUBJECT MESSAGE-ID REFERENCES IN-REPLY-TO)]{_PART}",
)
LETTER = (
    "UID",
    "FLAGS",
    "INTERNALDATE",
    f"BODY.PEEK[HEADER.FIELDS (DATE FROM REPLY-TO TO CC BCC SUBJECT MESSAGE-ID REFERENCES IN-REPLY-TO)]{_PART}",
)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Summary:
    """The headers of one letter in its folder; `fields` are the undecoded headers by name in lower case."""

    key: LetterKey
    when: datetime
    flags: frozenset[bytes]
    message_id: str
    references: tuple[str, ...]
    subject: str
    fields: Mapping[str, bytes]

    @property
    def is_unread(self) -> bool:
        return b"\\Seen" not in self.flags

    @property
    def is_starred(self) -> bool:
        return b"\\Flagged" in self.flags

    def people(self, *names: str) -> tuple[Person, ...]:
        """The people of these headers, each address once."""
        found: dict[str, Person] = {}
        for name in names:
            for person in header_people(self.fields.get(name, b"")):
                found.setdefault(person.address.casefold() or person.name, person)
        return tuple(found.values())

    def thread_header(self) -> ThreadHeader:
        return ThreadHeader(
            key=self.key.text(),
            message_id=self.message_id,
            references=self.references,
            subject=self.subject,
            people=frozenset(person.address.casefold() for person in self.people("from", "to", "cc")),
            when=self.when,
        )


def summary(folder: bytes, validity: int, data: Mapping[bytes, Any]) -> Summary | None:
    """The summary of one FETCH answer; None for an answer without UID or headers, such as a change of flags."""
    block = section(data, b"BODY[HEADER")
    uid = data.get(b"UID")
    if block is None or not isinstance(uid, int):
        return None
    fields = header_fields(block)
    message_ids = header_ids(fields.get("message-id", b""))
    answered = header_ids(fields.get("in-reply-to", b""))[:1]
    return Summary(
        key=LetterKey(folder, validity, uid),
        when=received_at(data) or header_moment(fields.get("date", b"")) or NO_DATE,
        flags=frozenset(flag for flag in data.get(b"FLAGS", ()) if isinstance(flag, bytes)),
        message_id=message_ids[0] if message_ids else "",
        references=tuple(dict.fromkeys((*header_ids(fields.get("references", b"")), *answered))),
        subject=header_text(fields.get("subject", b"")),
        fields=fields,
    )


def section(data: Mapping[bytes, Any], start: bytes) -> bytes | None:
    """The content of the first body section whose name begins so; servers differ in how they repeat the rest."""
    for name, value in data.items():
        if name.upper().startswith(start):
            return value if isinstance(value, bytes) else b""
    return None


def header_fields(block: bytes) -> dict[str, bytes]:
    """The headers of a block, unfolded, by name in lower case; of several with one name the first."""
    fields: dict[str, bytes] = {}
    for line in _FOLD.sub(b"", block).splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().decode("ascii", "replace").lower(), value.strip())
    return fields


def received_at(data: Mapping[bytes, Any]) -> datetime | None:
    """When the server received the letter of one FETCH answer; None where that cannot be read."""
    received = data.get(b"INTERNALDATE")
    return received.astimezone(UTC) if isinstance(received, datetime) and received.tzinfo is not None else None
