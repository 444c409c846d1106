"""Markup made plain before it is read: no declarations, no comments, no CDATA."""

import re
from html import escape

from microdesk_desktop.base.errors import ErrorCode, KnownError

_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PROLOGUE = re.compile(r"\s*<\?[^>]*\?>")
_STEP = 1 << 22
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def plain_markup(text: str) -> str:
    """The text without comments and processing instructions, its CDATA escaped; line numbers stay what they were.

    Raises FILE_UNREADABLE for a document type or an entity, which no bank writes and only an attack needs.
    """
    text = _PROLOGUE.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    if not _holds(text, "<!") and not _holds(text, "<?"):
        return text
    text = _ASIDE.sub(lambda found: escape(found[1], quote=False) if found[1] else "\n" * found[0].count("\n"), text)
    if _DECLARATION.search(text):
        raise KnownError(ErrorCode.FILE_UNREADABLE)
    return text


def _holds(text: str, sought: str) -> bool:
    """Whether the text holds it, searched in steps that hold no other thread up."""
    return any(text.find(sought, at, at + _STEP + len(sought)) >= 0 for at in range(0, len(text), _STEP))
