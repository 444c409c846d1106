"""Postal addresses of France: the geocoder of the Géoplateforme, which answers in GeoJSON."""

from collections.abc import Sequence

import msgspec

from microdesk_desktop.domain.lookups import AddressFound, LookupService
from microdesk_desktop.lookups.ask import Asking, clean

_MOST = 6


class _Properties(msgspec.Struct):
    score: float | None = None
    name: str | None = None
    postcode: str | None = None
    city: str | None = None


class _Feature(msgspec.Struct):
    properties: _Properties


class _Answer(msgspec.Struct):
    features: list[_Feature]


def find_addresses(asking: Asking, base_url: str, text: str) -> Sequence[AddressFound]:
    """The addresses that a text may be, the likeliest first. Raises as `Asking.ask` does."""
    params = {"q": text, "limit": str(_MOST), "autocomplete": "0"}
    response = asking.ask(LookupService.ADDRESSES, f"{base_url}/geocodage/search", params=params)
    answer = asking.decoded(LookupService.ADDRESSES, response, _Answer)
    found = (_address(feature.properties) for feature in answer.features[:_MOST])
    return [address for address in found if address.city]


def _address(properties: _Properties) -> AddressFound:
    """`name` is the number and the street, or the name of the town where the text had no more."""
    name, city, score = clean(properties.name), clean(properties.city), properties.score or 0.0
    return AddressFound(
        address="" if name == city else name,
        postal_code=clean(properties.postcode),
        city=city,
        percent=round(100 * min(max(score, 0.0), 1.0)) if score == score else 0,
    )
