"""Markup made plain before it is read: no declarations, no comments, no CDATA."""

import re
from html import escape

from microdesk_desktop.base.errors import ErrorCode, KnownError

_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PROLOGUE = re.compile(r"\ufeff?\s*(?:<\?[^>]*\?>\s*)*")
_STEP = 1 << 22
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def plain_markup(text: str) -> str:
    """The text without comments and later processing instructions, its CDATA escaped; every line keeps its number.

    Raises FILE_UNREADABLE for a document type or an entity, which no bank writes and only an attack needs.
    """
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    if not _holds(text, "<!", start) and not _holds(text, "<?", start):
        return text
    text = _ASIDE.sub(lambda found: escape(found[1], quote=False) if found[1] else "\n" * found[0].count("\n"), text)
    if _DECLARATION.search(text):
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return text


def _holds(text: str, sought: str, start: int) -> bool:
    """Whether the text holds it from there on, searched in steps that hold no other thread up."""
    return any(text.find(sought, at, at + _STEP + len(sought)) >= 0 for at in range(start, len(text), _STEP))
