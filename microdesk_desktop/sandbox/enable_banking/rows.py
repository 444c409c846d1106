"""Transactions as the API gives them: everything but amount, direction and status may be missing."""

import secrets
from datetime import date
from typing import Any

from microdesk_desktop.domain.money import format_decimal

Raw = dict[str, Any]
Lines = list[str]


def row(
    on: date | None,
    cents: int,
    lines: str | Lines,
    *,
    status: str = "BOOK",
    party: str = "",
    reference: str | None = "",
    currency: str = "EUR",
    **fields: object,
) -> Raw:
    """One transaction; its amount is unsigned. `reference` is made up unless given, None leaves it out.

    Further fields are added as they are, also in place of others.
    """
    day = on.isoformat() if on else None
    is_debit = cents < 0
    return {
        "entry_reference": secrets.token_hex(8) if reference == "" else reference,
        "transaction_amount": {"currency": currency, "amount": format_decimal(abs(cents))},
        "credit_debit_indicator": "DBIT" if is_debit else "CRDT",
        "status": status,
        "booking_date": day if status == "BOOK" else None,
        "value_date": day,
        "transaction_date": day,
        "creditor": {"name": party} if is_debit and party else None,
        "debtor": {"name": party} if party and not is_debit else None,
        "remittance_information": [lines] if isinstance(lines, str) else lines,
        "bank_transaction_code": None,
        "note": None,
        "reference_number": None,
        "transaction_id": secrets.token_hex(16),
        **fields,
    }


def day_of(raw: Raw) -> str:
    """The day by which the API filters a transaction; empty where it has none."""
    return next((str(raw[name])[:10] for name in _DAYS if raw.get(name)), "")


_DAYS = ("booking_date", "value_date", "transaction_date")


def signed_cents(raw: Raw) -> int:
    """The amount in cents, negative for money out."""
    whole, _, part = str(raw["transaction_amount"]["amount"]).lstrip("-").partition(".")
    cents = int(whole) * 100 + int(f"{part}00"[:2])
    return -cents if raw["credit_debit_indicator"] == "DBIT" else cents
