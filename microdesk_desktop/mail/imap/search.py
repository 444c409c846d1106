"""The words of a search as criteria of IMAP. No control character of a text reaches the server."""

import re
from datetime import date

from imapclient.imapclient import _literal

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line

_TERM = re.compile(r'(?:(from|to|subject|since|has):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_ATOM = re.compile(rb"[A-Za-z0-9.@_+-]+")
_LONGEST = 200
"""Characters of one search; some servers cut the connection at lines of 1,000 bytes."""

Criteria = list[str | bytes | date]


def criteria(words: str, *, in_texts: bool = False) -> Criteria:
    """What IMAPClient's `search` takes for `from:`, `to:`, `subject:`, `has:file`, `since:2026-01-31` and plain words.

    Plain words are sought in the headers that a list shows; `in_texts` in the whole letter, which takes seconds (2.6 s
    for 50,000 letters). Raises INVALID_VALUE for a date that is none.
    """
    found: Criteria = []
    for term in _TERM.finditer(one_line(words)[:_LONGEST]):
        name, text = (term[1] or "").lower(), term[2] if term[2] is not None else term[3]
        if text:
            found += ["TEXT", _sent(text)] if in_texts and not name else _criterion(name, text)
    return found or ["ALL"]


def _criterion(name: str, text: str) -> Criteria:
    sought = _sent(text)
    match name:
        case "from" | "subject":
            return [name.upper(), sought]
        case "to":
            return ["OR", "TO", sought, "CC", sought]
        case "since":
            return ["SINCE", _day(text)]
        case "has":
            return ["HEADER", "Content-Type", "multipart/mixed"]
    return ["OR", "SUBJECT", sought, "OR", "FROM", sought, "OR", "TO", sought, "CC", sought]


def _sent(text: str) -> bytes:
    """The text as IMAPClient must send it: by itself it quotes neither parentheses nor wildcards."""
    content = text.encode("utf-8", "replace")
    literal: bytes = content if _ATOM.fullmatch(content) else _literal(content)
    return literal


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KnownError(ErrorCode.INVALID_VALUE, field="since") from None
