"""The line of a document that invoices trips again: kilometres at a price that the user sets.

It is turnover like any other line. A cost of one's own is never a disbursement (CGI art. 267 II 2°), which has a line
of its own.
"""

from collections.abc import Sequence

from microdesk_desktop.documents.render.formats import Formats
from microdesk_desktop.documents.render.words import set_language, words_of
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.money import EUR

KILOMETRE = "KMT"
_TENTH = 10 ** (Decimals.QUANTITY - 1)
_MILLIONTHS_OF_CENT = 10_000
LONGEST_LIST = 5_000
"""Characters of the list of trips on a document: two pages, half of the longest text that a line may have."""


def mileage_line(trips: Sequence[Trip], price: int, language: str) -> DraftLine:
    """One line for these trips, the earliest first, at a price of one kilometre in millionths.

    Its text lists the trips, unless they are too many for a document.
    """
    words = words_of(language)
    formats = Formats(language=set_language(language), currency=EUR, words=words)
    listed = "\n".join(_trip_text(trip, formats) for trip in trips)
    return DraftLine(
        label=words["mileage_line"],
        text=listed if len(listed) <= LONGEST_LIST else "",
        quantity=sum(trip.driven for trip in trips) * _TENTH,
        unit=KILOMETRE,
        unit_price=price,
        first_day=min(trip.on for trip in trips),
        last_day=max(trip.on for trip in trips),
    )


def disbursement_line(cents: int, language: str) -> DraftLine:
    """What was paid for the client, on their order and in their name: at its exact amount, outside of the turnover."""
    return DraftLine(
        label=words_of(language)["disbursement_line"], unit_price=cents * _MILLIONTHS_OF_CENT, is_disbursement=True
    )


def _trip_text(trip: Trip, formats: Formats) -> str:
    form = formats.words["mileage_return" if trip.is_return else "mileage_trip"]
    return form.format(
        day=formats.short_day(trip.on),
        origin=trip.origin,
        destination=trip.destination,
        distance=formats.number(trip.driven * _TENTH, Decimals.QUANTITY),
    )
