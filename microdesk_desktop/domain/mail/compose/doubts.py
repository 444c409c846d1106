"""What a user may have forgotten in a message: all of it is asked in one question before it is sent."""

import re
from enum import StrEnum

from microdesk_desktop.domain.mail.compose.answers import SIGNATURE_LINE

_FILE = re.compile(
    r"\b(ci-?\s?joint(e|s|es)?|pi[èe]ces?[ -]jointes?|en\s+pj|je\s+(vous\s+|te\s+)?joins"
    r"|attached|attachments?|enclosed)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(promo(tions?|s)?|remises?|(nos|mes)\s++(offres?|nouveaut[ée]s)|offres?\s++sp[ée]ciales?|profitez|d[ée]couvrez"
    r"|lettre\s++d.information|newsletter|special\s++offers?|discounts?)\b",
    re.IGNORECASE,
)
_WAY_OUT = re.compile(
    r"ne\s++plus\s++recevoir|d[ée]s(inscri|abonn)|unsubscribe|stop\s++receiving|no\s++longer\s++receive", re.IGNORECASE
)


class Doubt(StrEnum):
    """One thing that is unusual, and may be on purpose."""

    ONLY_COPIES = "only_copies"
    """Nobody is written to directly, only copies are."""
    NO_SUBJECT = "no_subject"
    NO_FILE = "no_file"
    """The text announces a file, and none is attached."""
    NO_WAY_OUT = "no_way_out"
    """The text offers something, and does not say how to refuse the next ones (CPCE art. L. 34-5)."""


def doubts(
    *, is_addressed: bool, subject: str, text: str, files: int, is_commercial: bool = False
) -> tuple[Doubt, ...]:
    """What to ask about a message that has recipients; `is_addressed` is whether somebody is in To.

    `is_commercial`: nothing shows that it belongs to a contract or to an exchange.

    Of the text only what the user wrote counts: the lines of the letter that is answered begin with « > ».
    """
    own = "\n".join(line for line in text.splitlines() if not line.startswith(">"))
    found = (
        (Doubt.ONLY_COPIES, not is_addressed),
        (Doubt.NO_SUBJECT, not subject.strip()),
        (Doubt.NO_FILE, not files and _FILE.search(own) is not None),
        (Doubt.NO_WAY_OUT, is_commercial and _OFFER.search(own) is not None and _WAY_OUT.search(own) is None),
    )
    return tuple(doubt for doubt, holds in found if holds)


def with_way_out(text: str, sentence: str) -> str:
    """The text with the sentence about a way to refuse, above the signature."""
    written, line, signature = text.partition(f"\n{SIGNATURE_LINE}\n")
    return f"{written.rstrip()}\n\n{sentence}\n{line}{signature}"
