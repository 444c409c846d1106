"""Banks, accounts and transactions of the simulator."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from microdesk_desktop.domain.money import format_decimal, parse_cents

Raw = dict[str, Any]

ALL_FEATURES = ("access_scopes", "account_selection", "business_accounts", "pending_transactions", "private_accounts")
ALL_SCOPES = ("balances", "details", "transactions")


def transaction(
    on: date | None,
    cents: int,
    label: str,
    *,
    party: str = "",
    currency: str = "EUR",
    identifier: str | None = "",
    **fields: object,
) -> Raw:
    """A transaction as GoCardless writes it: `identifier` is made up unless given, None leaves it out.

    Further fields are added as they are; one that is None is left out.
    """
    raw: Raw = {
        "transactionId": secrets.token_hex(8) if identifier == "" else identifier,
        "internalTransactionId": None if identifier is None else secrets.token_hex(16),
        "bookingDate": on.isoformat() if on else None,
        "valueDate": on.isoformat() if on else None,
        "transactionAmount": {"amount": format_decimal(cents), "currency": currency},
        "creditorName" if cents < 0 else "debtorName": party or None,
        "remittanceInformationUnstructured": label,
        "endToEndId": "NOTPROVIDED",
        **fields,
    }
    return {name: value for name, value in raw.items() if value is not None}


def announced(on: date, cents: int, label: str, currency: str = "EUR") -> Raw:
    """A pending transaction with the few fields that banks give: amount, value date and one text."""
    return transaction(on, cents, label, currency=currency, identifier=None, bookingDate=None, endToEndId=None)


@dataclass(kw_only=True)
class SandboxAccount:
    """One account; `booked` and `pending` hold what the API gives, and may be changed while the server runs."""

    iban: str
    owner: str
    name: str = "Compte courant"
    currency: str = "EUR"
    status: str = "READY"
    opening_cents: int = 0
    booked: list[Raw] = field(default_factory=list)
    pending: list[Raw] = field(default_factory=list)

    @property
    def balance_cents(self) -> int:
        """The sum of the booked transactions and the opening balance."""
        return self.opening_cents + sum(parse_cents(raw["transactionAmount"]["amount"], ".") for raw in self.booked)

    def book(self, raw: Raw, on: date) -> Raw:
        """Book a pending transaction: move it to `booked` with a new identifier and this day."""
        self.pending.remove(raw)
        booked = {**raw, "transactionId": secrets.token_hex(8), "bookingDate": on.isoformat()}
        self.booked.append(booked)
        return booked

    def reissue_identifiers(self) -> None:
        """Give every booked transaction new identifiers, as some banks do."""
        self.booked = [
            {**raw, "transactionId": secrets.token_hex(8), "internalTransactionId": secrets.token_hex(16)}
            for raw in self.booked
        ]


@dataclass(kw_only=True)
class SandboxInstitution:
    """One bank; `history_cap` is the longest history that it grants, which may be less than it lists."""

    id: str
    name: str
    bic: str
    countries: Sequence[str] = ("FR",)
    total_days: int = 730
    consent_days: int = 180
    history_cap: int = 730
    features: Sequence[str] = ALL_FEATURES
    scopes: Sequence[str] = ALL_SCOPES
    accounts: list[SandboxAccount] = field(default_factory=list)

    def as_json(self) -> Mapping[str, object]:
        """The bank as the API lists it; its numbers are texts."""
        return {
            "id": self.id,
            "name": self.name,
            "bic": self.bic,
            "transaction_total_days": str(self.total_days),
            "countries": list(self.countries),
            "logo": "",
            "max_access_valid_for_days": str(self.consent_days),
            "supported_features": list(self.features),
        }


def french_banks() -> list[SandboxInstitution]:
    """Some banks of the French list, with the limits that they are known for, and the provider's own test bank."""
    return [
        SandboxInstitution(id="BOURSORAMA_BOUSFRPP", name="BoursoBank", bic="BOUSFRPP"),
        SandboxInstitution(
            id="FORTUNEO_FTNOFRP1XXX",
            name="Fortuneo",
            bic="FTNOFRP1XXX",
            total_days=90,
            history_cap=89,
            consent_days=90,
        ),
        SandboxInstitution(id="BNP_PARIBAS_BNPAFRPP", name="BNP Paribas", bic="BNPAFRPP"),
        SandboxInstitution(id="CREDIT_AGRICOLE_AQUITAINE_AGRIFRPP", name="Crédit Agricole d'Aquitaine", bic="AGRIFRPP"),
        SandboxInstitution(
            id="BRED_BREDFRPPXXX", name="BRED", bic="BREDFRPPXXX", consent_days=90, scopes=("balances", "transactions")
        ),
        SandboxInstitution(id="QONTO_QNTOFRP1XXX", name="Qonto", bic="QNTOFRP1XXX"),
        SandboxInstitution(
            id="SANDBOXFINANCE_SFIN0000", name="Sandbox Finance", bic="SFIN0000", countries=("XX",), total_days=90
        ),
    ]
