"""The shown HTML of a letter in slices, each of which Qt lays out in a moment."""

import re
from collections.abc import Iterator

MOST_WEIGHT = 60_000
"""Of one slice. Qt takes 10 to 20 ms for it on a computer of 2020, and lays it out again at each change of width."""
_TAG_WEIGHT, _CHARACTER_WEIGHT, _SIGN_WEIGHT = 40, 2, 8
"""A tag takes Qt about 5 µs, a character 0.2 µs, and a bracket or sign up to 1.5 µs where many follow one another."""
_SIGN = re.compile(r"[^\w\s]")
_ROOM = 1.5
"""Beyond `MOST_WEIGHT`, how much longer a slice may grow until it ends between two rows, items or paragraphs."""
_PIECE = re.compile(r"<(/?)(\w++)[^<>]*+>|&\w++;|[^<&]{1,2000}|[<&]")
_ENDLESS = frozenset(("br", "hr", "img"))
_WHOLE = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "li", "table", "ul", "ol", "blockquote"))


def slices(html: str) -> Iterator[str]:
    """The slices of a `Reading.html`, each complete in itself; most letters have one.

    A slice that ends within a table, a list or a quote is continued in another one of the kind.
    """
    made: list[str] = []
    opened: list[str] = []
    weight, is_empty = 0, False
    for found in _PIECE.finditer(html):
        piece, tag, is_end = found[0], found[2], bool(found[1])
        made.append(piece)
        weight += _TAG_WEIGHT if tag else _weight_of(piece)
        if is_end and opened:
            opened.pop()
        elif tag and tag not in _ENDLESS:
            opened.append(piece)
        else:
            is_empty = False
        if weight > MOST_WEIGHT and ((is_end and tag in _WHOLE) or weight > _ROOM * MOST_WEIGHT):
            yield "".join([*made, *map(_end_of, reversed(opened))])
            made, weight, is_empty = list(opened), 0, True
    if not is_empty:
        yield "".join(made)


def _weight_of(text: str) -> int:
    return _CHARACTER_WEIGHT * len(text) + _SIGN_WEIGHT * len(_SIGN.findall(text))


def _end_of(start: str) -> str:
    (name,) = re.findall(r"\A<(\w+)", start)
    return f"</{name}>"
