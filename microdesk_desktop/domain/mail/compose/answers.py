"""The subject and the text with which a new message, a reply or a forward begins."""

import re

_MARKS = re.compile(r"\A\s*+(?:re|aw|sv|réf?)\s*+(?:\[\d++\]\s*+)?:\s*+", re.IGNORECASE)
_FORWARDED = re.compile(r"\A\s*+(?:tr|fwd?|wg)\s*+:\s*+", re.IGNORECASE)
SIGNATURE_LINE = "-- "
"""What stands above a signature that ends a message (RFC 3676, 4.3)."""


def reply_subject(subject: str) -> str:
    """« Re: … », with one mark however many the letter has."""
    return f"Re: {_without(_MARKS, subject)}".rstrip()


def forward_subject(subject: str) -> str:
    """« Fwd: … », with one mark however many the letter has."""
    return f"Fwd: {_without(_FORWARDED, subject)}".rstrip()


def new_text(signature: str) -> str:
    """The text of a new message: a line to write on, then the signature."""
    return f"\n\n{SIGNATURE_LINE}\n{signature.strip()}\n" if signature.strip() else "\n"


def reply_text(introduction: str, quoted: str, signature: str) -> str:
    """The text of a reply: a line to write on, the signature, then the letter with « > » before each line.

    The signature has no line « -- » above it here: programs hide, or leave out of a reply, all that follows one.
    """
    lines = quoted.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    quote = "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in lines)
    signed = f"{signature.strip()}\n\n" if signature.strip() else ""
    return f"\n\n{signed}{introduction}\n{quote}\n"


def _without(marks: re.Pattern[str], subject: str) -> str:
    """The subject on one line without the marks before it, one after the other."""
    rest = " ".join(subject.split())
    while (shorter := marks.sub("", rest)) != rest:
        rest = shorter
    return rest
