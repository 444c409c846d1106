"""How payments of a document divide over its VAT rates, to the cent (status 212 of the e-invoice; receipts per rate).

    what is left of each rate ─▶ in proportion, by largest remainder ─▶ parts of the payment, whose sum it is

A part is never more than is left of its rate, and the last payment takes exactly what is left of each.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from microdesk_desktop.documents.totals import Totals, step_of
from microdesk_desktop.domain.documents.types import Document, VatCategory

K = TypeVar("K", bound=Hashable)
Rate = tuple[VatCategory, int]
"""A category and its rate in hundredths of a percent; two legal cases of one rate are one."""


def shares_of_document(document: Document, totals: Totals, payments: Sequence[int]) -> list[Mapping[Rate, int]]:
    """The part of each rate in each payment of a document, in cents, in the order of the payments.

    What deposits paid is no payment of it: they are taken off the rates that each was asked for, and off all in
    proportion where those are unknown. In a currency without decimals the parts of whole payments have none either.
    """
    unit = unit_of(document.currency, payments)
    gross, before = rates_of_document(document, totals, unit)
    shares = shares_of_payments(gross, [cents // unit for cents in payments], before)
    return [{rate: cents * unit for rate, cents in share.items()} for share in shares]


def unit_of(currency: str, payments: Sequence[int]) -> int:
    """The cents of the smallest amount into which payments in a currency are divided."""
    step = step_of(currency)
    return 1 if any(cents % step for cents in payments) else step


def rates_of_document(document: Document, totals: Totals, unit: int) -> tuple[Mapping[Rate, int], Mapping[Rate, int]]:
    """What a document comes to at each rate, with tax, in units, and what deposits settled of it."""
    gross: dict[Rate, int] = {}
    for group in totals.groups:
        _add(gross, (group.vat.category, group.vat.rate_bp), (group.base + group.tax) // unit)
    before = dict.fromkeys(gross, 0)
    for part in (part for deposit in document.deposits for part in deposit.parts):
        _add(before, (part.vat.category, part.vat.rate_bp), (part.base + part.tax) // unit)
    # A deposit may have been asked for at a rate that the document does not have in the end.
    gross = {rate: gross.get(rate, 0) for rate in before}
    unknown = totals.paid // unit - sum(before.values())
    left = {rate: cents - before[rate] for rate, cents in gross.items()}
    for rate, cents in in_proportion(unknown, left).items():
        before[rate] += cents
    return gross, before


def shares_of_payments(
    weights: Mapping[K, int], payments: Sequence[int], before: Mapping[K, int] | None = None
) -> list[Mapping[K, int]]:
    """The part of each rate in each payment, in cents, in the order of the payments.

    `weights` are what the document comes to at each rate, with tax, in cents: their sum is positive, though one of them
    may be negative. `before` is what of that was paid otherwise. A refund takes back in proportion to what was paid;
    what exceeds the document, or was given back without having been paid, goes in proportion to the whole.
    """
    start = {key: weight - (before or {}).get(key, 0) for key, weight in weights.items()}
    left = start
    shares: list[Mapping[K, int]] = []
    for cents in payments:
        paid = {key: start[key] - rest for key, rest in left.items()}
        if 0 <= cents <= sum(left.values()):
            part = in_proportion(cents, left)
        elif -sum(paid.values()) <= cents < 0:
            part = {key: -share for key, share in in_proportion(-cents, paid).items()}
        else:
            part = {key: (1 if cents > 0 else -1) * share for key, share in in_proportion(abs(cents), weights).items()}
        left = {key: rest - part.get(key, 0) for key, rest in left.items()}
        shares.append({key: share for key, share in part.items() if share})
    return shares


def in_proportion(cents: int, weights: Mapping[K, int]) -> Mapping[K, int]:
    """Divide cents in proportion to the weights; of equal remainders, the first weight's takes the cent.

    Nothing is divided over weights whose sum is not positive.
    """
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    parts = {key: cents * weight // whole for key, weight in weights.items()}
    remainders = {key: cents * weight % whole for key, weight in weights.items()}
    for key in sorted(weights, key=remainders.__getitem__, reverse=True)[: cents - sum(parts.values())]:
        parts[key] += 1
    return parts


def _add(sums: dict[Rate, int], rate: Rate, cents: int) -> None:
    sums[rate] = sums.get(rate, 0) + cents
