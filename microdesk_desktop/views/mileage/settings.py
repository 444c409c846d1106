"""Vehicles, and how long trips are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.erase import count_trips_before
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.store.mileage.vehicles import load_vehicles


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long trips are kept, how many there are, and how many the next opening erases."""

    keeping: Keeping
    trips: int
    due: int

    @property
    def due_lines(self) -> Sequence[str]:
        """What the next opening erases, in words; empty where that is nothing."""
        if not self.due:
            return ()
        text = ntr(
            "{count} trajet sera effacé à la prochaine ouverture.",
            "{count} trajets seront effacés à la prochaine ouverture.",
            self.due,
        )
        return (text.format(count=counts.count(self.due)),)


def load_kept(reader: Reader, today: date) -> Kept:
    """How long trips are kept, and what that comes to today."""
    keeping = load_keeping(reader)
    return Kept(
        keeping=keeping,
        trips=len(load_trips(reader)),
        due=count_trips_before(reader, keeping.first_kept(today)),
    )


def load_vehicle_list(reader: Reader) -> Sequence[tuple[int, Vehicle]]:
    """The vehicles with their ids, in the order in which they were added."""
    return list(load_vehicles(reader).items())
