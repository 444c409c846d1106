"""Conversion in a vault: drafts of the next document, what others took meanwhile, and what is refused at issue."""

from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.form import write_form
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.documents.chain.convert import convert
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.drafts import change_draft, remove_draft, require_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.vault.company import put_company, set_vat_regime
from microdesk_desktop.store.bank.targets import find_target
from tests.operations.documents.test_issue import document_of
from tests.support.documents.issuing import drafted, issued, issuing_vault

DAYS = [{"label": "Atelier", "quantity": "5", "unit": "DAY", "unit_price": "400.00"}]
PERCENT = 10**5
HALF = Part(percent=50 * PERCENT)


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def draft_of(session, result):
    return session.read(lambda reader: require_draft(reader, result.id))


def refusal(session, draft_id):
    with pytest.raises(KnownError) as caught:
        issue(session, draft_id)
    return [problem.rule for problem in caught.value.params["problems"]]


def test_a_quote_becomes_deposit_final_and_credit_note_each_issued_and_valid(session):
    quote = issued(session, type="quote", lines=DAYS)
    deposit = issue(session, convert(session, quote, DocumentType.DEPOSIT).id).number
    final = issue(session, convert(session, quote, DocumentType.FINAL).id).number
    issue(session, credit(session, final).id)
    document = document_of(session, final).document
    assert [(each.reference.number, each.incl_tax_cents) for each in document.deposits] == [(deposit, 600_00)]
    assert document_of(session, final).totals.due == 1_400_00
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, final))
    assert target.remaining_cents == 0


def test_what_a_draft_takes_is_not_offered_again_until_it_is_removed(session):
    quote = issued(session, type="quote", lines=DAYS)
    first = convert(session, quote, DocumentType.INVOICE)
    with pytest.raises(KnownError, match="nothing_left"):
        convert(session, quote, DocumentType.INVOICE)
    remove_draft(session, first.id)
    assert draft_of(session, convert(session, quote, DocumentType.INVOICE)).lines[0].quantity == 50_000


def test_a_draft_that_another_document_overtook_is_refused_at_issue(session):
    quote = issued(session, type="quote", lines=DAYS)
    overtaken = drafted(session, refers_to=[quote], lines=DAYS)
    issue(session, convert(session, quote, DocumentType.INVOICE, HALF, is_beyond=True).id)
    assert refusal(session, overtaken) == ["MD-QUOTE-LEFT"]
    wanted = session.read(lambda reader: require_draft(reader, overtaken))
    change_draft(session, overtaken, replace(wanted, is_beyond_quote=True))
    assert issue(session, overtaken).number == "F-2026-0002"


def test_credit_notes_together_are_never_above_the_invoice(session):
    invoice = issued(session, lines=DAYS)
    first, second = (drafted(session, type="credit_note", refers_to=[invoice], lines=DAYS) for _ in range(2))
    issue(session, first)
    assert refusal(session, second) == ["MD-CREDIT-LEFT"]
    with pytest.raises(KnownError, match="nothing_left"):
        credit(session, invoice)


def test_a_partial_credit_note_leaves_the_rest_for_the_next(session):
    invoice = issued(session, lines=DAYS)
    issue(session, credit(session, invoice, part=Part(incl_tax=500_00)).id)
    with pytest.raises(KnownError) as caught:
        credit(session, invoice, part=Part(incl_tax=1_500_01))
    assert (caught.value.code, caught.value.params["left"].cents) == (ErrorCode.ABOVE_REMAINING, 1_500_00)
    rest = issue(session, credit(session, invoice).id).number
    assert document_of(session, rest).totals.incl_tax == 1_500_00


def test_a_deposit_is_deducted_once(session):
    quote = issued(session, type="quote", lines=DAYS)
    deposit = issue(session, convert(session, quote, DocumentType.DEPOSIT).id).number
    first = convert(session, quote, DocumentType.FINAL)
    again = drafted(session, type="final", deposits=[deposit], lines=DAYS)
    issue(session, first.id)
    assert refusal(session, again) == ["MD-DEPOSIT-TWICE"]


def test_the_vat_of_a_quote_follows_the_regime_of_the_day_on_which_it_is_invoiced(session, clock):
    quote = issued(session, type="quote", lines=DAYS)
    invoice = issued(session, lines=DAYS)
    put_company(session, {"vat_number": "FR19812345676"})
    clock.advance(days=1)
    set_vat_regime(session, VatRegime.REAL)
    continued_id = convert(session, quote, DocumentType.INVOICE).id
    continued = session.read(lambda reader: require_draft(reader, continued_id))
    assert "vat_category" not in write_form(continued)["lines"][0]
    assert document_of(session, issue(session, continued_id).number).totals.tax == 400_00
    note = document_of(session, issue(session, credit(session, invoice).id).number)
    assert note.totals.tax == 0


def test_what_does_not_follow_is_refused(session):
    quote, invoice = issued(session, type="quote"), issued(session)
    for number, to in ((quote, DocumentType.CORRECTIVE), (invoice, DocumentType.INVOICE), (quote, DocumentType.QUOTE)):
        with pytest.raises(KnownError, match="conversion_unknown"):
            convert(session, number, to)
    with pytest.raises(KnownError, match="conversion_unknown"):
        credit(session, quote)
    with pytest.raises(KnownError, match="no_deposit"):
        convert(session, quote, DocumentType.FINAL)
    with pytest.raises(KnownError, match="unknown_target"):
        convert(session, "D-1999-0001", DocumentType.INVOICE)


def test_a_corrective_invoice_names_the_one_that_it_corrects(session):
    invoice = issued(session, refers_to=[issued(session, type="quote")])
    corrective = issue(session, convert(session, invoice, DocumentType.CORRECTIVE).id).number
    assert [each.number for each in document_of(session, corrective).document.refers_to] == [invoice]
