"""Accounts and transactions of the simulator, with every field that the documentation lists."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from microdesk_desktop.domain.money import format_decimal

Raw = dict[str, Any]


@dataclass(kw_only=True)
class QontoAccount:
    """One account; `rows` is what the API lists, and may be changed while the server runs.

    `private` stands in every field that a reader must not keep.
    """

    iban: str
    name: str = "Compte principal"
    currency: str = "EUR"
    status: str = "active"
    is_external: bool = False
    opening_cents: int = 0
    private: str = "privé"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    rows: list[Raw] = field(default_factory=list)

    @property
    def balance_cents(self) -> int:
        """What is booked; pending transactions lower only what may be spent."""
        return self.opening_cents + sum(signed(raw) for raw in self.rows if raw["status"] == "completed")

    @property
    def authorized_cents(self) -> int:
        pending = [signed(raw) for raw in self.rows if raw["status"] == "pending"]
        return self.balance_cents + sum(cents for cents in pending if cents < 0)

    def as_json(self, *, is_main: bool) -> Mapping[str, object]:
        """The account as the API lists it; its IBAN has spaces."""
        return {
            "id": self.id,
            "slug": f"{self.private}-bank-account-1",
            "iban": " ".join(self.iban[at : at + 4] for at in range(0, len(self.iban), 4)),
            "bic": "QNTOFRP1XXX",
            "currency": self.currency,
            "balance": _number(self.balance_cents),
            "balance_cents": self.balance_cents,
            "authorized_balance": _number(self.authorized_cents),
            "authorized_balance_cents": self.authorized_cents,
            "name": self.name,
            "updated_at": "2026-01-01T08:00:00.000Z",
            "status": self.status,
            "main": is_main,
            "organization_id": str(uuid.uuid4()),
            "is_external_account": self.is_external,
        }


def transaction(
    on: date,
    cents: int,
    label: str,
    *,
    status: str = "completed",
    reference: str | None = None,
    identifier: str | None = "",
    hour: int = 10,
    private: str = "privé",
    **fields: object,
) -> Raw:
    """A transaction as Qonto writes it: `identifier` is made up unless given, None leaves both identifiers out.

    `on` is the day in UTC, `hour` its hour. The payment was made in another currency.
    """
    moment = f"{on}T{hour:02}:00:00.000Z"
    raw: Raw = {
        **_without_meaning(abs(cents), private),
        "transaction_id": f"atelier-1-transaction-{uuid.uuid4().hex[:12]}" if identifier == "" else identifier,
        "id": str(uuid.uuid4()) if identifier == "" else identifier,
        "amount": _number(abs(cents)),
        "amount_cents": abs(cents),
        "side": "debit" if cents < 0 else "credit",
        "currency": "EUR",
        "label": label,
        "settled_at": moment if status == "completed" else None,
        "emitted_at": moment,
        "updated_at": moment,
        "status": status,
        "reference": reference,
        **fields,
    }
    return {name: value for name, value in raw.items() if not (identifier is None and name in ("transaction_id", "id"))}


def _without_meaning(cents: int, private: str) -> Raw:
    """The fields that a reader has no use for, and must not keep."""
    return {
        "settled_balance": None,
        "settled_balance_cents": None,
        "attachment_ids": [str(uuid.uuid4())],
        "local_amount": _number(cents + 7),
        "local_amount_cents": cents + 7,
        "local_currency": "USD",
        "operation_type": "card",
        "note": private,
        "vat_amount": None,
        "vat_amount_cents": None,
        "vat_rate": None,
        "initiator_id": private,
        "label_ids": [private],
        "attachment_lost": False,
        "attachment_required": True,
        "card_last_digits": private,
        "category": private,
        "subject_type": "Card",
        "transfer": {"counterparty_account_number": private},
    }


def signed(raw: Mapping[str, Any]) -> int:
    """The amount in cents, negative for a debit."""
    return int(raw["amount_cents"]) * (-1 if raw["side"] == "debit" else 1)


def _number(cents: int) -> float:
    return float(format_decimal(cents))
