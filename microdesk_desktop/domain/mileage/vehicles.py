"""Vehicles, by the kinds that the yearly scale knows."""

from dataclasses import dataclass
from enum import StrEnum


class VehicleKind(StrEnum):
    """The kinds that have a scale of their own (CGI, annexe IV, art. 6 B)."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"

    @property
    def has_power(self) -> bool:
        """Whether the scale depends on the fiscal power; it is one for all mopeds, those below 50 cm³."""
        return self is not VehicleKind.MOPED


MOST_POWER = 99
"""Fiscal horsepower beyond that of any vehicle; from 7 on the scale is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle of the user; `power` is the fiscal one (« CV », field P.6 of the registration), 0 for a moped."""

    name: str
    kind: VehicleKind = VehicleKind.CAR
    power: int = 0
    is_electric: bool = False
    registration: str = ""
