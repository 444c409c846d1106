"""A part of a document as one line for each VAT: deposits, invoices and credit notes of an amount.

    percent or amount ─▶ part of each VAT, by largest remainder ─▶ net of each ─▶ one line of this price

The tax of a line is the tax of its net, so that not every amount with tax can be reached: at 20 %, none of 0.03 can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from microdesk_desktop.documents.totals import VatTotal, shared_out, tax_of
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals, divided
from microdesk_desktop.domain.documents.types import Document, Line, Vat

PRICE_OF_CENT = 10 ** (Decimals.PRICE - Decimals.AMOUNT)
_WHOLE_RATE = 100 * 10**Decimals.VAT_RATE


def nets_of_percent(groups: Sequence[VatTotal], percent: int, step: int) -> Mapping[Vat, int]:
    """The part of each VAT's base, in cents; `percent` in hundred-thousandths of a percent."""
    bases = {group.vat: group.base for group in groups}
    whole = sum(base for base in bases.values() if base > 0)
    return shared_out(divided(whole * percent, 100 * 10**Decimals.PERCENT * step) * step, bases, step)


def nets_of_amount(groups: Sequence[VatTotal], incl_tax: int, step: int) -> Mapping[Vat, int]:
    """The nets of each VAT that make an amount with tax, in proportion to what each amounts to with tax.

    What one VAT cannot reach goes to the next, the highest rate first; where none can reach it, the result is a cent
    below the amount, and never above.
    """
    shares = shared_out(incl_tax, {group.vat: group.base + group.tax for group in groups}, step)
    nets, carried = {}, 0
    for vat in sorted(shares, key=lambda vat: vat.rate_bp, reverse=True):
        wanted = shares[vat] + carried
        nets[vat] = _net_within(wanted, vat.rate_bp, step)
        carried = wanted - nets[vat] - tax_of(nets[vat], vat.rate_bp, step)
    return {group.vat: nets[group.vat] for group in groups if group.vat in nets}


def nets_of_net(groups: Sequence[VatTotal], excl_tax: int, step: int) -> Mapping[Vat, int]:
    """The nets of each VAT that make an amount without tax, in proportion to the base of each."""
    return shared_out(excl_tax, {group.vat: group.base for group in groups}, step)


def share_lines(
    document: Document, lines: Sequence[DraftLine], nets: Mapping[Vat, int], label: str
) -> tuple[DraftLine, ...]:
    """One line of the given label for each VAT and activity that has a net.

    `lines` are those of the document as lines of a draft, in the same order: each new line has the VAT of one of them.
    """
    drafted = dict(zip(document.lines, lines, strict=True))
    made = []
    for vat, net in nets.items():
        of_vat = [line for line in document.lines if line.vat == vat]
        made += [_line(drafted[line], cents, label) for line, cents in by_activity(of_vat, net) if cents]
    return tuple(made)


def by_activity(lines: Sequence[Line], net: int) -> Sequence[tuple[Line, int]]:
    """The net split over the activities, in proportion to quantity times price: one line stands for each activity."""
    weights: dict[str, int] = {}
    first: dict[str, Line] = {}
    for line in lines:
        activity = line.activity.value if line.activity else ""
        weights[activity] = weights.get(activity, 0) + line.quantity * line.unit_price
        first.setdefault(activity, line)
    if len(first) == 1:
        return [(lines[0], net)]
    return [(first[activity], cents) for activity, cents in shared_out(net, weights).items()]


def _line(like: DraftLine, cents: int, label: str) -> DraftLine:
    whole = DraftLine(label=label, unit_price=cents * PRICE_OF_CENT)
    return replace(
        whole,
        vat_rate_bp=like.vat_rate_bp,
        category=like.category,
        exemption=like.exemption,
        activity=like.activity,
        is_disbursement=like.is_disbursement,
    )


def _net_within(incl_tax: int, rate_bp: int, step: int) -> int:
    """The highest net that with its tax does not exceed an amount."""
    net = divided(incl_tax * _WHOLE_RATE, (_WHOLE_RATE + rate_bp) * step) * step
    while net > 0 and net + tax_of(net, rate_bp, step) > incl_tax:
        net -= step
    return net
