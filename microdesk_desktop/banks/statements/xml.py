"""Preparation of XML and SGML before it is read: comments and CDATA removed, document types refused."""

import re
from html import escape

from microdesk_desktop.base.errors import ErrorCode, KnownError

_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PROLOGUE = re.compile(r"\ufeff?\s*(?:<\?[^>]*\?>\s*)*")
_STEP = 1 << 22
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def plain_markup(text: str) -> str:
    """The text without comments and processing instructions, its CDATA escaped; every line keeps its number.

    Raises FILE_UNREADABLE for a document type or an entity declaration: no bank writes one, attacks do.
    """
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    if not _contains(text, "<!", start) and not _contains(text, "<?", start):
        return text
    text = _ASIDE.sub(lambda found: escape(found[1], quote=False) if found[1] else "\n" * found[0].count("\n"), text)
    if _DECLARATION.search(text):
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return text


def _contains(text: str, sought: str, start: int) -> bool:
    """Whether the text contains `sought` from `start` on; searched in steps, because `find` keeps the GIL."""
    return any(text.find(sought, at, at + _STEP + len(sought)) >= 0 for at in range(start, len(text), _STEP))
