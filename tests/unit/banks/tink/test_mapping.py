"""From Tink's JSON to domain values: money in every notation, labels, states and identifiers."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.tink.mapping import read_account, read_balance, read_institution, read_money, read_rows
from microdesk_desktop.banks.tink.schemas import AccountData, ProviderData
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.sandbox.tink.data import TinkAccount, TinkBank, money, transaction
from tests.support.bank import IBAN
from tests.support.clock import TODAY


def rows(*raws: dict[str, Any]) -> list[BankRow]:
    return read_rows([msgspec.Raw(msgspec.json.encode(each)) for each in raws], "account", TODAY, Job())[0]


def skipped(*raws: dict[str, Any]) -> int:
    return read_rows([msgspec.Raw(msgspec.json.encode(each)) for each in raws], "account", TODAY, Job())[1]


def amount(unscaled: object, scale: object) -> dict[str, object]:
    return {"currencyCode": "EUR", "value": {"unscaledValue": unscaled, "scale": scale}}


@pytest.mark.parametrize(
    ("unscaled", "scale", "cents"),
    [
        ("-1439", "2", -1_439),
        (-1439, 2, -1_439),
        ("12", "0", 1_200),
        ("5", "-3", 500_000),
        (5, -3, 500_000),
        ("19900", "4", 199),
        ("-5", "1", -50),
        ("7", "2", 7),
        ("0", "5", 0),
        ("-0", "-9", 0),
        ("+25", "2", 25),
        ("000000000000000000000000125", "2", 125),
    ],
)
def test_money_is_exact_in_every_notation(unscaled: object, scale: object, cents: int) -> None:
    assert read_money(amount(unscaled, scale)) == (cents, "EUR")


@pytest.mark.parametrize(
    ("unscaled", "scale"),
    [
        *[("12345", "3"), ("1", "3"), ("-1", "99"), ("12.5", "2"), (12.5, 2), ("", "2"), ("1", ""), ("1", None)],
        *[(None, "2"), (True, 2), ("1", False), ("1", "-20"), ("9" * 16, "0"), ("1e3", "2"), ([], {}), ("١", "2")],
    ],
)
def test_what_is_no_whole_number_of_cents_is_refused_and_never_rounded(unscaled: object, scale: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        read_money(msgspec.json.decode(msgspec.json.encode(amount(unscaled, scale))))
    odd = transaction(TODAY, -100, "ODD", amount=amount(unscaled, scale))
    assert (rows(odd), skipped(odd)) == ([], 1)


@given(cents=st.integers(-(10**14), 10**14), scale=st.integers(2, 9), as_text=st.booleans())
def test_an_amount_comes_back_as_it_was_whatever_its_scale(cents: int, scale: int, as_text: bool) -> None:
    assert read_money(money(cents, scale=scale, as_text=as_text)) == (cents, "EUR")


def test_the_label_is_the_banks_text_then_the_counterparty_and_the_reference() -> None:
    descriptions = {"original": "VIR NOVA", "display": "Nova", "detailed": {"unstructured": "FACTURE F-2026-0042"}}
    parties = {"payer": {"name": "NOVA SARL"}, "payee": {"name": "MOI"}}
    came = transaction(TODAY, 100, "", descriptions=descriptions, counterparties=parties, reference="R77")
    went = transaction(TODAY, -100, "", descriptions=descriptions, counterparties=parties, reference="NOTPROVIDED")
    assert [row.label for row in rows(came, went)] == [
        "VIR NOVA FACTURE F-2026-0042 NOVA SARL R77",
        "VIR NOVA FACTURE F-2026-0042 MOI",
    ]
    assert rows(transaction(TODAY, 1, "", descriptions={"original": "", "display": "Cafe"}))[0].label == "Cafe"


def test_only_lasting_identifiers_are_kept() -> None:
    def kept(**fields: Any) -> str | None:
        return rows({**transaction(TODAY, 1, "X", identifier="abc"), **fields})[0].provider_id

    assert kept() == "abc"
    assert kept(providerMutability="MUTABLE") == "abc", "a booked one is not renamed"
    assert kept(status="UNDEFINED", providerMutability="IMMUTABLE") == "abc"
    assert kept(status="UNDEFINED", providerMutability="MUTABLE") is None
    assert kept(status="PENDING") is None, "Tink's id of a pending row changes when it is booked"


def test_a_pending_row_has_the_day_on_which_it_is_expected() -> None:
    expected = TODAY + timedelta(days=4)
    (row,) = rows(transaction(expected, -100, "PRLV URSSAF", is_pending=True))
    assert (row.on, row.state) == (expected, State.PENDING)


def test_a_row_that_says_no_state_is_booked_once_its_day_has_come() -> None:
    past, future = (transaction(TODAY + timedelta(days=by), 1, "X", status="UNDEFINED") for by in (-1, 1))
    assert [row.state for row in rows(past, future)] == [State.BOOKED, State.PENDING]


@pytest.mark.parametrize(
    "fields",
    [
        {"dates": {"booked": None, "value": "2026-11-02"}},
        {"dates": {}, "bookedDateTime": "2026-11-02T23:30:00+02:00"},
        {"dates": None, "transactionDateTime": "2026-11-02T10:00:00Z"},
        {"dates": {"transaction": "2026-11-02"}},
    ],
)
def test_the_day_is_the_booked_one_else_the_next_best(fields: dict[str, object]) -> None:
    (row,) = rows({**transaction(TODAY, 1, "X"), **fields})
    assert row.on.isoformat() == "2026-11-02"


def test_rows_without_a_day_are_counted_and_rows_of_another_account_are_none() -> None:
    undated = {**transaction(TODAY, 1, "X"), "dates": {}}
    foreign = {**transaction(TODAY, 1, "X"), "accountId": "other"}
    assert (rows(undated, foreign), skipped(undated, foreign)) == ([], 1)


def account(**fields: object) -> AccountData:
    plain = TinkAccount(iban=IBAN, opening_cents=1_250).as_json("account", TODAY, money)
    return msgspec.convert({**plain, **fields}, AccountData)


def test_the_balance_is_the_booked_one_of_the_day_it_was_read() -> None:
    found = read_balance(account())
    assert found
    assert (found.amount_cents, found.currency, found.on) == (1_250, "EUR", TODAY)
    only_available = read_balance(account(balances={"available": {"amount": money(900)}}, dates={}))
    assert only_available
    assert (only_available.amount_cents, only_available.on) == (900, None)
    odd: list[object] = [None, {}, [], {"booked": None}, {"booked": {"amount": amount("1", "3")}}]
    for balances in odd:
        assert read_balance(account(balances=balances)) is None


def test_a_masked_card_number_is_no_iban_and_one_elsewhere_is_found() -> None:
    assert read_account(account()).iban == IBAN
    assert read_account(account(identifiers={"pan": {"masked": "4974XXXXXXXX1111"}})).iban is None
    assert read_account(account(identifiers={"iban": {"iban": "4974XXXXXXXX1111"}})).iban is None
    assert read_account(account(identifiers={"financialInstitution": {"accountNumber": IBAN}})).iban == IBAN


def bank(**fields: object) -> ProviderData:
    return msgspec.convert({**TinkBank(name="fr-x-ob", display_name="X").as_json(), **fields}, ProviderData)


def test_banks_that_are_open_by_open_banking_are_offered_and_their_business_logins_named() -> None:
    plain = read_institution(bank())
    assert plain
    assert (plain.id, plain.name) == ("fr-x-ob", "X")
    business = read_institution(bank(financialServices=[{"segment": "BUSINESS"}]))
    assert business
    assert business.name == "X (espace professionnel)"
    odd = read_institution(bank(financialServices=[{"segment": []}, 7]))
    assert odd
    assert odd.name == "X", "no kind of customer is known"
    assert read_institution(bank(accessType="OTHER")) is None, "it would ask for the bank's password"
    assert read_institution(bank(status="DISABLED")) is None
    assert read_institution(bank(capabilities=["LOANS"])) is None
    unnamed = read_institution(bank(displayName=None, financialServices=None, status=None, capabilities=None))
    assert unnamed
    assert unnamed.name == "fr-x-ob"
