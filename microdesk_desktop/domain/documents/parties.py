"""The two parties of a document, as they are printed on it: a copy, so that an issued document never changes."""

from dataclasses import dataclass, field

from microdesk_desktop.domain.parties import ClientKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; at most three lines above the postal code, country ISO 3166-1 alpha-2."""

    lines: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    country: str = "FR"

    @property
    def is_known(self) -> bool:
        """Whether there is more than a country."""
        return bool(self.lines or self.postal_code or self.city)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicAddress:
    """Where an e-invoice is delivered: the scheme of the address (EAS code list) and its value; empty where unknown."""

    scheme: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """The client of a document. `name` is a person's or a body's full name, identifiers have no spaces."""

    name: str
    kind: ClientKind = ClientKind.COMPANY
    address: Address = field(default_factory=Address)
    delivery: Address | None = None
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    electronic: ElectronicAddress = field(default_factory=ElectronicAddress)
    contact: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The company that issues a document.

    `name` already has the mention « EI » (Code de commerce art. R. 526-27). `taxes_by_debits` is the option of CGI
    art. 269-2 c; `register` the text of the RCS or RNE.
    """

    name: str
    trade_name: str = ""
    address: Address = field(default_factory=Address)
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    electronic: ElectronicAddress = field(default_factory=ElectronicAddress)
    email: str = ""
    phone: str = ""
    register: str = ""
    insurance: str = ""
    mediator: str = ""
    iban: str = ""
    bic: str = ""
    taxes_by_debits: bool = False
    is_craft: bool = False
