"""How wide the columns of a table are: some have a width of their own, others share what is left, some give way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """What a column asks for, in pixels: a width of its `own`, or `share` parts of what is left, at `least` so much.

    `gives_way` is the rank in which columns are left out, the highest first; 0 for one that stays.
    """

    own: int = 0
    share: int = 1
    least: int = 0
    gives_way: int = 0


def share_out(room: int, columns: Sequence[Width]) -> Sequence[int]:
    """The width of each column, 0 for those that are left out.

    Where even the columns that stay do not fit, those that share get less than their least, and the others never do.
    """
    shown = _shown(room, columns)
    widths = {number: columns[number].own for number in shown if columns[number].own}
    sharing = shown - widths.keys()
    left = room - sum(widths.values())
    least = sum(columns[number].least for number in sharing)
    if least > 0 and left < least:
        widths |= {number: max(1, left * columns[number].least // least) for number in sharing}
    else:
        widths |= _parts(left, {number: columns[number] for number in sharing})
    return [widths.get(number, 0) for number in range(len(columns))]


def _parts(left: int, columns: Mapping[int, Width]) -> Mapping[int, int]:
    """The parts of what is left by the shares, once those that would get too little have their least."""
    shares = sum(each.share for each in columns.values())
    parts = {number: max(1, left * each.share // shares) for number, each in columns.items()}
    short = {number: each.least for number, each in columns.items() if parts[number] < each.least}
    if not short:
        return parts
    others = {number: each for number, each in columns.items() if number not in short}
    return {**short, **_parts(left - sum(short.values()), others)}


def _shown(room: int, columns: Sequence[Width]) -> set[int]:
    """The numbers of the columns that are left once enough have given way for the least widths to fit."""
    shown = set(range(len(columns)))
    for number in sorted(shown, key=lambda each: -columns[each].gives_way):
        if not columns[number].gives_way or sum(columns[each].own or columns[each].least for each in shown) <= room:
            break
        shown.remove(number)
    return shown
