"""The balance to show, of those that a bank gives. Pure."""

from datetime import date

import msgspec

from microdesk_desktop.banks.enable_banking.schemas import BalanceData, Balances
from microdesk_desktop.banks.normalise.text import currency_code, decimal_cents, first_day
from microdesk_desktop.domain.bank.types import Balance

ORDER = ("ITBD", "CLBD", "OPBD", "PRCD", "XPCD", "ITAV", "CLAV", "OPAV", "FWAV", "VALU", "INFO", "OTHR")
"""Booked balances first: available ones may contain an overdraft."""
_MOST = 1_000
_BALANCE = msgspec.json.Decoder(BalanceData, float_hook=str)


def read_balance(response: Balances, currency: str) -> Balance | None:
    """The balance to show: of the account's currency where there is one, booked before available, the latest."""
    found = [balance for raw in response.balances[:_MOST] if (balance := _read(raw))]
    ordered = sorted(
        found,
        key=lambda ranked: (ranked[1].currency != currency, ranked[0], -(ranked[1].on or date.min).toordinal()),
    )
    return ordered[0][1] if ordered else None


def _read(raw: msgspec.Raw) -> tuple[int, Balance] | None:
    """A balance and its rank in `ORDER`; None without a readable amount or currency."""
    try:
        found = _BALANCE.decode(raw)
        cents = decimal_cents(found.balance_amount.amount)
        currency = currency_code(found.balance_amount.currency)
    except (ValueError, RecursionError):
        return None
    kind = found.balance_type
    rank = ORDER.index(kind) if isinstance(kind, str) and kind in ORDER else len(ORDER)
    on = first_day(found.reference_date, found.last_change_date_time)
    return rank, Balance(amount_cents=cents, currency=currency, on=on)
