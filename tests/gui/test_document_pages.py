"""The pages of documents as they are seen: the preview is the issued PDF, its code is read, page breaks carry sums."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.page import Look
from microdesk_desktop.documents.render.press import Order, files_of
from microdesk_desktop.documents.render.typeset import TEMPLATES, Typesetter
from tests.support.documents.drawn_pages import codes_on, difference, pdf_pages, svg_page
from tests.worlds.document_pages import PAGES, item, paper
from tests.worlds.documents import DAY

NUMBER, AT = "F-2026-0043", datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
USUAL, SCANNED_DPI = Look(), 150
COMPARED_DPI, ALIKE = 200, 65
"""Two programs that smooth the same letters differ by at most 58 of 255; a 7 in the place of a 6, by 73 at least."""
MARGIN_DPI, MARGIN_MM = 25.4, 12
"""One pixel for each millimetre; the narrowest margin of a template is 14 mm wide."""
CODE = "BCD\n002\n1\nSCT\nAGRIFRPP\nJeanne Martin EI\nFR7630006000011234567890189\nEUR1250.00\n\n\nF-2026-0043"


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


def page_of(name, number=NUMBER):
    return prepare(PAGES[name], number).page


def issued_pdf(name, look=USUAL):
    prepared = prepare(PAGES[name], NUMBER)
    order = Order(page=prepared.page, look=look, author="Jeanne Martin EI", at=AT, terms=prepared.terms)
    return files_of(order)["pdf"]


def texts_of(pdf):
    return [page.extract_text().replace("\u00a0", " ").replace("\u202f", " ") for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", PAGES)
def test_every_document_is_set_in_every_template(typesetter, template, name):
    text = " ".join(texts_of(typesetter.pdf(page_of(name), Look(template=template), AT)))
    prepared = prepare(PAGES[name], NUMBER)
    assert NUMBER in text
    assert prepared.document.seller.name in text
    amounts = [prepared.page["due"][1], *(row[1] for row in prepared.page["totals"])]
    for amount in amounts if prepared.page["has_money"] else []:
        assert amount.replace("\u00a0", " ").replace("\u202f", " ") in text
    for mention in prepared.page["mentions"]:
        assert mention.replace("\u00a0", " ")[:30] in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_day_of_a_deposit_stands_on_one_line(typesetter, template):
    page = prepare(replace(PAGES["final"], language="en"), NUMBER).page
    (text,) = texts_of(typesetter.pdf(page, Look(template=template), AT))
    assert "of 12 Oct 2026" in text
    assert "of 2 Nov 2026" in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_preview_is_the_page_that_is_issued(typesetter, template):
    look = Look(template=template)
    (drawn,) = pdf_pages(issued_pdf("rates", look), COMPARED_DPI)
    (preview,) = typesetter.svg(page_of("rates"), look)
    assert difference(drawn, svg_page(preview, COMPARED_DPI)) < ALIKE
    other = replace(PAGES["rates"], issued_on=DAY + timedelta(days=1))
    (changed,) = typesetter.svg(prepare(other, NUMBER).page, look)
    assert difference(drawn, svg_page(changed, COMPARED_DPI)) > ALIKE


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_code_is_read_from_the_pdf_and_from_the_screen(typesetter, template):
    look = Look(template=template)
    (drawn,) = pdf_pages(issued_pdf("short", look), SCANNED_DPI)
    (preview,) = typesetter.svg(page_of("short"), look)
    assert codes_on(drawn) == [CODE]
    assert codes_on(svg_page(preview, SCANNED_DPI)) == [CODE]
    (draft,) = typesetter.svg(page_of("short", ""), look)
    assert codes_on(svg_page(draft, SCANNED_DPI)) == [CODE.removesuffix(NUMBER)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_page_carries_what_the_next_one_brings(typesetter, template):
    texts = texts_of(typesetter.pdf(page_of("two hundred"), Look(template=template), AT))
    carried = [re.findall(r"À reporter\s*([\d ]+,\d\d)", text) for text in texts]
    brought = [re.findall(r"Report\s*([\d ]+,\d\d)", text) for text in texts]
    assert len(texts) > 4
    assert (brought[0], carried[-1]) == ([], [])
    assert carried[:-1] == brought[1:]
    lines = 0
    for text, sums in zip(texts[:-1], carried, strict=False):
        lines += text.count("3,5 heures")
        assert [_amount(each) for each in sums] == [lines * 21_875]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("count", range(17, 46, 2))
def test_the_totals_and_the_small_print_never_stand_alone_on_a_page(typesetter, template, count):
    document = paper(*(item(f"Illustration {number}", 45) for number in range(count)))
    texts = texts_of(typesetter.pdf(prepare(document, NUMBER).page, Look(template=template), AT))
    lines = [text.count("Illustration") for text in texts]
    assert (sum(lines), min(lines) > 0) == (count, True)
    assert "Indemnité forfaitaire" in texts[-1]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["texts", "long names", "rates", "two hundred"])
def test_nothing_is_set_into_the_margins(typesetter, template, name):
    pages = pdf_pages(typesetter.pdf(page_of(name), Look(template=template), AT), MARGIN_DPI)
    for page in pages:
        # The upper edge has the band of the template « modern ».
        assert page[MARGIN_MM:, :MARGIN_MM].min() == page[MARGIN_MM:, -MARGIN_MM:].min() == page[-6:].min() == 255


def test_one_page_carries_nothing(typesetter):
    (text,) = texts_of(typesetter.pdf(page_of("short"), Look(), AT))
    assert "eport" not in text


@pytest.mark.parametrize("accent", ["#f2b705", "#ffffff", "#000000", "vert"])
def test_any_accent_gives_a_document(typesetter, accent):
    for template in TEMPLATES:
        assert typesetter.pdf(page_of("short"), Look(template=template, accent=accent), AT)


@pytest.mark.parametrize("name", ["rates", "scripts", "two hundred"])
def test_every_font_of_a_page_is_embedded(name):
    reader = PdfReader(BytesIO(issued_pdf(name)), strict=True)
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font


@pytest.mark.real
@pytest.mark.parametrize("name", ["rates", "delivery", "scripts", "two hundred"])
def test_qpdf_finds_nothing_wrong(name, tmp_path):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    path = tmp_path / "document.pdf"
    path.write_bytes(issued_pdf(name, Look(template="modern")))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def _amount(text):
    return int(text.replace(" ", "").replace(",", ""))
