"""Clients and suppliers."""

from dataclasses import dataclass
from enum import StrEnum


class ClientKind(StrEnum):
    """Whether a client is a business; decides mentions and payment delays on documents, and how names are compared."""

    COMPANY = "company"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client's identity as printed on documents; empty text where unknown, `country` ISO 3166-1 alpha-2.

    `contact` is the person at a company. The `other_…` fields hold what another tool knew beside the main ones: each
    further e-mail address, and each further postal address on one line.
    """

    name: str
    kind: ClientKind = ClientKind.COMPANY
    siren: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    contact: str = ""
    other_emails: tuple[str, ...] = ()
    other_addresses: tuple[str, ...] = ()
