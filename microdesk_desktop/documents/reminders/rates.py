"""The yearly rate of late interest on a day, from `resources/tables/legal_interest.toml` and what the user entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from microdesk_desktop.base.dated_tables import DatedValue, value

FLOOR_MULTIPLE = 3
"""Between professionals no rate may be lower than three times the legal one (Code de commerce art. L. 441-10 II)."""
_JULY = 7


class RateBasis(StrEnum):
    """What the rate of late interest follows from."""

    THREE_TIMES_LEGAL = "three_times_legal"
    """What our own invoices to companies state."""
    CONTRACT = "contract"
    """A rate that the parties agreed on; the floor raises it where it is lower."""
    CENTRAL_BANK = "central_bank"
    """The European Central Bank's rate plus 10 points (art. L. 441-10 II, without an agreement), or plus 8 points for a
    public body (Code de la commande publique art. R. 2192-31). No table has that rate."""
    LEGAL = "legal"
    """Against a consumer, from the day of notice on (Code civil art. 1231-6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTerms:
    """The basis of the rate; `percent` is the agreed rate of a contract.

    `entered` are legal rates that the user found for semesters that the table does not know, by the first day of each.
    """

    basis: RateBasis
    percent: Fraction | None = None
    entered: Mapping[date, Fraction] | None = None

    def on(self, day: date) -> Fraction | None:
        """The percent a year on this day; None where it is not known."""
        legal = self._legal(day)
        if self.basis is RateBasis.LEGAL:
            return legal
        if self.basis is RateBasis.CENTRAL_BANK:
            return None
        floor = legal * FLOOR_MULTIPLE if legal is not None else None
        if self.basis is RateBasis.THREE_TIMES_LEGAL or self.percent is None:
            return floor
        return self.percent if floor is None else max(self.percent, floor)

    def _legal(self, day: date) -> Fraction | None:
        known = legal_rate(day)
        return known if known is not None else (self.entered or {}).get(semester_of(day))


def legal_rate(day: date) -> Fraction | None:
    """The legal rate that a business claims, percent a year; None for a semester that the table does not know."""
    found = _professional(day)
    return Fraction(found.number) if found else None


def legal_source(day: date) -> str:
    """Where the legal rate of this day was read; empty for one that the table does not know."""
    found = _professional(day)
    return found.source if found else ""


def _professional(day: date) -> DatedValue | None:
    return value("legal_interest", on=day, column="professional")


def semester_of(day: date) -> date:
    """The first day of the day's semester."""
    return date(day.year, _JULY if day.month >= _JULY else 1, 1)


def semester_end(day: date) -> date:
    """The last day of the day's semester."""
    first = semester_of(day)
    following = date(first.year, _JULY, 1) if first.month == 1 else date(first.year + 1, 1, 1)
    return following - timedelta(days=1)
