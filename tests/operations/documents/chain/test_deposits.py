"""Deposits and what follows them: deducted once, named with number and day, each rate of VAT right.

Several rates, a deposit of all, one that is credited in between, and credit notes that never add
up to more than the invoice.
"""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.documents.chain import find_issued, load_last_closing, load_seal_of
from microdesk_desktop.store.documents.drafts import delete_draft, load_drafts
from tests.support.documents.issuing import issued, issuing_vault

RATES = {"20": "1000.00", "10": "333.33", "5.5": "77.77"}
WORK = [{"label": f"Lot à {rate} %", "unit_price": price, "vat_rate": rate} for rate, price in RATES.items()]


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_number": "FR19812345676", "vat_regime": "real"})
    yield session
    session.close()


def content_of(session, number):
    return session.read(lambda reader: read_content(load_seal_of(reader, find_issued(reader, number)).content))


def deposit(session, rate, amount):
    return issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": amount, "vat_rate": rate}])


def due(session, number):
    return session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number)).remaining_cents


def refused(session, **facts):
    with pytest.raises(KnownError) as caught:
        issued(session, **facts)
    assert caught.value.code is ErrorCode.DOCUMENT_REFUSED
    return {problem.rule for problem in caught.value.params["problems"]}


def test_three_deposits_at_different_rates_are_deducted_once_and_named_in_the_e_invoice(session, clock):
    deposits = [deposit(session, rate, amount) for rate, amount in (("20", "300"), ("10", "100"), ("5.5", "20"))]
    final = issued(session, type="final", lines=WORK, deposits=deposits)
    content, xml = content_of(session, final), file_of(session, final, "xml").decode()
    assert [group.tax for group in content.totals.groups] == [200_00, 33_33, 4_28]
    assert [(part.vat.rate_bp, part.base, part.tax) for each in content.document.deposits for part in each.parts] == [
        (2_000, 300_00, 60_00),
        (1_000, 100_00, 10_00),
        (550, 20_00, 1_10),
    ]
    assert (content.totals.paid, content.totals.due) == (491_10, content.totals.incl_tax - 491_10)
    assert all(f"{number}</ram:IssuerAssignedID>" in xml for number in deposits)
    assert due(session, final) == content.totals.due
    clock.advance(days=1)
    close_periods(session)
    closed = session.read(load_last_closing).content
    assert f'"incl_tax":{content.totals.incl_tax}' in closed, "the deposits and the final invoice are counted once"
    assert verify_documents(session).flaws == ()


def test_a_deposit_of_all_leaves_a_final_invoice_of_nothing_due(session):
    lines = WORK[:1]
    final = issued(session, type="final", lines=lines, deposits=[deposit(session, "20", "1000")])
    assert (content_of(session, final).totals.due, due(session, final)) == (0, 0)


def test_deposits_above_the_total_are_refused(session):
    above = deposit(session, "20", "1000.01")
    assert "MD-NEGATIVE" in refused(session, type="final", lines=WORK[:1], deposits=[above])


def test_a_deposit_that_is_credited_in_between_is_deducted_less_its_credit_note(session):
    number = deposit(session, "20", "300")
    issue(session, credit(session, number, {"lines": [{"label": "Trop", "unit_price": "100", "vat_rate": "20"}]}).id)
    final = issued(session, type="final", lines=WORK[:1], deposits=[number])
    (kept,) = content_of(session, final).document.deposits
    assert kept.incl_tax_cents == 240_00
    assert [(part.base, part.tax) for part in kept.parts] == [(200_00, 40_00)]


def test_a_deposit_is_not_deducted_by_a_second_final_invoice(session):
    number = deposit(session, "20", "300")
    issued(session, type="final", lines=WORK, deposits=[number])
    assert "MD-DEPOSIT-TWICE" in refused(session, type="final", lines=WORK, deposits=[number])


def test_several_credit_notes_reach_the_invoice_and_the_cent_too_much_is_refused(session):
    number = issued(session, lines=WORK[:1])

    def part(amount):
        lines = [{"label": "Remise", "unit_price": amount, "vat_rate": "20"}]
        return issue(session, credit(session, number, {"lines": lines}).id).number

    part("600")
    part("399.99")
    with pytest.raises(KnownError):
        part("0.02")
    session.write(lambda writer: [delete_draft(writer, id_) for id_, *_ in load_drafts(writer)])
    part("0.01")
    assert due(session, number) == 0
    with pytest.raises(KnownError):
        part("0.01")
    assert verify_documents(session).flaws == ()


def test_a_credit_note_gives_back_no_tax_of_a_rate_that_was_not_charged(session):
    number = issued(session, lines=WORK[1:])
    with pytest.raises(KnownError) as caught:
        issue(session, credit(session, number, {"lines": [{"label": "A", "unit_price": "50", "vat_rate": "20"}]}).id)
    assert {problem.rule for problem in caught.value.params["problems"]} == {"MD-CREDIT-LEFT"}


def test_a_whole_credit_note_mirrors_net_tax_of_each_rate_and_gross(session):
    number = issued(session, lines=WORK, discount_percent="3.33333")
    note = issue(session, credit(session, number).id).number
    original, mirrored = content_of(session, number).totals, content_of(session, note).totals
    assert mirrored.groups == original.groups
    assert (mirrored.excl_tax, mirrored.tax, mirrored.incl_tax) == (original.excl_tax, original.tax, original.incl_tax)
