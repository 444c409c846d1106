"""The shown text of a mail, written anew from its visible tree: elements of a closed list, and plain text beside.

Text is gathered in runs with their marks (bold, link …) until a block ends, so that no element of the mail reaches the
result: neither its nesting nor its attributes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from microdesk_desktop.base.text_patterns import DROPPED
from microdesk_desktop.domain.mail.reading.links import Link, link_of
from microdesk_desktop.mail.mime.html.tables import span
from microdesk_desktop.mail.mime.html.tree import Element

MOST_CHARACTERS = 100_000
"""Of text: Qt takes 0.3 s for 300,000 in one mail, and nobody reads that in a pane."""
_MOST_BLOCKS = 3_000
_MOST_PIECES = 8_000
"""Pieces of text of one look: Qt keeps each as a fragment of its own."""
_MOST_LINKS = 1_000
_LONGEST_RUN = 2_000
"""Characters without a space: a longer word is cut in two lines, since Qt shapes it whole at every width."""
_LINE_END = "\n"
_DEEPEST_QUOTE = 5
_MOST_LINE_ENDS = 2
_MOST_IMAGES = 200
"""Qt asks for each of them a dozen times."""
_WIDEST_IMAGE = 600
_COLUMN_GAP = "  "
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_MARKS = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), "i"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
    "sub": "sub",
    "sup": "sup",
    "alt": "i",
}
_BLOCKS = frozenset(
    """
    address article aside body caption center dd details div dl dt fieldset figcaption figure footer form header main
    nav p section summary
    """.split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r"\r\n?|\n")
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_RUN}}}")
_MARKS_ON_LETTERS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# More marks on one letter are no writing of any language, and paint over the lines around.
_PILED = re.compile(f"({_MARKS_ON_LETTERS}{{4}}){_MARKS_ON_LETTERS}+")


class _FullError(Exception):
    """The mail has more text, blocks or pieces than are shown."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text of one look; `link` is its number, -1 without. An image has HTML of its own."""

    text: str
    marks: frozenset[str] = frozenset()
    link: int = -1
    html: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: its look, its alignment, whether its spaces count, and the quotes that it is in."""

    marks: frozenset[str] = frozenset()
    link: int = -1
    align: str = ""
    is_exact: bool = False
    quotes: int = 0


@dataclass(slots=True)
class Written:
    """The HTML, the same as lines of text, links, Content-IDs of images; `is_cut` where the end is missing."""

    html: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    has_columns: bool = False
    is_cut: bool = False


class Writer:
    """Writes one mail."""

    def __init__(self) -> None:
        self._made = Written()
        self._runs: list[_Run] = []
        self._characters, self._blocks, self._pieces = MOST_CHARACTERS, _MOST_BLOCKS, _MOST_PIECES
        self._images = _MOST_IMAGES
        self._open: list[str] = []
        self._bullet = ""

    def write(self, body: Element) -> Written:
        """Write the tree, up to the limits of this module."""
        try:
            self._children(body, _Place())
            self._end_block("div", _Place())
        except _FullError:
            self._made.is_cut = True
            self._write_block("div", _Place())
            self._made.html += reversed(self._open)
        while self._made.lines and not self._made.lines[-1]:
            self._made.lines.pop()
        return self._made

    def _children(self, element: Element, place: _Place) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text(child, place)
            else:
                self._element(child, place)

    def _element(self, element: Element, place: _Place) -> None:
        tag = element.tag
        if tag in _BLOCKS or tag in _HEADINGS:
            self._block(element, place)
        elif tag in {"ul", "ol"}:
            self._list(element, place)
        elif tag == "li":
            self._item(element, "- ", place)
        elif tag == "blockquote":
            self._quote(element, place)
        elif tag == "pre":
            self._block(element, replace(place, is_exact=True))
        elif tag == "table":
            self._table(element, place)
        else:
            self._inline(element, place)

    def _inline(self, element: Element, place: _Place) -> None:
        match element.tag:
            case "br":
                self._line_end(place)
            case "hr":
                self._end_block("div", place)
                self._count_block()
                self._made.html.append("<hr>")
            case "img":
                self._image(element, place)
            case "a":
                self._children(element, replace(place, link=self._link(element, place)))
            case tag if tag in _MARKS:
                self._children(element, replace(place, marks=place.marks | {_MARKS[tag]}))
            case _:
                self._children(element, place)

    def _block(self, element: Element, place: _Place) -> None:
        self._end_block("div", place)
        tag = element.tag if element.tag in _HEADINGS or element.tag == "p" else "div"
        align = element.attributes.get("align", "center" if element.tag == "center" else place.align)
        inside = replace(place, align=align)
        self._children(element, inside)
        self._end_block(tag, inside)

    def _list(self, element: Element, place: _Place) -> None:
        self._end_block("div", place)
        start = element.attributes.get("start", "")
        number = int(start) if start.isdecimal() and len(start) < 5 else 1
        self._begin(f"<{element.tag}>" if number == 1 else f'<ol start="{number}">', f"</{element.tag}>")
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                self._item(child, f"{number}. " if element.tag == "ol" else "- ", place)
                number += 1
            elif not isinstance(child, str) or not child.isspace():
                self._item(Element("li", children=[child]), "- ", place)
        self._end()

    def _item(self, element: Element, bullet: str, place: _Place) -> None:
        self._end_block("div", place)
        self._begin("<li>", "</li>")
        self._bullet = bullet
        self._children(element, place)
        self._end_block("", place)
        self._bullet = ""
        self._end()

    def _quote(self, element: Element, place: _Place) -> None:
        self._end_block("div", place)
        inside = replace(place, quotes=place.quotes + 1)
        is_shown = place.quotes < _DEEPEST_QUOTE
        if is_shown:
            self._begin("<blockquote>", "</blockquote>")
        self._children(element, inside)
        self._end_block("div", inside)
        if is_shown:
            self._end()

    def _table(self, element: Element, place: _Place) -> None:
        self._end_block("div", place)
        self._made.has_columns = True
        self._begin('<table width="100%" cellspacing="0" cellpadding="4">', "</table>")
        for row in element.children:
            if isinstance(row, Element):
                self._row(row, place)
        self._end()

    def _row(self, row: Element, place: _Place) -> None:
        self._begin("<tr>", "</tr>")
        lines, cells = self._made.lines, []
        for cell in row.children:
            if isinstance(cell, Element):
                self._made.lines = []
                try:
                    self._cell(cell, place)
                finally:
                    cells.append([line for line in self._made.lines if line])
                    self._made.lines = lines
        self._end()
        if all(len(cell) <= 1 for cell in cells):
            lines.append(_COLUMN_GAP.join(line for cell in cells for line in cell))
        else:
            lines.extend(line for cell in cells for line in cell)

    def _cell(self, cell: Element, place: _Place) -> None:
        align = cell.attributes.get("align", "")
        spans = "".join(f' {name}="{span(cell, name)}"' for name in ("colspan", "rowspan") if span(cell, name) > 1)
        self._begin(f"<{cell.tag}{spans}{_align(align)}>", f"</{cell.tag}>")
        self._children(cell, replace(place, align=align, quotes=0))
        self._end_block("div", replace(place, align=align, quotes=0))
        self._end()

    def _link(self, element: Element, place: _Place) -> int:
        if place.link >= 0 or len(self._made.links) >= _MOST_LINKS or not element.attributes.get("href"):
            return place.link
        link = link_of("".join(_texts(element)), element.attributes["href"])
        if link is None:
            return -1
        self._made.links.append(link)
        return len(self._made.links) - 1

    def _image(self, element: Element, place: _Place) -> None:
        images, inline_id = self._made.images, element.attributes["cid"]
        self._images -= 1
        if self._images < 0:
            return
        if inline_id not in images:
            images.append(inline_id)
        width = element.attributes["width"]
        size = f' width="{width}"' if width and 0 < int(width[:6]) <= _WIDEST_IMAGE else ""
        alt = shown_text(element.attributes["alt"])
        html = f'<img src="cid:{images.index(inline_id)}"{size} alt="{escape(alt)}">'
        self._add(_Run(alt, place.marks, place.link, html))

    def _line_end(self, place: _Place) -> None:
        if [run.text for run in self._runs[-_MOST_LINE_ENDS:]] != [_LINE_END] * _MOST_LINE_ENDS:
            self._add(_Run(_LINE_END, frozenset(), -1, "<br>"))

    def _text(self, text: str, place: _Place) -> None:
        text = shown_text(text)
        if not place.is_exact:
            self._add_text(_SPACE.sub(" ", text), place)
            return
        for number, line in enumerate(_LINES.split(text)):
            if number:
                self._line_end(place)
            self._add_text(line.replace("\t", "    ").replace("  ", "\u00a0 "), place)

    def _add_text(self, text: str, place: _Place) -> None:
        if text == " " and (not self._runs or self._runs[-1].text[-1:] in {" ", _LINE_END}):
            return
        text = _LONG_WORD.sub(lambda found: found[0] + " ", text)
        self._characters -= len(text)
        if self._characters < 0:
            self._add(_Run(text[: self._characters] + "…", place.marks, place.link))
            raise _FullError
        if text:
            self._add(_Run(text, place.marks, place.link))

    def _add(self, run: _Run) -> None:
        last = self._runs[-1] if self._runs else None
        if last and not run.html and not last.html and (last.marks, last.link) == (run.marks, run.link):
            self._runs[-1] = replace(last, text=last.text + run.text)
            return
        self._pieces -= 1
        if self._pieces < 0:
            raise _FullError
        self._runs.append(run)

    def _end_block(self, tag: str, place: _Place) -> None:
        """Write what was gathered as one block, if there is anything to see in it."""
        if any(run.html.startswith("<img") or run.text.strip() for run in self._runs):
            self._count_block()
            self._write_block(tag, place)
        self._runs.clear()

    def _write_block(self, tag: str, place: _Place) -> None:
        runs = _trimmed(self._runs)
        content = "".join(map(_run_html, runs))
        self._made.html.append(f"<{tag}{_align(place.align)}>{content}</{tag}>" if tag else content)
        lines = "".join(run.text for run in runs).split(_LINE_END)
        lead = "> " * min(place.quotes, _DEEPEST_QUOTE)
        is_apart = (tag in _HEADINGS or tag == "p") and self._made.lines and self._made.lines[-1]
        if is_apart:
            self._made.lines.append("")
        self._made.lines += [f"{lead}{self._bullet}{line.strip()}".rstrip() for line in lines]
        self._bullet = ""
        if tag in _HEADINGS or tag == "p":
            self._made.lines.append("")

    def _count_block(self) -> None:
        self._blocks -= 1
        if self._blocks < 0:
            raise _FullError

    def _begin(self, start: str, end: str) -> None:
        self._count_block()
        self._made.html.append(start)
        self._open.append(end)

    def _end(self) -> None:
        self._made.html.append(self._open.pop())


def shown_text(text: str) -> str:
    """The text without controls but line ends and tabs, without format characters, and with few marks on a letter."""
    if text.isascii() and text.isprintable():
        return text
    cleaned = DROPPED.sub("", text.replace("\u034f", ""))
    cleaned = _CONTROLS.sub(" ", cleaned)
    return _PILED.sub(r"\1", cleaned)


def _texts(element: Element) -> Iterator[str]:
    """The texts in an element, with the alternative texts of its images."""
    if element.tag == "img":
        yield element.attributes["alt"]
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _trimmed(runs: Sequence[_Run]) -> Sequence[_Run]:
    """The runs without line ends and spaces at both ends."""
    kept = list(runs)
    while kept and not kept[0].html.startswith("<img") and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].html.startswith("<img") and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[0].html:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
    return kept


def _run_html(run: _Run) -> str:
    html = run.html or escape(run.text)
    for mark in sorted(run.marks):
        html = f"<{mark}>{html}</{mark}>"
    return f'<a href="link:{run.link}">{html}</a>' if run.link >= 0 else html


def _align(align: str) -> str:
    return f' align="{align}"' if align else ""
