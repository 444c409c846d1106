"""What the provider keeps: banks with their accounts, authorisations, sessions, and what each account has spent."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from microdesk_desktop.sandbox.enable_banking.rows import Raw, signed_cents

DAY = timedelta(days=1)


@dataclass(kw_only=True)
class Account:
    """One account at a bank; `rows` is what the API gives, and may be changed while the server runs.

    One that is not `is_linked` at the provider is left out without a word; a blocked one has no uid. `fields` are
    added to its description.
    """

    iban: str
    owner: str
    name: str = "Compte courant"
    currency: str = "EUR"
    opening_cents: int = 0
    rows: list[Raw] = field(default_factory=list)
    is_linked: bool = True
    is_blocked: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)
    hash: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def balance_cents(self) -> int:
        return self.opening_cents + sum(signed_cents(each) for each in self.rows if each.get("status") == "BOOK")

    def as_json(self, uid: str) -> dict[str, object]:
        return {
            **({} if self.is_blocked else {"uid": uid}),
            "account_id": {"iban": self.iban},
            "all_account_ids": [{"identification": self.iban, "scheme_name": "IBAN"}],
            "account_servicer": {"bic_fi": "TESTFRPP", "name": "Banque"},
            "name": self.owner,
            "details": self.name,
            "usage": "ORGA",
            "cash_account_type": "CACC",
            "product": None,
            "currency": self.currency,
            "psu_status": "Account Holder",
            "identification_hash": self.hash,
            "identification_hashes": [self.hash],
            **self.fields,
        }


@dataclass(kw_only=True)
class Bank:
    """One bank; `history_days` counts the first and the last day, `methods` are how its users may log in."""

    name: str
    country: str = "FR"
    bic: str = "TESTFRPP"
    psu_types: Sequence[str] = ("business", "personal")
    consent_s: int = 180 * 86_400
    history_days: int = 90
    is_beta: bool = False
    group: str = ""
    methods: Sequence[Mapping[str, object]] = ()
    psu_headers: Sequence[str] = ("Psu-Ip-Address", "Psu-User-Agent")
    accounts: list[Account] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        single = {"name": None, "psu_type": None, "approach": "REDIRECT", "hidden_method": False}
        return {
            "name": self.name,
            "country": self.country,
            "logo": f"https://enablebanking.com/brands/{self.country}/{self.bic}/",
            "psu_types": list(self.psu_types),
            "auth_methods": [dict(each) for each in self.methods] or [single],
            "maximum_consent_validity": self.consent_s,
            "beta": self.is_beta,
            "bic": self.bic,
            "required_psu_headers": list(self.psu_headers),
            "group": {"name": self.group, "logo": ""} if self.group else None,
        }


@dataclass(kw_only=True)
class Authorization:
    """A consent being asked for; its id is not that of the session, and cannot be revoked."""

    bank: Bank
    psu_type: str
    redirect: str
    state: str
    ends_at: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    code: str = ""
    code_made_at: datetime | None = None
    is_used: bool = False


@dataclass(kw_only=True)
class ConsentSession:
    """A consent that was given; its accounts by ids that are new in each session. `end` is why it is over."""

    authorization: Authorization
    accounts: dict[str, Account]
    end: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def as_json(self) -> dict[str, Any]:
        asked = self.authorization
        return {
            "session_id": self.id,
            "accounts": [account.as_json(uid) for uid, account in self.accounts.items()],
            "aspsp": {"name": asked.bank.name, "country": asked.bank.country},
            "psu_type": asked.psu_type,
            "access": {"valid_until": asked.ends_at.isoformat(), "balances": True, "transactions": True},
        }


def french_banks() -> list[Bank]:
    """Some banks of the French list, with what is known of them."""
    by_app = {"name": "app", "psu_type": "business", "approach": "DECOUPLED", "hidden_method": False}
    by_page = {"name": "page", "psu_type": "business", "approach": "REDIRECT", "hidden_method": False}
    return [
        Bank(name="CIC", bic="CMCIFRPP"),
        Bank(name="Boursorama", bic="BOUSFRPP", psu_types=("personal",), consent_s=90 * 86_400),
        Bank(name="Crédit Mutuel", bic="CMCIFR2A", methods=(by_app, by_page)),
        Bank(name="CA Aquitaine", bic="AGRIFRPP", group="Crédit Agricole"),
        Bank(name="Fortuneo", bic="FTNOFRP1", psu_types=("personal",)),
        Bank(name="Wise", bic="TRWIBEB1", psu_types=("business",), is_beta=True),
    ]


class Spending:
    """How often each account was read of each endpoint in the last 24 hours."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[datetime]] = {}

    def is_spent(self, account: Account, endpoint: str, limit: int, now: datetime) -> bool:
        recent = [at for at in self._at.get((account.hash, endpoint), ()) if at > now - DAY]
        self._at[account.hash, endpoint] = recent
        return len(recent) >= limit

    def count(self, account: Account, endpoint: str, now: datetime) -> None:
        self._at.setdefault((account.hash, endpoint), []).append(now)

    def renew(self) -> None:
        self._at.clear()
