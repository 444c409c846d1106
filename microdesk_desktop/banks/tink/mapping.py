"""From Tink's accounts, balances and transactions to domain values, keeping only the facts that we store.

Pure; what may be missing or of another type is looked at where it is used.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.identifiers import reference, trusted_identifiers
from microdesk_desktop.banks.normalise.text import clean_text, currency_code, decimal_cents, first_day, join_label
from microdesk_desktop.banks.tink.schemas import AccountData, ProviderData, TransactionData
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Balance, BankRow, Institution, State

T = TypeVar("T")
_BATCH = 500
_ENABLED = (None, "ENABLED")
_UNSCALED = re.compile(r"[+-]?[0-9]{1,30}")
_SCALE = re.compile(r"[+-]?[0-9]{1,2}")


def read_rows(raws: Sequence[msgspec.Raw], account_id: str, today: date, job: Job) -> tuple[list[BankRow], int]:
    """The rows of one account, and how many could not be read. Raises Cancelled.

    A row of another account is none of ours, whatever was asked.
    """
    decoded = list(decode_each(raws, TransactionData, job))
    found = [each for each in decoded if not isinstance(each.account_id, str) or each.account_id == account_id]
    identifiers = trusted_identifiers([_identifier(each) for each in found])
    rows = [row for each, id_ in zip(found, identifiers, strict=True) if (row := _read_row(each, id_, today))]
    return rows, len(raws) - len(decoded) + len(found) - len(rows)


def _read_row(found: TransactionData, identifier: str | None, today: date) -> BankRow | None:
    """One row, None without a readable amount, currency or day. A pending one has the day on which it is expected."""
    try:
        cents, currency = read_money(found.amount)
    except ValueError:
        return None
    on = _day(found)
    if on is None:
        return None
    return BankRow(
        provider_id=identifier,
        on=on,
        amount_cents=cents,
        currency=currency,
        label=build_label(found, cents),
        state=_state(found, today),
    )


def _state(found: TransactionData, today: date) -> State:
    """Booked or pending; a row that is neither is booked once the day on which it was booked has come."""
    if found.status in ("BOOKED", "PENDING"):
        return State.BOOKED if found.status == "BOOKED" else State.PENDING
    booked = first_day(at(found.dates, "booked"), found.booked_date_time)
    return State.BOOKED if booked is not None and booked <= today else State.PENDING


def _identifier(found: TransactionData) -> str | None:
    """Tink's id where it is lasting; that of a pending row changes when it is booked."""
    is_lasting = found.status == "BOOKED" or (found.provider_mutability == "IMMUTABLE" and found.status != "PENDING")
    return reference(found.id) if is_lasting else None


def _day(found: TransactionData) -> date | None:
    return first_day(
        at(found.dates, "booked"),
        found.booked_date_time,
        at(found.dates, "value"),
        found.value_date_time,
        at(found.dates, "transaction"),
        found.transaction_date_time,
    )


def build_label(found: TransactionData, cents: int) -> str:
    """The bank's own text, the counterparty and the reference; what Tink made of them where there is nothing else."""
    party = "payee" if cents < 0 else "payer"
    unstructured = at(found.descriptions, "detailed", "unstructured")
    label = join_label(
        (
            at(found.descriptions, "original"),
            *(unstructured if isinstance(unstructured, list) else [unstructured]),
            at(found.counterparties, party, "name"),
            reference(found.reference),
        )
    )
    return label or clean_text(at(found.descriptions, "display"))


def read_money(found: object) -> tuple[int, str]:
    """Cents and currency of `{currencyCode, value: {unscaledValue, scale}}`. Raises ValueError for what is not exact.

    The value is unscaledValue × 10^-scale, texts in Data v2 and numbers elsewhere; the scale may be negative.
    """
    unscaled, scale = (_integer(at(found, "value", name), pattern) for name, pattern in _PARTS)
    digits = str(abs(unscaled))
    if scale > 0:
        digits = digits.zfill(scale + 1)
        digits = f"{digits[:-scale]}.{digits[-scale:]}"
    elif unscaled:
        digits += "0" * -scale
    cents = decimal_cents(f"{'-' if unscaled < 0 else ''}{digits}")
    return cents, currency_code(at(found, "currencyCode"))


_PARTS = (("unscaledValue", _UNSCALED), ("scale", _SCALE))


def _integer(value: object, pattern: "re.Pattern[str]") -> int:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not pattern.fullmatch(text):
        raise ValueError("amount_unreadable")
    return int(text)


def read_account(found: AccountData) -> AccountChoice:
    """One account; a masked card number is no IBAN."""
    number = at(found.identifiers, "financialInstitution", "accountNumber")
    money = at(found.balances, "booked", "amount") or at(found.balances, "available", "amount")
    return AccountChoice(
        id=found.id,
        iban=as_iban(at(found.identifiers, "iban", "iban")) or as_iban(number),
        name=clean_text(found.name) or None,
        currency=clean_text(at(money, "currencyCode")).upper() or None,
    )


def read_balance(found: AccountData) -> Balance | None:
    """The booked balance, else the available one, of the day on which Tink read it."""
    for kind in ("booked", "available"):
        try:
            cents, currency = read_money(at(found.balances, kind, "amount"))
        except ValueError:
            continue
        return Balance(amount_cents=cents, currency=currency, on=first_day(at(found.dates, "lastRefreshed")))
    return None


def read_institution(found: ProviderData) -> Institution | None:
    """One way to reach a bank; None for what is closed, or reads the bank's site with the user's password."""
    if found.access_type != "OPEN_BANKING" or found.status not in _ENABLED:
        return None
    if isinstance(found.capabilities, list) and "CHECKING_ACCOUNTS" not in found.capabilities:
        return None
    name = clean_text(found.display_name) or found.name
    services = found.financial_services if isinstance(found.financial_services, list) else []
    if services and all(at(each, "segment") == "BUSINESS" for each in services):
        name = tr("{bank} (espace professionnel)").format(bank=name)
    return Institution(id=found.name, name=name, max_history_days=90, max_consent_days=180)


def decode_each(raws: Sequence[msgspec.Raw], as_type: type[T], job: Job) -> Iterator[T]:
    """The elements that have the schema. Raises Cancelled."""
    decoder = msgspec.json.Decoder(as_type, float_hook=str)
    for order, raw in enumerate(raws):
        if order % _BATCH == 0:
            job.checkpoint()
        try:
            yield decoder.decode(raw)
        except (ValueError, RecursionError):
            continue


def at(value: object, *path: str) -> object:
    """The member at a path of objects, None where it breaks off."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value
