"""A quote of another tool, of which only the totals are known, is invoiced like one of ours."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.summary import rate_of_totals
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.convert import convert, invoice_rest
from microdesk_desktop.operations.documents.chain.load import load_chain
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.documents.thread import thread_of
from tests.operations.documents.test_issue import document_of
from tests.support.documents.issuing import NOVA, drafted, issued, issuing_vault

PERCENT = 10**5


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_number": "FR19812345676", "vat_regime": "real"})
    yield session
    session.close()


def imported(session, excl_tax, tax, **facts):
    """The number of a quote from another tool."""
    document = ImportedDocument(
        number="D-12",
        type=DocumentType.QUOTE,
        issued_on=date(2026, 3, 3),
        due_on=None,
        client="Nova SARL",
        excl_tax_cents=excl_tax,
        tax_cents=tax,
        incl_tax_cents=excl_tax + tax,
        paid_cents=0,
        **facts,
    )
    session.write(
        lambda writer: save_document(writer, document, save_client(writer, Client(kind=ClientKind.COMPANY, **NOVA)))
    )
    return document.number


def drafted_of(session, result):
    return session.read(lambda reader: require_draft(reader, result.id))


def thread(session, number):
    today = session.clock.today()
    return session.read(lambda reader: thread_of(reader, load_chain(reader, number, today), today))


def left(session, number):
    return thread(session, number).left


def entries(session, number):
    return [each.amount for each in thread(session, number).entries]


def test_its_totals_become_one_line_at_their_rate_that_names_the_quote(session):
    number = imported(session, 1_000_00, 55_00, subject="Livraison de livres")
    draft = drafted_of(session, invoice_rest(session, number))
    assert [(each.label, each.unit_price, each.vat_rate_bp) for each in draft.lines] == [
        ("Livraison de livres", 1_000 * 10**6, 550)
    ]
    assert draft.refers_to == (number,)
    assert draft.client_id is not None


def test_it_becomes_deposit_parts_and_final_invoice_and_never_more_than_its_total(session):
    number = imported(session, 1_000_00, 200_00)
    deposit = issue(session, convert(session, number, DocumentType.DEPOSIT).id).number
    half = issue(session, convert(session, number, DocumentType.INVOICE, Part(percent=50 * PERCENT)).id).number
    with pytest.raises(KnownError) as caught:
        convert(session, number, DocumentType.INVOICE, Part(excl_tax=200_01))
    assert caught.value.code is ErrorCode.ABOVE_REMAINING
    final = issue(session, convert(session, number, DocumentType.FINAL).id).number
    totals = [document_of(session, each).totals for each in (deposit, half, final)]
    assert [(each.incl_tax, each.due) for each in totals] == [(360_00, 360_00), (600_00, 600_00), (600_00, 240_00)]
    assert document_of(session, half).document.lines[0].label.startswith("Facturation partielle sur devis D-12")
    assert left(session, number).lines == ()


def test_a_tax_that_no_single_rate_makes_leaves_the_rate_to_be_chosen_before_the_issue(session):
    number = imported(session, 1_000_00, 150_00)
    with pytest.raises(KnownError) as caught:
        convert(session, number, DocumentType.DEPOSIT, Part(incl_tax=100_00))
    assert caught.value.code is ErrorCode.VAT_UNKNOWN
    result = invoice_rest(session, number)
    with pytest.raises(KnownError) as caught:
        issue(session, result.id)
    assert [(each.rule, each.line) for each in caught.value.params["problems"]] == [("BR-S-05", 1)]
    assert left(session, number).is_vat_open
    assert (left(session, number).cents, entries(session, number)) == (0, ["1\xa0150,00\xa0€", "1\xa0000,00\xa0€"])


def test_without_tax_the_case_of_the_company_and_the_client_decides(session):
    put_company(session, {"vat_regime": "franchise"})
    draft = drafted_of(session, invoice_rest(session, imported(session, 1_000_00, 0)))
    assert (draft.lines[0].vat_rate_bp, draft.lines[0].label) == (None, "Devis D-12 du 3 mars 2026")


def test_an_invoice_above_what_remains_of_it_is_refused_at_issue(session):
    number = imported(session, 1_000_00, 200_00)
    draft_id = drafted(session, refers_to=[number], lines=[{"label": "Site", "unit_price": "600"}])
    issued(session, refers_to=[number], lines=[{"label": "Logo", "unit_price": "500"}])
    with pytest.raises(KnownError) as caught:
        issue(session, draft_id)
    assert [each.rule for each in caught.value.params["problems"]] == ["MD-QUOTE-LEFT"]


@pytest.mark.parametrize(
    ("excl_tax", "tax", "rate"),
    [(1_000_00, 200_00, 2_000), (99_99, 9_99, 1_000), (1_000_00, 150_00, None), (50, 1, None), (1_000_00, 0, None)],
)
def test_the_rate_of_totals_is_named_only_where_one_alone_fits(excl_tax, tax, rate):
    assert rate_of_totals(excl_tax, tax, 1) == rate
