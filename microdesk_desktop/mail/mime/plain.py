"""A plain text as it is shown, and the text of an HTML mail that cannot be shown as such."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from microdesk_desktop.domain.mail.reading.links import Link, link_of
from microdesk_desktop.mail.mime.html.write import MOST_CHARACTERS, Written, shown_text

_MOST_LINES = 2_500
"""Qt lays out so many short blocks in a twentieth of a second."""
_MOST_LINKS = 500
_LONG_WORD = re.compile(r"\S{2000}")
_URL = re.compile(r"(?<![\w.@-])(?:https?://|mailto:)[^\s<>\"\u00ab\u00bb\u201c\u201d]{1,2000}", re.IGNORECASE)
_QUOTED = re.compile(r"(?:>[ \u00a0]?)+")
_DEEPEST_QUOTE = 5
"""As in an HTML text; each deeper one is shown as deep as this."""
_TRAILING = ".,;:!?'*_"
_BLANK_LINES = re.compile(r"\n{4,}")
_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|template|head|svg|math)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_LINE_TAG = re.compile(r"</?(?:p|div|br|tr|table|h[1-6]|li|ul|ol|blockquote|hr|section)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_SPACES = re.compile(r"[ \t\r\f\v]+")


def write_plain(text: str) -> Written:
    """A plain text with its links; its spaces and lines stay, up to the limits of this module."""
    text = _BLANK_LINES.sub("\n\n\n", shown_text(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n"))
    is_cut = len(text) > MOST_CHARACTERS
    lines = _LONG_WORD.sub(lambda found: found[0] + " ", text[:MOST_CHARACTERS]).split("\n")
    made = Written(is_cut=is_cut or len(lines) > _MOST_LINES)
    made.lines = [line.replace("\t", "    ").rstrip() for line in lines[:_MOST_LINES]]
    made.html = list(_blocks(made.lines, made.links))
    return made


def _blocks(lines: Sequence[str], links: list[Link]) -> Iterator[str]:
    """Each line as a block; those that begin with « > » stand in as many quotes, without these marks."""
    depth = 0
    for line in lines:
        quoted = _QUOTED.match(line)
        wanted = min(quoted[0].count(">"), _DEEPEST_QUOTE) if quoted else 0
        yield from ["<blockquote>"] * (wanted - depth) + ["</blockquote>"] * (depth - wanted)
        depth = wanted
        yield f"<div>{_line_html(line[quoted.end() :] if quoted else line, links)}</div>"
    yield from ["</blockquote>"] * depth


def text_of_html(html: str) -> str:
    """The text of an HTML mail by its tags alone, in time that grows with its length; what it hides is not cut."""
    text = _UNSHOWN.sub(" ", html)
    text = _LINE_TAG.sub("\x00", _SPACES.sub(" ", text.replace("\n", " ")))
    lines = unescape(_TAG.sub("", text)).split("\x00")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _line_html(line: str, links: list[Link]) -> str:
    if not line:
        return "&nbsp;"  # Qt gives an empty block no height
    return "".join(_pieces(line, links)).replace("  ", "&nbsp; ")


def _pieces(line: str, links: list[Link]) -> Iterator[str]:
    end = 0
    for found in _URL.finditer(line):
        url = found.group().rstrip(_TRAILING)
        if url.endswith(")") and "(" not in url:
            url = url[:-1]
        link = link_of(url, url) if len(links) < _MOST_LINKS else None
        if link is None:
            continue
        links.append(link)
        yield escape(line[end : found.start()])
        yield f'<a href="link:{len(links) - 1}">{escape(url)}</a>'
        end = found.start() + len(url)
    yield escape(line[end:])
