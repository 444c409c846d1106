"""One normalisation for bank APIs and statement files: the same payment gets the same label and identifier."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.gocardless.mapping import read_page
from microdesk_desktop.banks.gocardless.schemas import Transactions
from microdesk_desktop.banks.normalise.iban import as_iban, french_iban
from microdesk_desktop.banks.normalise.text import clean_column, clean_text, join_label
from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.http.types import Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.text import MAX_LABEL

Payment = tuple[str, str, str]
"""Identifier, text and name of the other party, as the bank sends them."""


def by_api(payments: Sequence[Payment]) -> Sequence[BankRow]:
    booked = [
        {
            "transactionId": identifier,
            "bookingDate": "2026-11-20",
            "transactionAmount": {"amount": "480.00", "currency": "EUR"},
            "remittanceInformationUnstructured": text,
            "debtorName": name,
        }
        for identifier, text, name in payments
    ]
    body = json.dumps({"transactions": {"booked": booked, "pending": []}}).encode()
    answer = Response(host="bank.example", status=200, headers={}, body=body)
    return read_page(answer.decode(Transactions), date(2026, 11, 1), Job()).rows


def by_ofx(payments: Sequence[Payment]) -> Sequence[BankRow]:
    listed = "".join(
        f"<STMTTRN><DTPOSTED>20261120<TRNAMT>480.00<FITID>{identifier}<NAME>{escape(text)}<MEMO>{escape(name)}</STMTTRN>"
        for identifier, text, name in payments
    )
    return only_rows(f"OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>{listed}</BANKTRANLIST></STMTRS></OFX>")


def by_camt(payments: Sequence[Payment]) -> Sequence[BankRow]:
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">480.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt>'
        f"</BookgDt><AcctSvcrRef>{identifier}</AcctSvcrRef><AddtlNtryInf>{escape(text)}</AddtlNtryInf><NtryDtls>"
        f"<TxDtls><RltdPties><Dbtr><Nm>{escape(name)}</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"
        for identifier, text, name in payments
    )
    return only_rows(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        f"<Acct><Ccy>EUR</Ccy></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )


def by_csv(payments: Sequence[Payment]) -> Sequence[BankRow]:
    lines = [f'20/11/2026;"{text}";"{name}";480,00;{identifier}' for identifier, text, name in payments]
    return only_rows("\n".join(["Date;Libellé;Contrepartie;Montant;Transaction ID", *lines, ""]))


def only_rows(text: str) -> Sequence[BankRow]:
    (statement,) = read_statement(text.encode()).statements
    return statement.rows


@pytest.mark.parametrize("read", [by_api, by_ofx, by_camt, by_csv])
@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("VIR SEPA RECU NOVA SARL F-2026-0042", "Nova SARL", "VIR SEPA RECU NOVA SARL F-2026-0042"),
        ("VIR RECU DE SOCIETE GENERALE DES EA", "Société générale", "VIR RECU DE SOCIETE GENERALE DES EA"),
        ("VIREMENT DE L'ATELI", "Virement de l'atelier", "Virement de l'atelier"),
        ("VIR\u200b  R&D\u202e\u0007 ", "Nova", "VIR R&D Nova"),
        ("VIR OVHCLOUD", "OVH", "VIR OVHCLOUD OVH"),
        ("NOTPROVIDED", "Nova", "Nova"),
    ],
)
def test_one_payment_has_one_label_whatever_road_it_comes_by(
    read: Callable[[Sequence[Payment]], Sequence[BankRow]], text: str, name: str, label: str
) -> None:
    if read is by_camt and "\u0007" in text:
        text = text.replace("\u0007", "")  # XML forbids it
    assert [row.label for row in read([("A1", text, name)])] == [label]


@pytest.mark.parametrize("read", [by_api, by_ofx, by_camt, by_csv])
@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (["A1", "A2"], ["A1", "A2"]),
        (["A1", "A1", "A2"], [None, None, "A2"]),
        (["0", "notprovided", " ", "N/A", "A2"], [None, None, None, None, "A2"]),
        (["1", "2", "3"], [None, None, None]),
    ],
)
def test_one_payment_has_one_identifier_whatever_road_it_comes_by(
    read: Callable[[Sequence[Payment]], Sequence[BankRow]], given_: list[str], kept: list[str | None]
) -> None:
    assert [row.provider_id for row in read([(each, "VIR NOVA", "Nova") for each in given_])] == kept


PIECES = st.sampled_from(["a", "é", " ", "<br>", "&amp;", "|", "\u00ad"]) | st.text(max_size=3)


@given(st.lists(st.lists(PIECES).map("".join)))
def test_a_column_is_cleaned_as_its_texts_are_one_by_one(texts: list[str]) -> None:
    assert clean_column(texts) == [clean_text(text) for text in texts]


def test_no_label_is_longer_than_the_limit() -> None:
    parts = [f"{number:04}" for number in range(1000)]
    assert len(join_label(parts)) == MAX_LABEL
    assert [len(label) for label in clean_column(["x" * 3000])] == [MAX_LABEL]


@pytest.mark.parametrize(
    ("text", "iban"),
    [
        ("fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        ("FR7630006000011234567890188", None),
        ("FR763000600001123456789018", None),
        ("4974XXXXXXXX1111", None),
        ("", None),
        (None, None),
    ],
)
def test_an_iban_has_its_country_s_structure_and_check_digits(text: object, iban: str | None) -> None:
    assert as_iban(text) == iban


def test_a_french_rib_gives_the_iban_of_its_account() -> None:
    assert french_iban("30006", "00001", "12345678901") == "FR7630006000011234567890189"
    assert french_iban("20041", "01005", "0500013M026") == "FR1420041010050500013M02606"
    assert french_iban("30006", "00001", "123") is None
