"""Trips: where from, where to, what for, how far. Places are words that the user types; nothing locates them."""

from dataclasses import dataclass
from datetime import date

MOST_TENTHS = 50_000
"""Tenths of a kilometre of one way: 5,000 km, beyond any trip by road from one end of Europe to the other."""
EARLIEST = date(2000, 1, 1)
"""No trip is entered for a day before this one: it would be a slip of the pen."""
LONGEST_PLACE, LONGEST_PURPOSE = 200, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What a trip and a template of trips have in common; `tenths` of a kilometre are those of one way."""

    origin: str
    destination: str
    tenths: int
    purpose: str = ""
    client_id: int | None = None
    vehicle_id: int | None = None
    is_return: bool = False

    @property
    def driven(self) -> int:
        """The tenths of a kilometre that were driven, there and back."""
        return self.tenths * (2 if self.is_return else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip(Journey):
    """A trip. `draft_id` is the draft that invoices it again, which may be removed since; `document_id` what it became.

    A trip that names neither, or a draft that is gone, can be invoiced again.
    """

    on: date
    draft_id: int | None = None
    document_id: int | None = None
