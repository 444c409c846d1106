"""From GoCardless transactions and balances to ours, row by row, forgetting at once what we do not keep.

Pure; only `transactionAmount` is dependable, all the rest may be missing, blank or of another type.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from microdesk_desktop.banks.gocardless.parsing import mapping, sequence
from microdesk_desktop.banks.normalise.identifiers import reference, trusted
from microdesk_desktop.banks.normalise.text import clean_text, decimal_cents, first_day, join_label, operation_first
from microdesk_desktop.domain.bank.types import Balance, BankRow, State, TransactionPage

Raw = Mapping[str, object]

# The booked balance is what a statement shows; the others only stand in for it.
_BALANCE_ORDER = (
    "interimBooked",
    "closingBooked",
    "openingBooked",
    "expected",
    "interimAvailable",
    "forwardAvailable",
)


def read_page(answer: object, since: date) -> TransactionPage:
    """The rows of an answer from `since` on; raises KeyError or TypeError when it is no list of transactions."""
    lists = mapping(mapping(answer)["transactions"])
    booked, lost_booked = _read_rows(sequence(lists["booked"]), State.BOOKED)
    pending, lost_pending = _read_rows(sequence(lists.get("pending") or []), State.PENDING)
    return TransactionPage(
        rows=[row for row in (*booked, *pending) if row.on >= since],
        has_pending=isinstance(lists.get("pending"), list) and not lost_pending,
        skipped=lost_booked + lost_pending,
        since=since,
    )


def _read_rows(raws: Sequence[object], state: State) -> tuple[list[BankRow], int]:
    """The rows that have an amount and a day, and how many have not."""
    objects = [raw for raw in raws if isinstance(raw, dict)]
    identifiers = trusted([reference(raw.get("transactionId")) for raw in objects])
    rows = [
        row for raw, identifier in zip(objects, identifiers, strict=True) if (row := _read_row(raw, state, identifier))
    ]
    return rows, len(raws) - len(rows)


def _read_row(raw: Raw, state: State, identifier: str | None) -> BankRow | None:
    try:
        amount = mapping(raw.get("transactionAmount"))
        cents = decimal_cents(amount.get("amount"))
    except (TypeError, ValueError):
        return None
    on = first_day(*(raw.get(name) for name in ("bookingDate", "bookingDateTime", "valueDate", "valueDateTime")))
    if on is None:
        return None
    return BankRow(
        provider_id=identifier or reference(raw.get("internalTransactionId")),
        on=on,
        amount_cents=cents,
        currency=_currency(amount),
        label=read_label(raw, cents),
        state=state,
    )


def read_label(raw: Raw, cents: int) -> str:
    """All that helps to recognise a transaction: what the bank wrote, with whom, and the payer's own reference."""
    party = "creditor" if cents < 0 else "debtor"
    label = join_label(
        (
            _free_text(raw),
            *_references(raw.get("remittanceInformationStructured")),
            *_references(raw.get("remittanceInformationStructuredArray")),
            clean_text(raw.get(f"{party}Name")) or clean_text(raw.get(f"ultimate{party.capitalize()}")),
            clean_text(raw.get("additionalInformation")),
            reference(raw.get("endToEndId")),
        )
    )
    return label or clean_text(raw.get("proprietaryBankTransactionCode")) or clean_text(raw.get("bankTransactionCode"))


def _free_text(raw: Raw) -> str:
    """The free text, whole: the array when it says more, because some banks cut the single text at 140 characters."""
    lines = raw.get("remittanceInformationUnstructuredArray")
    array = " ".join(operation_first(lines)) if isinstance(lines, list) else ""
    single = " ".join(operation_first([raw.get("remittanceInformationUnstructured")]))
    return max(array, single, key=len)


def _references(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        yield from _references(value.get("reference"))
    elif text := reference(value):
        yield text


def _currency(amount: Raw) -> str:
    return clean_text(amount.get("currency")).upper() or "EUR"


def read_balance(answer: object, currency: str) -> Balance | None:
    """The balance to show, of the account's currency when it is there; raises KeyError or TypeError."""
    balances = [balance for raw in sequence(mapping(answer)["balances"]) if (balance := _read_balance(raw))]
    ordered = sorted(
        balances,
        key=lambda found: (found[1].currency != currency, found[0], -(found[1].on or date.min).toordinal()),
    )
    return ordered[0][1] if ordered else None


def _read_balance(raw: object) -> tuple[int, Balance] | None:
    if not isinstance(raw, dict):
        return None
    try:
        amount = mapping(raw.get("balanceAmount"))
        cents = decimal_cents(amount.get("amount"))
    except (TypeError, ValueError):
        return None
    kind = raw.get("balanceType")
    rank = _BALANCE_ORDER.index(kind) if kind in _BALANCE_ORDER else len(_BALANCE_ORDER)
    on = first_day(raw.get("referenceDate"), raw.get("lastChangeDateTime"))
    return rank, Balance(amount_cents=cents, currency=_currency(amount), on=on)
