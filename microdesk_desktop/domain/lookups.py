"""What public registers answer: the fields that are used, and no others."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
KEPT_FOR = timedelta(days=90)
"""Of an answer about a company or an address: long enough for a client to be entered on a train."""


class LookupService(StrEnum):
    """A public register that the user may ask."""

    COMPANIES = "companies"
    """recherche-entreprises.api.gouv.fr"""
    ADDRESSES = "addresses"
    """The geocoder of the Géoplateforme (data.geopf.fr)."""
    VAT = "vat"
    """VIES of the European Commission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupAddresses:
    """Where the three registers are asked; other addresses than these serve the demonstration and the tests."""

    companies: str = "https://recherche-entreprises.api.gouv.fr"
    addresses: str = "https://data.geopf.fr"
    vat: str = "https://ec.europa.eu"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFound:
    """A company of the register, with its head office; `siret` and the parts of the address may be empty."""

    name: str
    siren: str
    siret: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFound:
    """A postal address of France; `percent` is how sure the geocoder is."""

    address: str
    postal_code: str
    city: str
    percent: int


class VatState(StrEnum):
    """What VIES answers; whatever is neither valid nor invalid is unknown."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class VatCheck:
    """An answer of VIES; `identifier` proves the consultation, where the company gave its own number.

    `name` and `address` are empty where the country does not publish them.
    """

    number: str
    state: VatState
    identifier: str = ""
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """The answer to a question, and its day; `is_kept` where it was asked on that day and could not be asked again."""

    items: tuple[T, ...] = field(default=())
    on: date
    is_kept: bool = False
