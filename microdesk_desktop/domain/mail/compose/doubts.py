"""What a user may have forgotten in a message: all of it is asked in one question before it is sent."""

import re
from enum import StrEnum

_FILE = re.compile(
    r"\b(ci-?\s?joint(e|s|es)?|pi[èe]ces?[ -]jointes?|en\s+pj|je\s+(vous\s+|te\s+)?joins"
    r"|attached|attachments?|enclosed)\b",
    re.IGNORECASE,
)


class Doubt(StrEnum):
    """One thing that is unusual, and may be on purpose."""

    ONLY_COPIES = "only_copies"
    """Nobody is written to directly, only copies are."""
    NO_SUBJECT = "no_subject"
    NO_FILE = "no_file"
    """The text announces a file, and none is attached."""


def doubts(*, is_addressed: bool, subject: str, text: str, files: int) -> tuple[Doubt, ...]:
    """What to ask about a message that has recipients; `is_addressed` is whether somebody is in To.

    Of the text only what the user wrote counts: the lines of the letter that is answered begin with « > ».
    """
    own = "\n".join(line for line in text.splitlines() if not line.startswith(">"))
    found = (
        (Doubt.ONLY_COPIES, not is_addressed),
        (Doubt.NO_SUBJECT, not subject.strip()),
        (Doubt.NO_FILE, not files and _FILE.search(own) is not None),
    )
    return tuple(doubt for doubt, holds in found if holds)
