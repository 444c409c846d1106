"""What each payment of a document is made of: turnover by activity and rate of VAT, the VAT, and disbursements.

    payment ─▶ its part at each rate (`vat_shares.py`) ─▶ the nets, the tax and the disbursements of that rate

Each step divides in proportion to what is left, by largest remainder: the parts add up to the payment, and the last
payment takes exactly what is left of each. A rate that comes to nothing in all follows the largest one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import VatTotal, shared_out, tax_of
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.documents.vat_shares import (
    Rate,
    in_proportion,
    rates_of_document,
    shares_of_payments,
    unit_of,
)
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.parts import PartCents, PartOf
from microdesk_desktop.domain.documents.types import Paid, VatCategory
from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP

Parts = Mapping[PartOf, PartCents]


@dataclass(frozen=True, slots=True)
class Sold:
    """What a part of turnover was for; `counts_for_franchise` as in `VatCase`."""

    activity: Activity | None
    counts_for_franchise: bool = True


_UNKNOWN_RATE = "", 0
_Key = tuple[Sold | None, tuple[str, int], bool]
"""What was sold, None for a disbursement; its rate; whether it is the tax."""
_Weights = dict[_Key, int]


def parts_of_payments(issued: IssuedDocument, payments: Sequence[int]) -> Sequence[Parts]:
    """The parts of each payment, in their order.

    Payments are in cents, positive for every type of document. What deposits settled comes before them; what was paid
    on the day of issue is the first of them. The document comes to more than zero.
    """
    document, totals = issued.document, issued.totals
    if document.paid is Paid.ALL:
        totals = replace(totals, paid=0)
    unit = unit_of(document.currency, payments)
    gross, before = rates_of_document(document, totals, unit)
    by_rate = shares_of_payments(gross, [cents // unit for cents in payments], before)
    found: list[dict[_Key, int]] = [{} for _ in payments]
    for rates, weights in _together(_weights_by_rate(issued, unit)):
        shares = [sum(share.get(rate, 0) for rate in rates) for share in by_rate]
        settled = sum(before.get(rate, 0) for rate in rates)
        for parts, divided in zip(found, _divided(weights, settled, shares), strict=True):
            parts |= divided
    return [_parts({key: cents * unit for key, cents in parts.items()}) for parts in found]


def parts_without_lines(excl_tax: int, tax: int, payments: Sequence[int]) -> Sequence[Parts]:
    """The parts of each payment of a document of another tool, of which the totals alone are known.

    Its rate is the one that makes this tax of this base; not known where none does, or several.
    """
    sold = Sold(None)
    rate = _rate_of(excl_tax, tax)
    weights: _Weights = {(sold, rate, False): excl_tax, (sold, rate, True): tax}
    return list(map(_parts, shares_of_payments(weights, payments)))


def _rate_of(excl_tax: int, tax: int) -> tuple[str, int]:
    rates = [rate for rate in VAT_RATES_BP if tax and tax_of(excl_tax, rate) == tax]
    return (VatCategory.STANDARD, rates[0]) if len(rates) == 1 else _UNKNOWN_RATE


def _parts(shares: Mapping[_Key, int]) -> Parts:
    found: dict[PartOf, PartCents] = {}
    for (sold, (category, rate_bp), is_tax), cents in shares.items():
        of = PartOf(sold.activity, sold.counts_for_franchise) if sold else PartOf(None)
        of = of._replace(category=str(category), rate_bp=rate_bp)
        had = found.get(of, PartCents())
        if sold is None:
            found[of] = had._replace(disbursement=had.disbursement + cents)
        elif is_tax:
            found[of] = had._replace(tax=had.tax + cents)
        else:
            found[of] = had._replace(base=had.base + cents)
    return {of: cents for of, cents in found.items() if any(cents)}


def _divided(weights: _Weights, settled: int, payments: Sequence[int]) -> Sequence[Mapping[_Key, int]]:
    """The parts of payments at one rate, of which so much was settled before; a rate may be negative in all."""
    sign = -1 if sum(weights.values()) < 0 else 1
    signed = {key: sign * cents for key, cents in weights.items()}
    shares = shares_of_payments(signed, [sign * cents for cents in (settled, *payments)])[1:]
    return [{key: sign * cents for key, cents in share.items()} for share in shares]


def _together(weights: Mapping[Rate, _Weights]) -> Iterator[tuple[Sequence[Rate], _Weights]]:
    """The rates that are divided together: each by itself, those that come to nothing with the largest one."""
    largest = max(weights, key=lambda rate: sum(weights[rate].values()))
    empty = [rate for rate, own in weights.items() if not sum(own.values())]
    for rate, own in weights.items():
        if rate == largest:
            yield [rate, *empty], own | {key: cents for each in empty for key, cents in weights[each].items()}
        elif rate not in empty:
            yield [rate], own


def _weights_by_rate(issued: IssuedDocument, unit: int) -> Mapping[Rate, _Weights]:
    """What the document comes to at each rate, in units."""
    found: dict[Rate, _Weights] = {}
    for group in issued.totals.groups:
        rate = group.vat.category, group.vat.rate_bp
        own = found.setdefault(rate, {})
        nets = {sold: cents // unit for sold, cents in _nets(issued, group, unit).items()}
        taxes = _taxes(group.tax // unit, nets)
        for sold, cents in nets.items():
            _add(own, (sold, rate, False), cents)
            _add(own, (sold, rate, True), taxes.get(sold, 0))
    # A rate that only deposits were asked for at is that of what the document sells most.
    lined, main = set(found), _main(found)
    for part in (part for deposit in issued.document.deposits for part in deposit.parts):
        rate = part.vat.category, part.vat.rate_bp
        if rate not in lined:
            own = found.setdefault(rate, {})
            _add(own, (main, rate, False), part.base // unit)
            _add(own, (main, rate, True), part.tax // unit)
    return found


def _main(weights: Mapping[Rate, _Weights]) -> Sold | None:
    """What a document sells most of; None for one of disbursements alone."""
    cents = [(sold is not None, cents, sold) for own in weights.values() for (sold, _, _), cents in own.items()]
    return max(cents, key=lambda each: each[:2])[2]


def _nets(issued: IssuedDocument, group: VatTotal, unit: int) -> Mapping[Sold | None, int]:
    """What was sold in a group of the totals, less the document's discount, in cents; None is what was disbursed."""
    document = issued.document
    nets: dict[Sold | None, int] = {}
    for line, total in zip(document.lines, issued.totals.lines, strict=True):
        if line.vat != group.vat:
            continue
        counts = vat_case(line.vat.case, document.issued_on).counts_for_franchise
        sold = None if line.is_disbursement else Sold(line.activity, counts)
        nets[sold] = nets.get(sold, 0) + total.net
    discounts = shared_out(group.discount, {sold: cents for sold, cents in nets.items() if sold is not None}, unit)
    return {sold: cents - discounts.get(sold, 0) if sold else cents for sold, cents in nets.items()}


def _taxes(tax: int, nets: Mapping[Sold | None, int]) -> Mapping[Sold | None, int]:
    """The tax of each net; both may be negative."""
    sign = -1 if sum(nets.values()) < 0 else 1
    shares = in_proportion(sign * tax, {sold: sign * cents for sold, cents in nets.items()})
    return {sold: sign * cents for sold, cents in shares.items()}


def _add(own: _Weights, key: _Key, cents: int) -> None:
    own[key] = own.get(key, 0) + cents
