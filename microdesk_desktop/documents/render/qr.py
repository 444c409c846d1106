"""The QR code of a SEPA transfer (EPC069-12, version 002), as the rectangles that it consists of."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

_LONGEST_NAME, _LONGEST_TEXT = 70, 140
_LARGEST_CENTS = 99_999_999_999
"""EPC069-12: 999,999,999.99 euros."""


def payment_code(name: str, iban: str, bic: str, cents: int, text: str) -> Any:
    """The count of modules on a side, and the dark rectangles: column, row, columns, rows.

    None for an amount that a transfer cannot have.
    """
    if not 0 < cents <= _LARGEST_CENTS:
        return None
    # Imported here: only documents that ask for money have a code.
    import segno

    amount = f"EUR{cents // 100}.{cents % 100:02}"
    fields = ("BCD", "002", "1", "SCT", bic, name[:_LONGEST_NAME], iban, amount, "", "", text[:_LONGEST_TEXT])
    code = segno.make("\n".join(fields), error="m", encoding="utf-8", micro=False)
    return {"modules": len(code.matrix), "rectangles": rectangles_of(code.matrix)}


def rectangles_of(rows: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """The dark runs of all rows; equal ones in rows that follow one another are one rectangle."""
    found: list[list[int]] = []
    above: dict[tuple[int, int], list[int]] = {}
    for y, row in enumerate(rows):
        here = {}
        for x, width in _dark_runs(row):
            rectangle = above.get((x, width))
            if rectangle is None:
                rectangle = [x, y, width, 0]
                found.append(rectangle)
            rectangle[3] += 1
            here[x, width] = rectangle
        above = here
    return found


def _dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The start and the length of each dark run of a row."""
    at = 0
    for dark, same in groupby(row):
        width = len(list(same))
        if dark:
            yield at, width
        at += width
