"""The PDF of a document, read by another library: PDF/A-3b with one e-invoice, fonts embedded, all texts there."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from microdesk_desktop.documents.einvoice.pdf import attach_xml
from microdesk_desktop.documents.einvoice.xml import write_xml
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.typeset import Typesetter
from microdesk_desktop.domain.documents.look import Look, Template
from tests.worlds.documents import SAMPLES

NUMBER, AT = "F-2026-0043", datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
USUAL = Look()


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


def issued_pdf(typesetter, name, look=USUAL):
    prepared = prepare(SAMPLES[name], NUMBER)
    pdf = typesetter.pdf(prepared.page, look, AT)
    return attach_xml(pdf, write_xml(prepared.terms), title="Facture", author="Camille Roussel EI", language="fr-FR")


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\u00a0", " ")


def test_the_pdf_has_one_e_invoice_as_its_alternative_form(typesetter):
    pdf = issued_pdf(typesetter, "standard")
    reader = PdfReader(BytesIO(pdf), strict=True)
    root = reader.trailer["/Root"]
    (attached,) = root["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Alternative"
    assert list(reader.attachments) == ["factur-x.xml"]
    assert (pdf.count(b"%PDF-"), pdf.count(b"%%EOF")) == (1, 1)
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert "/ID" in reader.trailer
    assert "/Encrypt" not in reader.trailer


def test_its_metadata_states_the_profile_and_the_level(typesetter):
    metadata = PdfReader(BytesIO(issued_pdf(typesetter, "standard"))).trailer["/Root"]["/Metadata"].get_data().decode()
    for name, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "B"), ("fx:ConformanceLevel", "EN 16931")):
        assert re.search(rf'{name}(>|="){value}', metadata), name


def test_every_font_is_embedded(typesetter):
    reader = PdfReader(BytesIO(issued_pdf(typesetter, "standard")))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


@pytest.mark.parametrize("template", Template)
def test_the_pages_show_what_the_law_asks_for(typesetter, template):
    text = text_of(issued_pdf(typesetter, "franchise", Look(template=template)))
    for wanted in (
        NUMBER,
        "26 novembre 2026",
        "Camille Roussel EI",
        "SIRET 812 345 676 00017",
        "Nova SARL",
        "SIREN 552 100 554",
        "TVA non applicable, art. 293 B du CGI",
        "Pénalités de retard",
        "40 €",
        "26 décembre 2026",
        "FR76 3000 6000 0112 3456 7890 189",
    ):
        assert wanted in text, wanted


def test_a_draft_has_no_number_and_shows_that_it_is_one(typesetter):
    page = prepare(SAMPLES["franchise"], "").page
    text = text_of(typesetter.pdf(page, Look(), AT))
    assert "Brouillon" in text
    assert not re.search("N° (?!TVA)", text)


def test_a_text_of_the_user_is_never_read_as_markup(typesetter):
    hostile = '#panic("x") $1$ *b* @preview [x] \\ // <a> {{x}} `y` #import "@preview/a:1"'
    document = replace(SAMPLES["franchise"], subject=hostile, notes=hostile)
    text = text_of(typesetter.pdf(prepare(document, NUMBER).page, Look(), AT))
    assert text.count('#panic("x") $1$ *b*') == 2


def test_two_hundred_lines_take_several_pages_that_repeat_the_heads(typesetter):
    document = replace(SAMPLES["franchise"], lines=SAMPLES["franchise"].lines * 67)
    reader = PdfReader(BytesIO(typesetter.pdf(prepare(document, NUMBER).page, Look(), AT)))
    assert len(reader.pages) > 4
    assert all("Désignation" in page.extract_text() for page in list(reader.pages)[:-1])
    assert f"Page 2 / {len(reader.pages)}" in reader.pages[1].extract_text()


def test_the_same_document_gives_the_same_bytes(typesetter):
    page = prepare(SAMPLES["franchise"], NUMBER).page
    assert typesetter.pdf(page, Look(), AT) == Typesetter().pdf(page, Look(), AT)
