"""The yearly scale of kilometres (« barème kilométrique », CGI art. 83 3°, annexe IV art. 6 B).

    distance of the year   up to `first_km`   up to `second_km`       beyond
    amount                 d × low            d × mid + mid_plus      d × high      × electric_factor where it applies

The bracket is that of the whole year of one vehicle: what a trip adds depends on the others, so amounts of trips are
never added up. The result is exact to the cent, and rounded to the euro as an income return has it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from microdesk_desktop.base.dated_tables import DatedRow, DatedTable, dated_table
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind

_CENT, _EURO = Decimal("0.01"), Decimal(1)
_TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The line of the scale that a distance falls into: its kilometres from and to, and euros = d × rate + plus."""

    after_km: int
    until_km: int | None
    rate: Decimal
    plus: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleAmount:
    """What the scale gives for one vehicle in one year: cents, and cents rounded to the euro.

    `factor` is 1 but for an electric vehicle; `source` and `confidence` are those of the table.
    """

    year: int
    tenths: int
    band: Band
    factor: Decimal
    exact_cents: int
    rounded_cents: int
    source: str
    confidence: str


def table_of(kind: VehicleKind) -> DatedTable:
    """The scales of one kind of vehicle, by the year of the income."""
    return dated_table(f"mileage_{kind}")


def amount_for(vehicle: Vehicle, tenths: int, year: int) -> ScaleAmount | None:
    """What a year's distance, in tenths of a kilometre, is worth; None for a year of which no scale is known."""
    row = row_of(vehicle, year)
    if row is None:
        return None
    band = _band(row, tenths)
    factor = row.decimal("electric_factor") if vehicle.is_electric else Decimal(1)
    exact = (Decimal(tenths) / _TENTHS * band.rate + band.plus) * factor
    return ScaleAmount(
        year=year,
        tenths=tenths,
        band=band,
        factor=factor,
        exact_cents=_cents(exact, _CENT),
        rounded_cents=_cents(exact, _EURO),
        source=row.source,
        confidence=row.confidence,
    )


def row_of(vehicle: Vehicle, year: int) -> DatedRow | None:
    """The line of a vehicle in the scale of a year: that of the lowest power that is not below its own."""
    rows = [row for row in table_of(vehicle.kind).on(date(year, 12, 31)) if int(row.keys[0]) >= vehicle.power]
    return min(rows, key=lambda row: int(row.keys[0]), default=None)


def last_known_year() -> int:
    """The last year of which the scale of cars is known."""
    ends = [row.last for row in table_of(VehicleKind.CAR).rows if row.last is not None]
    return max(end.year for end in ends)


def bands_of(row: DatedRow) -> tuple[Band, Band, Band]:
    """The three lines of a row, by distance."""
    first, second = int(row.decimal("first_km")), int(row.decimal("second_km"))
    return (
        Band(after_km=0, until_km=first, rate=row.decimal("low"), plus=Decimal(0)),
        Band(after_km=first, until_km=second, rate=row.decimal("mid"), plus=row.decimal("mid_plus")),
        Band(after_km=second, until_km=None, rate=row.decimal("high"), plus=Decimal(0)),
    )


def _band(row: DatedRow, tenths: int) -> Band:
    low, mid, high = bands_of(row)
    if tenths <= mid.after_km * _TENTHS:
        return low
    return mid if tenths <= high.after_km * _TENTHS else high


def _cents(euros: Decimal, step: Decimal) -> int:
    """Half away from zero, as an income return is rounded (CGI art. 1649 undecies: from 0.50 on, one more)."""
    return int(euros.quantize(step, ROUND_HALF_UP) * 100)
