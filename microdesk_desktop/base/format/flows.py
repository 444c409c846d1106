"""Totals of money in and out, per currency."""

from collections.abc import Iterable, Mapping

from microdesk_desktop.base.format import money

Flows = Mapping[str, tuple[int, int]]
"""Cents in (≥ 0) and cents out (≤ 0), by currency."""


def flows_of(amounts: Iterable[tuple[int, str]]) -> Flows:
    """The totals of these signed cents with their currencies."""
    found: dict[str, tuple[int, int]] = {}
    for cents, currency in amounts:
        came, went = found.get(currency, (0, 0))
        found[currency] = (came + cents, went) if cents > 0 else (came, went + cents)
    return found


def flows_text(flows: Flows) -> str:
    """« +3 099,00 € · −1 912,20 € », without a side that is nil; each currency after the other."""
    parts = [
        money.amount(cents, currency, signed=True)
        for currency, sides in sorted(flows.items(), key=lambda item: (item[0] != "EUR", item[0]))
        for cents in sides
        if cents
    ]
    return " · ".join(parts)
