"""Preparation of XML and SGML before it is read: comments and CDATA removed, document types refused."""

import sys
from collections.abc import Iterator
from html import escape
from itertools import count

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import join

# What stands aside of the elements: how each kind begins and ends.
_ASIDES = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_CDATA = "<![CDATA["
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY", "<!ELEMENT", "<!ATTLIST", "<!NOTATION")
_LONGEST_DECLARATION = max(map(len, _DECLARATIONS))
STEP = 1 << 20
"""Characters that one call reads at most, because it keeps the GIL: about a millisecond."""
TAGS_STEP = 1 << 16
"""As STEP, where every tag is searched for: about 5 ms, were every character the beginning of a tag."""
_BETWEEN_CHECKPOINTS = 1000
_MOST_ASIDES = 1_000_000
"""Three for each row of the largest file."""
_LARGEST = MAX_BYTES + MAX_BYTES // 10
_HEAD = 4096
_PROLOGUE = 8


def plain_markup(text: str, job: Job) -> str:
    """The text without comments and processing instructions, its CDATA escaped; every line keeps its number.

    What begins and never ends stays as it is. Raises Cancelled, FILE_TOO_LARGE, or FILE_UNREADABLE for a document type
    or an entity declaration: no bank writes one, attacks do.
    """
    start = _end_of_prologue(text)
    if find(text, "<!", start) < 0 and find(text, "<?", start) < 0:
        return text
    text = join(_bounded(_without_asides(text, job)))
    _refuse_declarations(text, job)
    return text


def find(text: str, sought: str, start: int, end: int = sys.maxsize) -> int:
    """`str.find` in steps, so that other threads run meanwhile."""
    found = text.find(sought, start, min(start + STEP, end))
    stop = min(end, len(text))
    # A step begins where the last one could see the beginning of what is sought, but not its end.
    while found < 0 and (start := start + STEP - len(sought) + 1) < stop:
        found = text.find(sought, start, min(start + STEP, stop))
    return found


def _end_of_prologue(text: str) -> int:
    """Where the processing instructions at the head of the text end; nearly every file has one or two, there only."""
    at, head = 0, text[:_HEAD]
    for _ in range(_PROLOGUE):
        at = len(head) - len(head[at:].lstrip(" \t\r\n\ufeff"))
        if not head.startswith("<?", at) or (end := head.find("?>", at)) < 0:
            break
        at = end + 2
    return at


def _without_asides(text: str, job: Job) -> Iterator[str]:
    at = 0
    places = {opening: find(text, opening, 0) for opening, _ in _ASIDES}
    for order in count():
        if order % _BETWEEN_CHECKPOINTS == 0:
            job.checkpoint()
        if order > _MOST_ASIDES:
            raise KnownError(ErrorCode.FILE_TOO_LARGE)
        begun = [(place, opening) for opening, place in places.items() if place >= 0]
        if not begun:
            break
        start, opening = min(begun)
        closing = dict(_ASIDES)[opening]
        end = find(text, closing, start + len(opening))
        if end < 0:
            places[opening] = -1  # no later one of this kind ends either
            continue
        yield text[at:start]
        yield from _in_place_of(text, start + len(opening), end, is_text=opening == _CDATA)
        at = end + len(closing)
        for each, place in places.items():
            if 0 <= place < at:
                places[each] = find(text, each, at)
    yield text[at:]


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, unless the escapes of CDATA make far more of them than the file has."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST:
            raise KnownError(ErrorCode.FILE_TOO_LARGE)
        yield piece


def _in_place_of(text: str, start: int, end: int, *, is_text: bool) -> Iterator[str]:
    """What stays of an aside from `start` to `end`: its text, or its line ends alone."""
    for at in range(start, end, STEP):
        content = text[at : min(at + STEP, end)]
        yield escape(content, quote=False) if is_text else "\n" * content.count("\n")


def _refuse_declarations(text: str, job: Job) -> None:
    for at in range(0, len(text), STEP):
        job.checkpoint()
        part = text[at : at + STEP + _LONGEST_DECLARATION]
        if "<!" in part and _declares(part.upper()):
            raise KnownError(ErrorCode.FILE_UNREADABLE)


def _declares(capitals: str) -> bool:
    return any(name in capitals for name in _DECLARATIONS)


def parts_at_tags(text: str, job: Job) -> Iterator[str]:
    """The text in parts of at most TAGS_STEP characters, each cut before a tag if it has one. Raises Cancelled."""
    at = 0
    while at < len(text):
        job.checkpoint()
        end = min(at + TAGS_STEP, len(text))
        last_tag = text.rfind("<", at + 1, end) if end < len(text) else -1
        end = last_tag if last_tag > 0 else end  # so that no tag is cut
        yield text[at:end]
        at = end
