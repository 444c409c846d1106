"""Clients and suppliers."""

from dataclasses import dataclass
from enum import StrEnum


class ClientKind(StrEnum):
    """What a client is; decides mentions and payment delays on documents, and how names are compared."""

    COMPANY = "company"
    INDIVIDUAL = "individual"
    """A consumer (Code de la consommation, preliminary article)."""
    PUBLIC = "public"
    """The State, a town, a public hospital or school (Code de la commande publique art. L. 1211-1)."""


class MailPreference(StrEnum):
    """What a client wants to receive by mail."""

    UNSAID = ""
    EVERYTHING = "everything"
    """Commercial messages too."""
    BUSINESS = "business"
    """Documents, reminders and exchanges, no thanks, greetings or offers."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or a service at a client; `role` is what they do there, as « Comptabilité »."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAddress:
    """An address of a client beside the main one; `country` is ISO 3166-1 alpha-2, empty where it is the client's.

    `name` is what the user calls it, as « Entrepôt ». One address at most is where deliveries go.
    """

    name: str = ""
    lines: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    country: str = ""
    is_delivery: bool = False

    @property
    def in_one_line(self) -> str:
        """« Entrepôt, 8 quai des Chartrons, 33300 Bordeaux »."""
        town = " ".join(filter(None, (self.postal_code, self.city)))
        return ", ".join(filter(None, (self.name, *self.lines, town, self.country)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client's identity as printed on documents; empty text where unknown, `country` ISO 3166-1 alpha-2.

    `email` and `phone` are the client's own; the first of `contacts` is the person whom documents name. The electronic
    address is where e-invoices are delivered: a scheme of the EAS code list and its value, both empty where they follow
    from the SIREN or the e-mail address. `payment_terms` are as `PaymentTerms.text` writes them, empty for the
    company's usual ones. `language` is that of the documents, ISO 639-1. `mail_preference` is the client's own
    latest choice; `store/privacy/communications.py` alone writes it, with its proof.
    """

    name: str
    kind: ClientKind = ClientKind.COMPANY
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[ClientAddress, ...] = ()
    electronic_scheme: str = ""
    electronic_address: str = ""
    payment_terms: str = ""
    language: str = "fr"
    mail_preference: MailPreference = MailPreference.UNSAID

    @property
    def contact(self) -> str:
        """The name of the person whom documents name."""
        return self.contacts[0].name if self.contacts else ""

    @property
    def emails(self) -> tuple[str, ...]:
        """Every e-mail address that is known, each once, the client's own first."""
        return tuple(dict.fromkeys(filter(None, (self.email, *(each.email for each in self.contacts)))))

    @property
    def delivery(self) -> ClientAddress | None:
        """Where deliveries go, None where they go to the main address."""
        return next((each for each in self.addresses if each.is_delivery), None)
