"""What remains of a document's lines once others have taken or given back a part of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.documents.conversion.amounts import amounts_left, rebates_of, reductions
from microdesk_desktop.documents.conversion.chain import Chain, Piece
from microdesk_desktop.documents.conversion.lines import LineKey, key_of
from microdesk_desktop.documents.totals import Totals, line_total, step_of, totals_of
from microdesk_desktop.domain.documents.types import Discount, Document, Line

Takings = Iterable[tuple[int, Piece]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLeft:
    """What remains of one line: its position from 0, and the line with the quantity and the discount that are left.

    `net_cents` is what it is still worth without tax, so that all parts add up to what the line amounted to.
    """

    position: int
    line: Line
    net_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What remains of a document: its lines with something left, and the discount of the whole.

    `reductions` are negative lines for amounts that were invoiced of it; they include the discount where there are any.
    """

    document: Document
    lines: tuple[LineLeft, ...]
    discount: Discount | None
    reductions: tuple[Line, ...] = ()

    def as_document(self) -> Document:
        """The document of what remains."""
        whole = self.of_lines()
        return replace(whole, lines=(*whole.lines, *self.reductions), discount=None) if self.reductions else whole

    def of_lines(self) -> Document:
        """The document of the lines that remain, before what was invoiced as an amount."""
        lines = exact_lines(self.lines, step_of(self.document.currency))
        return replace(self.document, lines=lines, discount=self.discount)

    def totals(self) -> Totals:
        """The amounts of what remains."""
        return totals_of(self.as_document())


@dataclass(slots=True)
class _Taken:
    """The quantity, the discount and the net that others took of one line."""

    quantity: int = 0
    discount: int = 0
    net: int = 0


def remaining_of(chain: Chain) -> Remaining:
    """What remains to be invoiced of the chain's source; nothing once amounts have taken all that its lines leave."""
    left, taken = remaining_after(chain.source, list(chain.takings())), amounts_left(chain)
    if not taken or not left.lines:
        return left
    reduced = replace(left, reductions=reductions(left.of_lines(), taken))
    return reduced if reduced.totals().excl_tax > 0 else replace(left, lines=())


def remaining_after(source: Piece, takings: Sequence[tuple[int, Piece]]) -> Remaining:
    """What remains of a document after these pieces took from it (1) or gave back to it (-1)."""
    taken = _taken(source, takings)
    left = (_left(position, source, taken[position]) for position in range(len(source.document.lines)))
    lines = tuple(each for each in left if each is not None)
    return Remaining(document=source.document, lines=lines, discount=_discount_left(source, takings, lines))


def exact_lines(lines: Iterable[LineLeft], step: int) -> tuple[Line, ...]:
    """The lines, each with the discount that makes it worth exactly what is left of its net.

    The parts of a line round one by one: their sum may be a cent more than the whole, or less. Less stays less where a
    line has no discount to reduce.
    """
    return tuple(_exact_line(left, step) for left in lines)


def _exact_line(left: LineLeft, step: int) -> Line:
    total = line_total(left.line, step)
    discount = total.discount + total.net - left.net_cents
    if total.net == left.net_cents or discount < 0 or left.line.is_disbursement:
        return left.line
    return replace(left.line, discount=Discount(cents=discount) if discount else None)


def exceeded_lines(remaining: Remaining, document: Document) -> Sequence[int]:
    """The positions, from 1, of the lines of a document that take more than remains of the same lines.

    A line that is not among those of the source is the user's own addition, and exceeds nothing.
    """
    left: defaultdict[LineKey, int] = defaultdict(int)
    for each in remaining.lines:
        left[key_of(each.line)] += each.line.quantity
    known = {key_of(line) for line in remaining.document.lines}
    found = []
    for position, line in enumerate(document.lines, 1):
        key = key_of(line)
        if key in known and line.quantity > 0:
            left[key] -= line.quantity
            if left[key] < 0:
                found.append(position)
    return found


def _taken(source: Piece, takings: Takings) -> Mapping[int, _Taken]:
    """What was taken of each line of the source, by its position; of equal lines the first is emptied first."""
    by_key: defaultdict[LineKey, _Taken] = defaultdict(_Taken)
    for sign, piece in takings:
        for line, total in zip(piece.document.lines, piece.totals.lines, strict=True):
            sums = by_key[key_of(line)]
            sums.quantity += sign * line.quantity
            sums.discount += sign * total.discount
            sums.net += sign * total.net
    positions: defaultdict[LineKey, list[int]] = defaultdict(list)
    for position, line in enumerate(source.document.lines):
        positions[key_of(line)].append(position)
    taken: dict[int, _Taken] = {}
    for key, places in positions.items():
        for position in places[:-1]:
            taken[position] = _whole_or_rest(by_key[key], source, position)
        taken[places[-1]] = by_key[key]
    return taken


def _whole_or_rest(sums: _Taken, source: Piece, position: int) -> _Taken:
    """What one line gives of the sums, which are reduced by it: all of the line, or all of the sums."""
    line, total = source.document.lines[position], source.totals.lines[position]
    is_whole = abs(sums.quantity) >= abs(line.quantity) and (sums.quantity < 0) == (line.quantity < 0)
    given = _Taken(quantity=line.quantity, discount=total.discount, net=total.net) if is_whole else replace(sums)
    sums.quantity -= given.quantity
    sums.discount -= given.discount
    sums.net -= given.net
    return given


def _left(position: int, source: Piece, taken: _Taken) -> LineLeft | None:
    line, total = source.document.lines[position], source.totals.lines[position]
    quantity = line.quantity - taken.quantity
    if quantity == 0 or (quantity < 0) != (line.quantity < 0):
        return None
    discount = line.discount
    if discount and discount.cents and taken.quantity:
        cents = discount.cents - taken.discount
        discount = Discount(cents=cents) if cents > 0 else None
    kept = replace(line, quantity=quantity, discount=discount)
    return LineLeft(position=position, line=kept, net_cents=total.net - taken.net)


def _discount_left(source: Piece, takings: Sequence[tuple[int, Piece]], lines: Sequence[LineLeft]) -> Discount | None:
    """The discount of the whole that remains: its percent while that gives the exact amount, else the amount."""
    discount = source.document.discount
    if discount is None or not takings or not lines:
        return discount
    left = source.totals.discount - sum(sign * (piece.totals.discount + rebates_of(piece)) for sign, piece in takings)
    kept = exact_lines(lines, step_of(source.document.currency))
    usual = totals_of(replace(source.document, lines=kept, discount=discount))
    if discount.percent and usual.discount == left:
        return discount
    left = min(left, usual.lines_net)
    return Discount(cents=left) if left > 0 else None
