"""Banks, accounts and transactions of the simulated Tink, in the shape of Data v2."""

import contextlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Raw = dict[str, Any]


def money(cents: int, currency: str = "EUR", *, scale: int = 2, as_text: bool = True) -> Raw:
    """An amount as unscaledValue × 10^-scale; it must be a whole number at this scale."""
    unscaled = cents * 10 ** (scale - 2) if scale >= 2 else cents // 10 ** (2 - scale)
    value: Mapping[str, object] = {"unscaledValue": unscaled, "scale": scale}
    return {"currencyCode": currency, "value": {name: str(each) if as_text else each for name, each in value.items()}}


def cents_of(found: Any) -> int:
    """The cents of an amount, rounded down; 0 for an odd one."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        value = found["value"]
        power = 2 - int(value["scale"])
        unscaled = int(value["unscaledValue"])
        return int(unscaled * 10**power if power >= 0 else unscaled // 10**-power)
    return 0


def transaction(
    on: date | None, cents: int, label: str, *, is_pending: bool = False, identifier: str | None = "", **fields: object
) -> Raw:
    """A transaction of Data v2 without its account; `identifier` is made up unless given, None leaves it out.

    Further fields replace those of the same name; one that is None is left out.
    """
    day = on.isoformat() if on else None
    raw: Raw = {
        "id": secrets.token_hex(16) if identifier == "" else identifier,
        "amount": money(cents),
        "status": "PENDING" if is_pending else "BOOKED",
        "types": {"type": "DEFAULT"},
        "dates": {"booked": day, "value": day},
        # Tink's cleaned text, which is not the bank's.
        "descriptions": {"original": label, "display": label.title()},
        "providerMutability": "MUTABLE" if is_pending else "IMMUTABLE",
        **fields,
    }
    return {name: value for name, value in raw.items() if value is not None}


@dataclass(kw_only=True)
class TinkAccount:
    """One account of a bank's customer; `rows` are its transactions, which may be changed while the server runs."""

    iban: str
    name: str = "Compte courant"
    type: str = "CHECKING"
    opening_cents: int = 0
    rows: list[Raw] = field(default_factory=list)
    # merged into what the API returns of the account
    extra: Raw = field(default_factory=dict)

    def as_json(self, account_id: str, today: date, money_of: Callable[[int], Raw]) -> Raw:
        """The account as the API lists it."""
        booked = self.opening_cents + sum(cents_of(raw.get("amount")) for raw in self.rows if is_booked(raw))
        return {
            "id": account_id,
            "name": self.name,
            "type": self.type,
            "dates": {"lastRefreshed": f"{today.isoformat()}T06:00:00Z"},
            "balances": {
                "booked": {"amount": money_of(booked)},
                # With an overdraft that nobody should take for money.
                "available": {"amount": money_of(booked + 50_000)},
            },
            "identifiers": {"iban": {"iban": self.iban, "bban": self.iban[4:]}},
            "customerSegment": "PERSONAL",
            "financialInstitutionId": "fi",
            **self.extra,
        }


def is_booked(raw: Raw) -> bool:
    """Whether a transaction counts for the booked balance."""
    return raw.get("status") == "BOOKED"


@dataclass(kw_only=True)
class TinkBank:
    """One way to reach a bank."""

    name: str
    display_name: str
    market: str = "FR"
    segment: str = "PERSONAL"
    access_type: str = "OPEN_BANKING"
    status: str = "ENABLED"
    accounts: list[TinkAccount] = field(default_factory=list)

    def as_json(self) -> Raw:
        """The bank as the API lists it."""
        return {
            "name": self.name,
            "displayName": self.display_name,
            "market": self.market,
            "accessType": self.access_type,
            "status": self.status,
            "releaseStatus": "GENERAL_AVAILABILITY",
            "type": "BANK",
            "authenticationFlow": "REDIRECT",
            "capabilities": ["CHECKING_ACCOUNTS", "SAVINGS_ACCOUNTS"],
            "financialInstitutionId": secrets.token_hex(16),
            "financialServices": [{"segment": self.segment, "shortName": self.segment.title()}],
            "keywords": [],
        }


def sample_banks() -> list[TinkBank]:
    """Some banks of France, one way that scrapes, one that is closed, and one of Sweden, where Tink is at home."""
    return [
        TinkBank(name="fr-boursobank-ob", display_name="BoursoBank"),
        TinkBank(name="fr-bnpparibas-ob", display_name="BNP Paribas"),
        TinkBank(name="fr-bnpparibas-business-ob", display_name="BNP Paribas", segment="BUSINESS"),
        TinkBank(name="fr-bnpparibas-password", display_name="BNP Paribas (ancien)", access_type="OTHER"),
        TinkBank(name="fr-closed-ob", display_name="Banque fermée", status="DISABLED"),
        TinkBank(name="se-swedbank-ob", display_name="Swedbank", market="SE"),
    ]
