"""Texts cut into lines that fit a column, by an upper bound of their width, so that each page holds a known number of
rows.

Typst could cut them itself, but only while it lays out all pages as one table, which takes a gigabyte for ten thousand
lines, and cannot carry totals from one page to the next.
"""

import unicodedata
from collections.abc import Iterator, Sequence

_NARROW = frozenset(" \u00a0\u202f!',.:;`|·’ijlfrt()/[]îï")
_WIDE = frozenset("mwMNOQW%@—…œæŒÆ")
_NARROW_EM, _USUAL_EM, _DIGIT_EM, _TALL_EM, _WIDE_EM, _OTHER_EM = 0.4, 0.62, 0.67, 0.78, 1.06, 1.25
"""Widths in em, above what Inter has; the last is for scripts of other fonts."""
_LAST_LATIN = 0x24F
LONGEST = 240
"""Characters of a cell: a book names what was paid, and a text of a page would hide the lines around it."""


def wrapped(content: str, width_em: float) -> Sequence[str]:
    """The lines of a text in a column of this width; a word that is wider than the column is cut."""
    shown = content if len(content) <= LONGEST else f"{content[: LONGEST - 1]}…"
    if "\n" not in shown and _width(shown) <= width_em:
        return (shown,)
    lines, used = [""], 0.0
    for word in shown.split():
        for piece in _pieces(word, width_em):
            wide = _width(piece)
            if lines[-1] and used + _NARROW_EM + wide > width_em:
                lines.append("")
                used = 0.0
            used += wide + (_NARROW_EM if lines[-1] else 0.0)
            lines[-1] = f"{lines[-1]} {piece}".lstrip()
    return lines


def _width(content: str) -> float:
    return sum(map(_em, content))


def _em(character: str) -> float:
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    if ord(character) > _LAST_LATIN:
        return 0.0 if unicodedata.combining(character) else _OTHER_EM
    if character.isdigit():
        return _DIGIT_EM
    return _TALL_EM if character.isupper() else _USUAL_EM


def _pieces(word: str, width_em: float) -> Iterator[str]:
    """The word, in pieces where it is wider than a line."""
    piece, used = "", 0.0
    for character in word:
        wide = _em(character)
        if piece and used + wide > width_em:
            yield piece
            piece, used = "", 0.0
        piece += character
        used += wide
    yield piece
