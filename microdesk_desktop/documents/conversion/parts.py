"""A part of what remains of a document: a percent of each line, or chosen quantities."""

from collections.abc import Sequence
from dataclasses import replace

from microdesk_desktop.documents.conversion.remaining import Remaining, exact_lines
from microdesk_desktop.documents.totals import step_of, totals_of
from microdesk_desktop.domain.documents.numbers import Decimals, divided
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.documents.types import Discount, Document, Line

_WHOLE = 100 * 10**Decimals.PERCENT
_CLOSE = 1
"""Ten-thousandths of a unit: parts such as three thirds round to one more or less than the whole."""


def part_of(remaining: Remaining, source: Document, part: Part) -> Document:
    """The document of a part of what remains; a part may ask for more than remains, which the caller checks."""
    if part.is_whole:
        return remaining.as_document()
    left = {each.position: each for each in remaining.lines}
    exact = dict(zip(left, exact_lines(remaining.lines, step_of(source.currency)), strict=True))
    lines = []
    for position, quantity in _wanted(source.lines, part):
        known = left.get(position)
        if known is not None and quantity and abs(quantity - known.line.quantity) <= _CLOSE:
            lines.append(exact[position])
        elif quantity:
            lines.append(_share(known.line if known else source.lines[position], quantity))
    taken = replace(source, lines=tuple(lines), discount=None)
    if _takes_all(remaining, taken.lines):
        return replace(taken, discount=remaining.discount)
    return replace(taken, discount=_discount_share(remaining, taken))


def _wanted(lines: Sequence[Line], part: Part) -> Sequence[tuple[int, int]]:
    if part.percent is not None:
        return [(place, divided(line.quantity * part.percent, _WHOLE)) for place, line in enumerate(lines)]
    return [(place, part.quantities.get(place + 1, 0)) for place in range(len(lines))]


def _share(line: Line, quantity: int) -> Line:
    """So much of a line, with as much of a discount by amount."""
    discount = line.discount
    if discount and discount.cents:
        cents = abs(divided(discount.cents * quantity, abs(line.quantity)))
        discount = Discount(cents=cents) if cents else None
    return replace(line, quantity=quantity, discount=discount)


def _takes_all(remaining: Remaining, lines: Sequence[Line]) -> bool:
    return [line.quantity for line in lines] == [each.line.quantity for each in remaining.lines]


def _discount_share(remaining: Remaining, taken: Document) -> Discount | None:
    """The discount of the whole that falls to a part: the same percent, or as much of the amount as of the net."""
    discount = remaining.discount
    if discount is None or discount.percent:
        return discount
    whole = totals_of(replace(remaining.of_lines(), discount=None)).lines_net
    net = totals_of(taken).lines_net
    cents = min(divided(discount.cents * net, whole), net) if whole > 0 else 0
    return Discount(cents=cents) if cents > 0 else None
