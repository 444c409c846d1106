"""Status 212 for money really received, each euro once; answers to suppliers with their own reasons."""

from datetime import timedelta
from itertools import count

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.einvoice.lifecycle.read import read_collected
from microdesk_desktop.documents.received.tree import parse_xml
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.documents.received import Answer
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.write_off import write_off
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.lifecycle.answer import write_answer
from microdesk_desktop.operations.documents.lifecycle.collected import load_collected, write_collected
from microdesk_desktop.operations.documents.received.receive import receive
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.documents.chain import find_issued
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.documents.issuing import NOVA, issued, issuing_vault
from tests.support.documents.received import NUMBER, cii, pdf, ubl
from tests.support.documents.schematron import status_findings
from tests.worlds.documents import SAMPLES

LINES = [
    {"label": "Conseil", "unit_price": "100", "vat_rate": "20"},
    {"label": "Repas", "unit_price": "50", "vat_rate": "10"},
]
"""120.00 at 20 % and 55.00 at 10 %."""
BEFORE = TODAY - timedelta(days=2)
ADDRESS = "812345676_Statuts"


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_regime": "real", "vat_number": "FR19812345676"})
    yield session
    session.close()


@pytest.fixture
def status(session, tmp_path):
    """A function that writes the next status of a document, checks it by the official rules, and returns its parts."""
    numbers = count(1)

    def write(number, **options):
        path = tmp_path / f"{next(numbers)}.xml"
        written = write_collected(session, number, path, **options)
        xml = path.read_bytes()
        assert status_findings(xml) == []
        assert read_collected(xml) == list(written.amounts)
        return [(each.on, each.rate_bp, each.cents) for each in written.amounts]

    return write


@pytest.fixture
def received(session, tmp_path):
    """A function that receives these bytes as a supplier's invoice; returns the id of its expense."""

    def receive_bytes(data, name="facture.xml"):
        path = tmp_path / name
        path.write_bytes(data)
        return receive(session, path, Job()).id

    return receive_bytes


def paid(session, number, cents, on=TODAY):
    document_id = session.read(lambda reader: find_issued(reader, number))
    return pay(session, document_id, NewPayment(on=on, method=Method.CHEQUE, cents=cents))


def refusal(act, *arguments, **options):
    with pytest.raises(KnownError) as raised:
        act(*arguments, **options)
    return raised.value


def test_a_partial_payment_then_the_rest_are_stated_by_day_and_rate_each_once(session, status):
    number = issued(session, lines=LINES)
    paid(session, number, 100_00, on=BEFORE)
    assert status(number) == [(BEFORE, 1_000, 31_43), (BEFORE, 2_000, 68_57)]
    assert refusal(status, number).code is ErrorCode.STATUS_NOTHING_NEW
    paid(session, number, 75_00)
    assert status(number) == [(TODAY, 1_000, 23_57), (TODAY, 2_000, 51_43)]


def test_a_payment_that_is_taken_back_or_recorded_otherwise_gives_the_difference_alone(session, status):
    number = issued(session, lines=LINES[:1])
    mistaken = paid(session, number, 120_00)
    assert status(number) == [(TODAY, 2_000, 120_00)]
    mistaken.undo(session)
    paid(session, number, 40_00, on=BEFORE)
    assert status(number) == [(BEFORE, 2_000, 40_00), (TODAY, 2_000, -120_00)]
    paid(session, number, 80_00)
    assert status(number) == [(TODAY, 2_000, 80_00)]


def test_what_the_bank_shows_is_stated_with_the_day_of_the_transaction(session, status):
    number = issued(session, lines=LINES[:1])
    booked = BankRow(None, TODAY, 120_00, "EUR", f"VIREMENT NOVA SARL {number}")
    session.write(lambda writer: merge_rows(writer, account_of(writer), [booked], source="csv"))
    run_attribution(session, Job())
    assert status(number) == [(TODAY, 2_000, 120_00)]


def test_neither_a_write_off_nor_a_credit_note_nor_a_deposit_is_money(session, status):
    number = issued(session, lines=LINES[:1])
    document_id = session.read(lambda reader: find_issued(reader, number))
    write_off(session, document_id, TODAY, is_confirmed=True)
    assert refusal(status, number).code is ErrorCode.STATUS_NOTHING_NEW
    other = issued(session, lines=LINES[:1])
    note = issue(session, credit(session, other).id).number
    assert {refusal(status, each).code for each in (other, note)} == {ErrorCode.STATUS_NOTHING_NEW}
    deposit = issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": "50", "vat_rate": "20"}])
    paid(session, deposit, 60_00)
    final = issued(session, type="final", lines=LINES, deposits=[deposit])
    assert refusal(status, final).code is ErrorCode.STATUS_NOTHING_NEW
    paid(session, final, 115_00)
    assert status(deposit) == [(TODAY, 2_000, 60_00)]
    assert status(final) == [(TODAY, 1_000, 55_00), (TODAY, 2_000, 60_00)]


def test_money_given_back_for_a_credit_note_is_negative(session, status):
    number = issued(session, lines=LINES)
    paid(session, number, 175_00)
    status(number)
    note = issue(session, credit(session, number).id).number
    paid(session, note, 175_00)
    assert status(note) == [(TODAY, 1_000, -55_00), (TODAY, 2_000, -120_00)]


def test_a_document_in_dollars_is_stated_in_dollars(session, status, tmp_path):
    number = issued(session, lines=LINES[:1], currency="USD", eur_rate="0.925")
    paid(session, number, 120_00)
    assert status(number) == [(TODAY, 2_000, 120_00)]
    assert 'currencyID="USD"' in (tmp_path / "1.xml").read_text("utf-8")


def test_a_lost_file_is_written_again_to_the_bit_and_states_nothing_more(session, status, tmp_path):
    number = issued(session, lines=LINES)
    assert refusal(status, number, again=True).code is ErrorCode.STATUS_NOTHING_NEW
    paid(session, number, 175_00)
    parts = status(number)
    session.clock.advance(days=1)
    assert status(number, again=True) == parts
    first, second = (tmp_path / f"{name}.xml" for name in (2, 3))
    assert first.read_bytes() == second.read_bytes()
    assert session.read(lambda reader: load_collected(reader, number)).amounts == ()


def test_a_disk_that_refuses_the_file_loses_no_status(session, tmp_path, status):
    number = issued(session, lines=LINES[:1])
    paid(session, number, 120_00)
    assert isinstance(refusal(write_collected, session, number, tmp_path / "absent" / "1.xml"), KnownError)
    assert status(number, again=True) == [(TODAY, 2_000, 120_00)]


def test_consumers_clients_abroad_and_quotes_have_no_such_status(session, status):
    person = {**NOVA, "name": "Jean Petit", "kind": "individual", "siren": ""}
    for facts in ({"client": person}, {"type": "quote"}):
        assert refusal(status, issued(session, lines=LINES, **facts)).code is ErrorCode.STATUS_UNAVAILABLE


@pytest.mark.parametrize(
    ("answer", "code", "reason"),
    [
        (Answer.APPROVE, "205", ""),
        (Answer.REFUSE, "210", "TX_TVA_ERR"),
        (Answer.DISPUTE, "207", "LIVR_INCOMP"),
        (Answer.PAID, "211", ""),
    ],
)
@pytest.mark.parametrize("make", [cii, ubl])
def test_an_answer_goes_to_the_very_address_of_the_supplier(session, received, tmp_path, make, answer, code, reason):
    put_company(session, {"siret": "55210055400013"})
    invoice = make().replace(b'"0225">812345676<', f'"0225">{ADDRESS}<'.encode())
    expense_id = received(invoice)
    write_answer(session, expense_id, answer, tmp_path / "answer.xml", reason=reason, remark="Voir notre courriel")
    xml = (tmp_path / "answer.xml").read_bytes()
    assert status_findings(xml) == []
    root = parse_xml(xml)
    (recipient,) = root.all("ExchangedDocument/RecipientTradeParty/URIUniversalCommunication/URIID")
    assert (recipient.text, recipient.attributes["schemeID"]) == (ADDRESS, "0225")
    reference = root.part("AcknowledgementDocument/ReferenceReferencedDocument")
    assert reference.text_at("ProcessConditionCode") == code
    assert (reference.text_at("IssuerAssignedID"), reference.text_at("IssuerTradeParty/GlobalID")) == (
        NUMBER,
        "812345676",
    )
    assert reference.text_at("SpecifiedDocumentStatus/ReasonCode") == reason


def test_a_reason_of_another_list_is_refused_with_those_that_are_allowed(session, received, tmp_path):
    put_company(session, {"siret": "55210055400013"})
    expense_id, path = received(cii()), tmp_path / "answer.xml"
    for reason, part in (("", "missing"), ("LIVR_INCOMP", "wrong"), ("tx_tva_err", "wrong")):
        error = refusal(write_answer, session, expense_id, Answer.REFUSE, path, reason=reason)
        assert (error.code, error.params["part"]) == (ErrorCode.STATUS_REASON, part)
        assert "TX_TVA_ERR" in error.params["reasons"]
        assert "LIVR_INCOMP" not in error.params["reasons"]
    error = refusal(write_answer, session, expense_id, Answer.APPROVE, path, reason="DOUBLON")
    assert error.params["part"] == "none"
    assert not path.exists()


def test_no_answer_to_a_plain_pdf_to_one_s_own_sale_or_to_a_supplier_without_address(session, received, tmp_path):
    path = tmp_path / "answer.xml"
    own = received(cii(), "own.xml")
    assert refusal(write_answer, session, own, Answer.APPROVE, path).code is ErrorCode.STATUS_UNAVAILABLE
    put_company(session, {"siret": "55210055400013"})
    plain = received(pdf(), "plain.pdf")
    assert refusal(write_answer, session, plain, Answer.APPROVE, path).code is ErrorCode.STATUS_UNAVAILABLE
    other = cii(SAMPLES["standard"], "F-2026-0044").replace(b"URIID", b"CompleteNumber")
    error = refusal(write_answer, session, received(other, "other.xml"), Answer.APPROVE, path)
    assert [each.rule for each in error.params["problems"]] == ["BR-FR-CDV-08"]
