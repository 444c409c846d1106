"""What suppliers send is read as it states it: three forms of one invoice are equal, and its own totals count."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.worker_options import READ_INVOICE, SHOW_PAGE
from microdesk_desktop.documents.einvoice.codes import has_einvoice
from microdesk_desktop.documents.received.read import load_content, read_received, write_content
from microdesk_desktop.documents.received.xml import read_xml
from microdesk_desktop.domain.documents.received import ReceivedForm
from tests.support.documents.received import cii, factur_x, pdf, ubl, with_text
from tests.support.guards import ROOT
from tests.worlds.documents import SAMPLES

EINVOICES = [name for name, document in SAMPLES.items() if has_einvoice(document)]


def invoice_of(xml):
    invoice = read_xml(xml).invoice
    assert invoice is not None
    return invoice


@pytest.mark.parametrize("name", EINVOICES)
def test_both_syntaxes_of_one_document_are_equal(name):
    assert invoice_of(cii(SAMPLES[name])) == invoice_of(ubl(SAMPLES[name]))


def test_a_pdf_is_read_in_a_process_of_its_own_and_equals_its_xml():
    received = read_received(factur_x(), Job())
    assert received.form is ReceivedForm.FACTUR_X
    assert received.invoice == invoice_of(cii())
    assert load_content(write_content(received)) == received


def test_it_states_supplier_dates_lines_vat_and_totals():
    invoice = invoice_of(cii())
    assert (invoice.supplier.name, invoice.supplier.siren) == ("Camille Roussel EI", "812345676")
    assert (invoice.supplier.vat_number, invoice.supplier.iban) == ("FR19812345676", "FR7630006000011234567890189")
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 11, 26), date(2026, 12, 26))
    assert [(line.label, line.quantity, line.net_cents) for line in invoice.lines] == [
        ("Ligne 1", "2.5", 309),
        ("Ligne 2", "2.5", 555),
        ("Ligne 3", "2.5", 926),
    ]
    assert [(vat.category, vat.rate, vat.base_cents, vat.tax_cents) for vat in invoice.vat] == [("S", "20", 1790, 358)]
    assert (invoice.totals.incl_tax_cents, invoice.expense_cents) == (2148, 2148)


@pytest.mark.parametrize("written", ["20260902", "2026-09-02", "2026-09-02+11:00", "2026-09-02T23:30:00-05:00"])
def test_report_10_a_day_is_never_shifted_by_a_time_zone(written):
    assert invoice_of(with_text(ubl(), "IssueDate", written)).issued_on == date(2026, 9, 2)


def test_report_12_a_rounded_invoice_is_an_expense_of_what_is_to_be_paid():
    xml = with_text(with_text(cii(), "GrandTotalAmount", "25.48"), "DuePayableAmount", "25.47")
    assert invoice_of(xml).expense_cents == 2547


def test_report_13_the_totals_of_the_document_count_when_its_vat_was_rounded_per_line():
    xml = with_text(with_text(cii(), "CalculatedAmount", "3.60"), "DuePayableAmount", "21.50")
    invoice = invoice_of(xml)
    assert (invoice.vat[0].tax_cents, invoice.expense_cents) == (360, 2150)


@pytest.mark.parametrize("due", ["21.48", "-21.48"])
def test_report_14_the_type_of_a_credit_note_decides_its_sign_once(due):
    xml = with_text(cii(SAMPLES["credit note"]), "DuePayableAmount", due)
    assert invoice_of(xml).expense_cents == -2148


def test_what_every_invoice_has_is_named_when_it_is_missing():
    with pytest.raises(KnownError) as raised:
        invoice_of(with_text(cii(), "InvoiceCurrencyCode", ""))
    assert raised.value.code is ErrorCode.INVOICE_INCOMPLETE
    assert raised.value.params == {"field": "currency"}


def test_an_amount_with_two_readings_is_refused():
    with pytest.raises(KnownError) as raised:
        invoice_of(with_text(cii(), "DuePayableAmount", "1,234"))
    assert raised.value.params == {"field": "amount_due"}


def test_an_invoice_paid_before_is_an_expense_of_its_total():
    invoice = invoice_of(cii(SAMPLES["paid at once"]))
    assert (invoice.is_paid, invoice.totals.due_cents, invoice.expense_cents) == (True, 0, 2148)


def test_a_deposit_taken_off_leaves_the_rest_as_the_expense():
    invoice = invoice_of(cii(SAMPLES["final"]))
    assert invoice.expense_cents == invoice.totals.incl_tax_cents - 500
    assert not invoice.replaces_what_it_refers_to


def test_the_same_document_is_known_in_another_form_and_a_correction_is_not_it():
    invoice = invoice_of(cii())
    assert invoice.is_same_document(invoice_of(ubl()))
    assert not invoice.is_same_document(replace(invoice, type_code="384"))
    assert not invoice.is_same_document(replace(invoice, supplier=replace(invoice.supplier, siren="552100554")))


@pytest.mark.parametrize(
    ("option", "make", "expected"), [(READ_INVOICE, cii, b'"invoice":{'), (SHOW_PAGE, pdf, b"\x89PNG")]
)
def test_the_packaged_program_becomes_each_worker_by_its_option(option, make, expected):
    program = [sys.executable, "-m", "microdesk_desktop", option]
    done = subprocess.run(program, input=make(), capture_output=True, cwd=ROOT, check=True)
    assert expected in done.stdout
