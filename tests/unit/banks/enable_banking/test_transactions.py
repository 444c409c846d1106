"""From a transaction to the four facts: each line of the table, and everything that banks do to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.enable_banking.balances import read_balance
from microdesk_desktop.banks.enable_banking.schemas import Balances
from microdesk_desktop.banks.enable_banking.transactions import is_positional, read_page
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State, TransactionPage
from microdesk_desktop.sandbox.enable_banking.rows import row
from tests.contract.stand_in import CANARY
from tests.support.clock import TODAY

SINCE = TODAY - timedelta(days=89)


def page(*rows: object) -> TransactionPage:
    return read_page([msgspec.Raw(msgspec.json.encode(each)) for each in rows], SINCE, Job())


def plain(**fields: object) -> dict[str, Any]:
    return row(TODAY, -1_250, "PRLV URSSAF", **{"reference": "ref-1", **fields})  # type: ignore[arg-type]


def read(**fields: object) -> BankRow | None:
    rows = page(plain(**fields)).rows
    return rows[0] if rows else None


def amount(text: object) -> Mapping[str, object]:
    return {"transaction_amount": {"amount": text, "currency": "EUR"}}


def test_the_four_facts_and_nothing_else() -> None:
    assert read() == BankRow("ref-1", TODAY, -1_250, "EUR", "PRLV URSSAF", State.BOOKED)


@pytest.mark.parametrize(
    ("text", "indicator", "cents"),
    [
        ("12.50", "DBIT", -1_250),
        ("-12.50", "DBIT", -1_250),
        ("12.50", "CRDT", 1_250),
        ("-12.50", "CRDT", 1_250),
        ("12.5", "dbit", -1_250),
        (12, "CRDT", 1_200),
        ("0.01", "DBIT", -1),
        ("1000000.10", "CRDT", 100_000_010),
        ("-3.00", None, -300),
        ("+3.00", "", 300),
    ],
)
def test_the_indicator_gives_the_sign(text: object, indicator: object, cents: int) -> None:
    found = read(**amount(text), credit_debit_indicator=indicator)
    assert found
    assert found.amount_cents == cents


@pytest.mark.parametrize("text", [None, "", "12,50", "1 000.00", "abc", [], {}, True, "1e3", "9" * 30])
def test_a_row_without_a_readable_amount_is_counted(text: object) -> None:
    found = page(plain(**amount(text)), plain(reference="ref-2"))
    assert (len(found.rows), found.skipped) == (1, 1)


def test_a_row_whose_direction_is_unknown_is_counted() -> None:
    assert page(plain(credit_debit_indicator=None)).skipped == 1


@pytest.mark.parametrize(
    ("status", "booking_date", "state"),
    [
        ("BOOK", "2026-11-20", State.BOOKED),
        ("BOOK", None, State.BOOKED),
        ("PDNG", "2026-11-20", State.PENDING),
        ("HOLD", None, State.PENDING),
        ("SCHD", "2026-11-25", State.PENDING),
        ("OTHR", "2026-11-20", State.BOOKED),
        ("OTHR", None, State.PENDING),
        (None, "2026-11-20", State.BOOKED),
        (7, None, State.PENDING),
    ],
)
def test_each_status_is_booked_or_pending(status: object, booking_date: object, state: State) -> None:
    found = read(status=status, booking_date=booking_date)
    assert found
    assert (found.state, found.provider_id) == (state, "ref-1" if state is State.BOOKED else None)


@pytest.mark.parametrize("status", ["RJCT", "CNCL"])
def test_what_will_never_be_booked_is_dropped_and_not_counted(status: str) -> None:
    found = page(plain(status=status), plain(status=status, transaction_amount=None))
    assert (found.rows, found.skipped, found.has_pending) == ([], 0, True)


@pytest.mark.parametrize(
    ("booking", "value", "transaction", "on"),
    [
        ("2026-11-20", "2026-11-19", "2026-11-18", date(2026, 11, 20)),
        (None, "2026-11-19", "2026-11-18", date(2026, 11, 19)),
        (None, None, "2026-11-18", date(2026, 11, 18)),
        ("", "2026-13-45", "2026-11-18T23:59:00+01:00", date(2026, 11, 18)),
        (20261120, [], "2026-11-18", date(2026, 11, 18)),
    ],
)
def test_the_day_is_the_first_that_the_bank_gives(
    booking: object, value: object, transaction: object, on: date
) -> None:
    found = read(booking_date=booking, value_date=value, transaction_date=transaction)
    assert found
    assert found.on == on


def test_a_row_without_a_day_is_counted_and_one_before_the_window_is_left_out() -> None:
    undated = plain(booking_date=None, value_date=None, transaction_date=None)
    old = row(SINCE - timedelta(days=1), -1, "OLD")
    found = page(undated, old, row(SINCE, -2, "FIRST"))
    assert ([each.label for each in found.rows], found.skipped) == (["FIRST"], 1)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"remittance_information": ["", "PAIEMENT CB", " ", "BOULANGERIE"]}, "PAIEMENT CB BOULANGERIE"),
        ({"remittance_information": ["TERMINAL 4711", "CB BOULANGERIE"]}, "CB BOULANGERIE TERMINAL 4711"),
        ({"remittance_information": "VIR LOYER"}, "VIR LOYER"),
        ({"remittance_information": ["VIR"], "creditor": {"name": "SCI DUPONT"}}, "VIR SCI DUPONT"),
        ({"remittance_information": ["VIR"], "debtor": {"name": "MOI"}}, "VIR"),
        ({"remittance_information": ["CB"], "creditor": {"name": "CARD-123456"}}, "CB"),
        ({"remittance_information": None, "creditor": {"name": "EDF"}}, "EDF"),
        ({"remittance_information": ["VIR"], "reference_number": "RF18539007547034"}, "VIR RF18539007547034"),
        ({"remittance_information": ["VIR"], "reference_number": "NOTPROVIDED", "note": "loyer"}, "VIR loyer"),
        ({"remittance_information": [], "bank_transaction_code": {"description": "Frais"}}, "Frais"),
        ({"remittance_information": ["CB"], "bank_transaction_code": {"description": "Card"}}, "CB"),
        ({"remittance_information": {"a": 1}, "creditor": [], "note": 7, "bank_transaction_code": "x"}, ""),
    ],
)
def test_a_label_is_whole_with_the_operation_first(fields: dict[str, object], label: str) -> None:
    found = read(**fields)
    assert found
    assert found.label == label


def test_money_in_is_labelled_by_who_paid() -> None:
    found = read(**amount("10.00"), credit_debit_indicator="CRDT", debtor={"name": "NOVA"}, creditor={"name": "MOI"})
    assert found
    assert found.label == "PRLV URSSAF NOVA"


@pytest.mark.parametrize(
    "reference",
    [
        "2026-11-20T00:00:00-3",
        "2026-11-20T00:00:00.000Z-12",
        "2026-11-20T00:00:00+01:00_0",
        "2026-11-20.0",
        "2026-11-20-3",
        "20261120-003",
        "20261120/12",
        "202611203",
        "FT2026-11-20#1",
    ],
)
def test_the_place_of_a_row_in_its_day_is_no_identifier(reference: str) -> None:
    assert is_positional(reference)
    found = read(entry_reference=reference)
    assert found
    assert found.provider_id is None


@pytest.mark.parametrize(
    "reference",
    ["ref-1", "2026-11-20", "20261120", "2026-11-20T09:15:32", "2026-11-20T09:15:32.123456+01:00", "F-2026-0042",
     "2f1e9c7a-2026-4d11-8b3c-9c1f0a2b3c4d", "12345678901234567890", "FR2026112000123456"],
)  # fmt: skip
def test_a_reference_with_a_day_in_it_may_identify(reference: str) -> None:
    found = read(entry_reference=reference)
    assert found
    assert found.provider_id == reference


@pytest.mark.parametrize("reference", [None, "", " ", "0", "NOTPROVIDED", 7, [], {}, "x" * 600])
def test_a_filler_is_no_identifier(reference: object) -> None:
    found = read(entry_reference=reference)
    assert found
    assert found.provider_id is None


def test_references_that_are_repeated_or_count_the_rows_identify_nothing() -> None:
    def identifiers(*references: str) -> list[str | None]:
        return [each.provider_id for each in page(*(plain(entry_reference=each) for each in references)).rows]

    assert identifiers("a", "b", "a") == [None, "b", None]
    assert identifiers("1", "2", "3") == [None, None, None]


def test_a_pending_row_that_cannot_be_read_lets_no_other_be_removed() -> None:
    assert not page(plain(status="PDNG", transaction_amount=None)).has_pending
    assert not page(7).has_pending
    assert page(plain(transaction_amount=None)).has_pending


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [*row(TODAY, -1, "x"), "unknown"]


@given(odd=st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4))
def test_no_field_of_any_type_breaks_the_page(odd: dict[str, object]) -> None:
    found = page(plain(), {**plain(reference="other"), **odd}, plain(reference="third"))
    assert {"ref-1", "third"} <= {each.provider_id for each in found.rows} or odd.get("entry_reference") in (
        "ref-1",
        "third",
    )
    assert len(found.rows) + found.skipped <= 3
    for each in found.rows:
        assert isinstance(each.on, date)
        assert isinstance(each.amount_cents, int)
        assert isinstance(each.label, str)


def test_only_the_facts_leave_the_mapping() -> None:
    kept = {
        "entry_reference",
        "transaction_amount",
        "credit_debit_indicator",
        "status",
        "booking_date",
        "value_date",
        "transaction_date",
        "creditor",
        "debtor",
        "remittance_information",
        "reference_number",
        "note",
        "bank_transaction_code",
    }
    others = ("creditor_account", "debtor_account", "creditor_agent", "debtor_agent", "merchant_category_code",
              "exchange_rate", "balance_after_transaction", "transaction_id",
              "debtor_account_additional_identification", "reference_number_schema")  # fmt: skip
    party = {"name": "EDF", "postal_address": CANARY, "contact_details": CANARY}
    found = page({**plain(creditor=party, debtor=party), **dict.fromkeys(others, CANARY)})
    assert CANARY not in repr(found)
    assert set(FIELDS) - {"unknown", *others} == kept, "each field of a row is kept or dropped on purpose"


def balances(*entries: tuple[object, object, str | None]) -> Balances:
    told = [
        {"balance_type": kind, "balance_amount": {"amount": text, "currency": "EUR"}, "reference_date": on}
        for kind, text, on in entries
    ]
    return Balances(balances=[msgspec.Raw(msgspec.json.encode(each)) for each in told])


ORDER = ("ITBD", "CLBD", "OPBD", "PRCD", "XPCD", "ITAV", "CLAV", "OPAV", "FWAV", "VALU", "INFO", "OTHR")


@pytest.mark.parametrize("at", range(len(ORDER)))
def test_the_balance_is_chosen_by_its_kind_in_this_order(at: int) -> None:
    entries = [(kind, f"{number}.00", "2026-11-20") for number, kind in enumerate(ORDER)]
    found = read_balance(balances(*reversed(entries[at:]), ("NEW", "99", None)), "EUR")
    assert found
    assert found.amount_cents == at * 100


def test_of_two_balances_of_a_kind_the_latest_counts_and_an_overdraft_is_negative() -> None:
    found = read_balance(balances(("CLBD", "1.00", "2026-11-19"), ("CLBD", "-2.50", "2026-11-20")), "EUR")
    assert found
    assert (found.amount_cents, found.on) == (-250, date(2026, 11, 20))


@given(odd=JUNK)
def test_no_balance_of_any_type_breaks_the_list(odd: object) -> None:
    raws = [msgspec.Raw(msgspec.json.encode(each)) for each in (odd, {"balance_amount": odd, "balance_type": odd})]
    good = balances(("CLBD", "1.00", None)).balances
    found = read_balance(Balances(balances=[*raws, *good]), "EUR")
    assert found
    assert found.amount_cents == 100
