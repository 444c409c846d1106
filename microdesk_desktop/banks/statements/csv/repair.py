"""Put together the cells of rows in which separators stand inside a cell that was not quoted."""

import html
import re
from collections.abc import Sequence
from html.entities import name2codepoint

_MOST_EXTRA = 50
"""Cells by which a row may be too wide: more than the accents of the longest label."""
_ENTITY = re.compile(r"&(#\d{1,5}|[A-Za-z]{2,8}\d?)$")
_LATIN = 0x100
"""Letters and signs that a bank's label may write as an entity; « R&in;» is no set membership."""
_TYPOGRAPHY = frozenset(("euro", "oelig", "OElig", "rsquo", "lsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip"))
_WHOLE_PART = re.compile(r"\A\s*+[-+(]?\s?\d[\d \u00a0\u202f.]*+")
_CENTS = re.compile(r"\A\d{2}[-)]?\s*+(?:€|EUR)?\s*+")


class JoinCells:
    """Joins cells of rows that are too wide: entities cut at « ; », and amounts cut at their decimal comma."""

    def __init__(self, delimiter: str, amounts: Sequence[int]) -> None:
        self._delimiter = delimiter
        self._amounts = frozenset(amounts)

    def __call__(self, row: list[str], width: int, /) -> list[str] | None:
        """The row with exactly `width` cells, None where it is unclear which cells belong together."""
        if not width < len(row) <= width + _MOST_EXTRA:
            return None
        if self._delimiter == ";":
            row = _join_entities(row)
        elif self._delimiter == ",":
            row = self._join_decimals(row)
        return row if len(row) == width or (len(row) > width and not any(map(str.strip, row[width:]))) else None

    def _join_decimals(self, row: list[str]) -> list[str]:
        joined: list[str] = []
        cells = iter(enumerate(row))
        for at, cell in cells:
            is_amount = len(joined) in self._amounts and _WHOLE_PART.fullmatch(cell)
            if is_amount and at + 1 < len(row) and _CENTS.fullmatch(row[at + 1]):
                cell = f"{cell},{row[at + 1]}"
                next(cells)
            joined.append(cell)
        return joined


def _join_entities(row: list[str]) -> list[str]:
    joined: list[str] = []
    for cell in row:
        if joined and (found := _ENTITY.search(joined[-1])) and _is_letter(found[1]):
            joined[-1] = f"{joined[-1][: found.start()]}{html.unescape(f'{found[0]};')}{cell}"
        else:
            joined.append(cell)
    return joined


def _is_letter(entity: str) -> bool:
    """Whether an entity stands for a letter or sign of a label."""
    if entity.startswith("#"):
        return 0x20 <= int(entity[1:]) < _LATIN or chr(int(entity[1:]) % 0x10000).isprintable()
    return entity in _TYPOGRAPHY or 0 < name2codepoint.get(entity, 0) < _LATIN
