"""HTML as a tree: parsed as browsers do by nh3, whose well-formed output is read into nodes.

Nothing of the tree is shown as it is: `write` builds the shown text from a closed list of elements.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

import nh3

MOST_CHARACTERS = 1 << 20
"""Characters that are parsed: 4 of 1,500 real mails have more, and all of those are encoded images."""
MOST_TAGS = 25_000
"""Tags that are parsed: what follows takes ten microseconds for each, and a worker has a quarter of a second."""
DEEPEST_RAW = 3_000
"""Open elements at once before parsing, which takes time by their square: nh3 takes 18 ms for 2,000, 179 for 8,000."""
DEEPEST = 100
"""Levels of elements after parsing; Qt lays nested blocks out in time by their square."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Senders leave these open, and the next one closes them: only what they stand in nests.
_CLOSED_BY_NEXT = frozenset("p li td th tr tbody thead tfoot dd dt option colgroup".split())
_LEVELS = {"table": 4, "ul": 2, "ol": 2, "dl": 2}
# Their content is no text of the letter, or is parsed unlike the rest.
_EMPTIED = {
    *("script", "style", "title", "template", "noscript", "noembed", "noframes", "xmp", "plaintext", "iframe"),
    *("object", "applet", "textarea", "select", "svg", "math", "head", "audio", "datalist", "canvas"),
}
_KEPT = {
    *("a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "br", "caption", "center", "cite", "code"),
    *("dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark"),
    *("nav", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small", "source", "span", "strike", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "video"),
    *("button", "form", "fieldset", "embed", "wbr"),
}
_ATTRIBUTES = {
    *("style", "class", "id", "hidden", "align", "href", "src", "srcset", "background", "poster", "alt", "colspan"),
    *("rowspan", "start", "bgcolor", "color", "size", "rel", "type", "imagesrcset", "width", "height", "dir"),
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data", "file", "ftp", "ftps"}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s="<>]+="[^"]*")*)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([^\s="<>]+)="([^"]*)"')


class TooComplexError(Exception):
    """The text has too many elements, or they stand too deep in one another, to be laid out in bounded time."""


@dataclass(slots=True)
class Element:
    """An element with its attributes by lower-case name, and its content."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)


def parse(text: str) -> Element:
    """The tree of an HTML text, below an element « body ». Raises TooComplexError."""
    if text.count("<") > MOST_TAGS or _raw_depth(text) > DEEPEST_RAW:
        raise TooComplexError
    return _tree(
        nh3.clean(
            text,
            tags=_KEPT,
            clean_content_tags=_EMPTIED,
            attributes={"*": _ATTRIBUTES},
            url_schemes=_SCHEMES,
            link_rel=None,
        )
    )


def _raw_depth(text: str) -> int:
    """How deep the elements stand in one another if none is closed but by its own tag; void ones do not count."""
    open_tags: dict[str, int] = {}
    depth = deepest = 0
    for slash, name in _TAG.findall(text):
        tag = name.lower()
        if tag in _VOID or tag in _CLOSED_BY_NEXT:
            continue
        levels = _LEVELS.get(tag, 1)
        if not slash:
            open_tags[tag] = open_tags.get(tag, 0) + 1
            depth += levels
            deepest = max(deepest, depth)
        elif open_tags.get(tag):
            open_tags[tag] -= 1
            depth -= levels
    return deepest


def _tree(clean: str) -> Element:
    body = Element("body")
    path = [body]
    for slash, tag, attributes, text in _TOKEN.findall(clean):
        if text:
            path[-1].children.append(unescape(text))
        elif slash:
            if len(path) > 1:
                path.pop()
        else:
            element = Element(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            path[-1].children.append(element)
            if tag not in _VOID:
                path.append(element)
                if len(path) > DEEPEST:
                    raise TooComplexError
    return body
