"""Mapping of what GoCardless sends, defect by defect, to the facts that are kept."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.gocardless.mapping import read_balance, read_page
from microdesk_desktop.banks.gocardless.schemas import Balances, Transactions
from microdesk_desktop.base.http.types import Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, State, TransactionPage

SINCE = date(2026, 8, 23)
PLAIN = {
    "transactionId": "2026112000624289-1",
    "bookingDate": "2026-11-20",
    "transactionAmount": {"amount": "-14.39", "currency": "EUR"},
    "remittanceInformationUnstructured": "PRLV SEPA OVH",
}


def page(answer: object) -> TransactionPage:
    return read_page(response(answer).decode(Transactions), SINCE, Job())


def response(answer: object) -> Response:
    return Response(host="bank.example", status=200, headers={}, body=json.dumps(answer).encode())


def rows(*booked: object, pending: object = ()) -> list[BankRow]:
    return list(page({"transactions": {"booked": list(booked), "pending": list(pending)}}).rows)


def row(**fields: object) -> BankRow:
    (only,) = rows({name: value for name, value in {**PLAIN, **fields}.items() if value is not None})
    return only


def test_a_plain_row_keeps_its_facts() -> None:
    assert row() == BankRow("2026112000624289-1", date(2026, 11, 20), -1439, "EUR", "PRLV SEPA OVH", State.BOOKED)


@pytest.mark.parametrize("identifier", [" ", "", "0", "-", "NOTPROVIDED", "notprovided", None, 12, []])
def test_an_identifier_that_identifies_nothing_gives_way_to_the_provider_s_own(identifier: object) -> None:
    assert row(transactionId=identifier).provider_id is None
    assert row(transactionId=identifier, internalTransactionId="abc").provider_id == "abc"


def test_an_identifier_that_a_batch_repeats_identifies_nothing() -> None:
    twins = [{**PLAIN, "internalTransactionId": "one"}, {**PLAIN, "internalTransactionId": "two"}]
    assert [each.provider_id for each in rows(*twins)] == ["one", "two"]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("-12.0", -1200),
        ("26.52", 2652),
        ("1000", 100000),
        (1000, 100000),
        ("-0.00", 0),
        ("+3.10", 310),
        ("-12.3400", -1234),
    ],
)
def test_amounts_of_any_number_of_decimals(written: object, cents: int) -> None:
    assert row(transactionAmount={"amount": written, "currency": "EUR"}).amount_cents == cents


@pytest.mark.parametrize("written", ["12,50", "1,234", "1 234.00", "1e3", "NaN", "", None, "12.345", "--1", True, {}])
def test_an_amount_that_is_not_plainly_one_is_never_guessed(written: object) -> None:
    read = page({"transactions": {"booked": [PLAIN, {**PLAIN, "transactionAmount": {"amount": written}}]}})
    assert (len(read.rows), read.skipped) == (1, 1)


def test_the_day_is_the_first_that_can_be_read_as_it_is_written() -> None:
    none: dict[str, object] = {"bookingDate": None}
    assert row(bookingDateTime="2026-11-19T23:30:00Z", **none).on == date(2026, 11, 19)
    assert row(valueDate="2026-11-18", **none).on == date(2026, 11, 18)
    assert row(valueDateTime="2026-11-17T00:00:00+02:00", **none).on == date(2026, 11, 17)
    assert row(bookingDate="0001-01-01", valueDate="2026-11-16").on == date(2026, 11, 16)
    assert row(bookingDate="2026-02-30", valueDate="2026-11-15").on == date(2026, 11, 15)


def test_a_row_without_a_day_waits_and_is_counted() -> None:
    read = page({"transactions": {"booked": [{**PLAIN, "bookingDate": None}, "odd", None]}})
    assert (read.rows, read.skipped, read.has_pending) == ([], 3, False)


def test_what_is_older_than_the_window_is_dropped_although_the_bank_sent_it() -> None:
    assert rows({**PLAIN, "bookingDate": "2026-08-22"}) == []


def test_pending_rows_are_marked_and_only_a_whole_list_counts() -> None:
    poor = {"valueDate": "2026-11-24", "transactionAmount": {"amount": "-19.99", "currency": "EUR"}}
    (pending,) = rows(pending=[poor])
    assert (pending.state, pending.provider_id, pending.label) == (State.PENDING, None, "")

    def has_pending(**lists: object) -> bool:
        return page({"transactions": {"booked": [], **lists}}).has_pending

    assert has_pending(pending=[])
    assert not has_pending()
    assert not has_pending(pending=None)
    assert not has_pending(pending=[{"valueDate": None}]), "a row that was skipped may be one that we hold"


def test_the_label_holds_all_that_helps_once() -> None:
    full = row(
        remittanceInformationUnstructured="VIR SEPA RECU<br>/MOTIF F-2026-0042 &amp; F-2026-0043",
        remittanceInformationStructured="RF18539007547034",
        debtorName="NOVA SARL",
        creditorName="Jeanne Martin",
        endToEndId="E2E-77",
        transactionAmount={"amount": "480.00", "currency": "eur"},
    )
    assert full.label == "VIR SEPA RECU /MOTIF F-2026-0042 & F-2026-0043 RF18539007547034 NOVA SARL E2E-77"
    assert full.currency == "EUR"
    assert row(creditorName="Ovh", endToEndId="NOTPROVIDED").label == "PRLV SEPA OVH"
    assert row(creditorName=None, ultimateCreditor="OVH SAS").label == "PRLV SEPA OVH OVH SAS"


def test_the_label_comes_from_whatever_field_the_bank_uses() -> None:
    nothing: dict[str, object] = {"remittanceInformationUnstructured": None}
    assert row(remittanceInformationUnstructuredArray=["  VIR DUPONT ", "", None, "ACOMPTE"], **nothing).label == (
        "VIR DUPONT ACOMPTE"
    )
    assert row(
        remittanceInformationStructuredArray=[{"reference": "RF18", "referenceType": "SCOR"}], **nothing
    ).label == ("RF18")
    assert row(additionalInformation="Payee 12", **nothing).label == "Payee 12"
    assert row(proprietaryBankTransactionCode="CARD_PAYMENT", **nothing).label == "CARD_PAYMENT"
    assert row(**nothing).label == ""


def test_a_text_cut_at_140_characters_gives_way_to_the_whole_array() -> None:
    whole = "VIREMENT " + "x" * 150
    cut = row(remittanceInformationUnstructured=whole[:140], remittanceInformationUnstructuredArray=[whole, "F-2026-4"])
    assert cut.label == f"{whole} F-2026-4"


def test_lines_that_a_bank_shuffles_make_one_label() -> None:
    lines = ["CARTE 01/03/26 CB*4567", "LIBRAIRIE MOLLAT", "Réf : "]
    shuffled = [
        row(remittanceInformationUnstructured=None, remittanceInformationUnstructuredArray=each).label
        for each in (lines, lines[::-1], [lines[1], lines[0]])
    ]
    assert shuffled == ["CARTE 01/03/26 CB*4567 LIBRAIRIE MOLLAT"] * 3


@given(
    st.permutations(["NOVA SARL", "FACTURE F-2026-0042", "VIR SEPA RECU", "PARIS"]),
    st.sampled_from([" ", ", ", "<br>"]),
)
def test_a_single_text_of_shuffled_lines_makes_the_same_label(lines: list[str], between: str) -> None:
    whole = row(remittanceInformationUnstructuredArray=lines, remittanceInformationUnstructured=between.join(lines))
    assert whole.label == "VIR SEPA RECU NOVA SARL PARIS FACTURE F-2026-0042"


@given(st.permutations(["RF18", "F-2026-0042", "F-2026-0043"]))
def test_references_that_a_bank_shuffles_make_one_label(references: list[str]) -> None:
    array: list[object] = [{"reference": references[0]}, [references[1]]]
    found = row(remittanceInformationStructuredArray=array, remittanceInformationStructured=references[2])
    assert found.label == "PRLV SEPA OVH F-2026-0042 F-2026-0043 RF18"


def test_additional_information_is_the_label_only_where_nothing_else_names_the_payment() -> None:
    more = {"additionalInformation": "balance 12, category food"}
    silent = {"remittanceInformationUnstructured": "NOTPROVIDED", **more}
    assert row(**more).label == "PRLV SEPA OVH"
    assert row(creditorName="OVH SAS", **silent).label == "OVH SAS"
    assert row(remittanceInformationStructured="RF18", **silent).label == "RF18"
    assert row(**silent).label == "balance 12, category food"
    assert row(endToEndId="E2E-77", **silent).label == "balance 12, category food E2E-77"


def test_an_invoice_number_split_over_two_lines_stays_in_order() -> None:
    split = ["VIR SEPA RECU MOTIF F-2026-00", "42"]
    label = row(remittanceInformationUnstructured=None, remittanceInformationUnstructuredArray=split).label
    assert label == "VIR SEPA RECU MOTIF F-2026-00 42"


@pytest.mark.parametrize("exchange", [{"exchangeRate": "1.09"}, [{"exchangeRate": "1.09"}], "1.09", None])
def test_currency_exchange_of_any_shape_does_no_harm(exchange: object) -> None:
    assert row(currencyExchange=exchange).amount_cents == -1439


# Any type and any nesting, but little of each: generating long texts took 38 s and found nothing more.
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = (
    *PLAIN,
    "internalTransactionId",
    "valueDate",
    "debtorName",
    "endToEndId",
    "remittanceInformationStructured",
    "remittanceInformationUnstructuredArray",
)


@given(st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4))
def test_no_field_of_any_type_ever_breaks_the_page(fields: dict[str, object]) -> None:
    read = page({"transactions": {"booked": [{**PLAIN, **fields}, PLAIN]}})
    assert len(read.rows) + read.skipped in (1, 2)
    assert read.rows[-1].amount_cents == -1439


@pytest.mark.parametrize("currency", ["EURO", "E", "12!", "X" * 5_000])
def test_a_row_whose_currency_is_none_is_skipped_alone(currency: str) -> None:
    odd = {**PLAIN, "transactionAmount": {"amount": "1.00", "currency": currency}}
    read = page({"transactions": {"booked": [odd, PLAIN], "pending": []}})
    assert ([each.currency for each in read.rows], read.skipped) == (["EUR"], 1)


def test_a_row_that_cannot_be_decoded_is_skipped_alone() -> None:
    plain = json.dumps(PLAIN).encode()
    body = b'{"transactions": {"booked": [' + plain + b', {"transactionId": "\xff"}]}}'
    read = read_page(Response(host="x", status=200, headers={}, body=body).decode(Transactions), SINCE, Job())
    assert (len(read.rows), read.skipped) == (1, 1)


def balance(kind: str, amount: str, on: str | None = None, currency: str = "EUR") -> dict[str, object]:
    return {
        "balanceAmount": {"amount": amount, "currency": currency},
        "balanceType": kind,
        **({"referenceDate": on} if on else {}),
    }


def shown_balance(balances: list[object]) -> Balance | None:
    return read_balance(response({"balances": balances}).decode(Balances), "EUR", Job())


def test_the_booked_balance_comes_first_then_the_latest_in_the_account_s_currency() -> None:
    balances = [
        balance("interimAvailable", "1.00"),
        balance("closingBooked", "2.00", "2026-11-19"),
        balance("closingBooked", "3.00", "2026-11-20"),
        balance("interimBooked", "4.00", currency="USD"),
    ]
    found = shown_balance(balances)
    assert found
    assert (found.amount_cents, found.on) == (300, date(2026, 11, 20))
    assert shown_balance([balance("information", "-7.5"), {"balanceType": "expected"}, None])
    assert shown_balance([]) is None
