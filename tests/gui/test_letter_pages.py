"""The pages of reminder letters as they are seen: in the window of the envelope, complete, with a code that is read."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from microdesk_desktop.documents.reminders.letter import ReminderFacts, write_letter
from microdesk_desktop.documents.reminders.letter_page import Parties, letter_page
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms
from microdesk_desktop.documents.render.typeset import TEMPLATES, Typesetter
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.documents.parties import Address, Buyer, Seller
from microdesk_desktop.domain.parties import ClientKind
from tests.support.documents.drawn_pages import codes_on, pdf_pages, svg_page
from tests.unit.documents.reminders.test_letter import late, plain

AT = datetime(2026, 6, 20, tzinfo=UTC)
IBAN = "FR7630006000011234567890189"
SELLER = Seller(
    name="Camille Martin EI",
    trade_name="Atelier Martin",
    address=Address(lines=("14 rue des Tanneurs",), postal_code="69005", city="Lyon"),
    siret="73282932000074",
    siren="732829320",
    register="RCS Lyon 732 829 320",
    email="camille@atelier-martin.fr",
    phone="06 12 34 56 78",
    mediator="CM2C, 49 rue de Ponthieu, 75008 Paris",
)
BUYER = Buyer(
    name="Nova SARL",
    contact="Comptabilité fournisseurs",
    address=Address(lines=("8 quai des Chartrons", "Bâtiment C", "Cour du fond"), postal_code="33000", city="Bordeaux"),
)
PARTIES = Parties(seller=SELLER, buyer=BUYER)
TWO = (late("F-2026-0040", date(2025, 12, 20), 1840_00), late("F-2026-0043", cents=2400_00, paid=100_00))
IN_SIGHT = {"left": 110, "right": 190, "top": 55, "bottom": 79}
"""Millimetres of the sheet that stand in every window, 35 mm high, of an envelope of 110 × 220, however it slides."""
POINTS_OF_MM = 72 / 25.4
COMPARED_DPI, SCANNED_DPI, APART = 150, 200, 8
"""Two programs that smooth the same letters differ by 5.3 of 255 on average, other lines of text by 10 at least."""


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


def facts(tone=ReminderTone.FORMAL, documents=TWO, **others):
    usual = {
        "language": "fr",
        "client": ClientKind.COMPANY,
        "today": date(2026, 6, 20),
        "pay_by": date(2026, 6, 28),
        "iban": IBAN,
        "bic": "AGRIFRPP",
        "previous": date(2026, 6, 10),
    }
    return ReminderFacts(tone=tone, documents=documents, sender=SELLER.name, **{**usual, **others})


def page_of(made, body=None, parties=PARTIES):
    letter = write_letter(made)
    return letter_page(made, letter if body is None else replace(letter, body=body), parties)


def pdf_of(typesetter, page, template="sober", **look):
    return typesetter.pdf(page, Look(template=template, **look), AT)


def text_of(pdf):
    """Its text with plain spaces; what stands on one line stays on it."""
    return plain("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("tone", ReminderTone)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_reminder_of_two_invoices_is_one_page_with_all_that_a_letter_needs(typesetter, template, tone, language):
    made = facts(tone, language=language)
    pdf = pdf_of(typesetter, page_of(made), template)
    text = text_of(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    stated = [SELLER.name, "Atelier Martin", "RCS Lyon", "732 829 320 00074", "Nova SARL", "33000 Bordeaux", "BIC"]
    stated += [each.number for each in TWO] + ["FR76 3000 6000 0112 3456 7890 189"]
    stated += {"fr": ["Lyon, le 20 juin 2026", "182 jours"], "en": ["Lyon, 20 June 2026", "182 days"]}[language]
    assert [each for each in stated if each not in text] == []
    assert re.search(r"2[ ,]300[.,]00", text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("tone", ReminderTone)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_line_begins_in_the_middle_of_a_day_and_no_word_stands_alone(typesetter, template, tone, language):
    lines = text_of(pdf_of(typesetter, page_of(facts(tone, language=language)), template)).splitlines()
    assert [line for line in lines if re.match(r"(juin |June )?2026\b", line)] == []
    assert [line for line in lines if re.fullmatch(r"\S+ ?[.:]", line) and not re.match(r"\d|L\.", line)] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_recipient_stands_in_the_window_of_the_envelope_and_nothing_else_does(typesetter, template):
    (page,) = pypdfium2.PdfDocument(pdf_of(typesetter, page_of(facts()), template))
    height = page.get_height()
    lines = page.get_textpage()

    def millimetres(text):
        left, bottom, right, top = lines.get_charbox(lines.search(text).get_next()[0])
        return (
            left / POINTS_OF_MM,
            right / POINTS_OF_MM,
            (height - top) / POINTS_OF_MM,
            (height - bottom) / POINTS_OF_MM,
        )

    for text in ("Nova SARL", "Comptabilité fournisseurs", "33000 Bordeaux"):
        left, _, top, bottom = millimetres(text)
        assert IN_SIGHT["left"] <= left < IN_SIGHT["right"]
        assert IN_SIGHT["top"] <= top
        assert bottom <= IN_SIGHT["bottom"]
    # The largest window, 45 mm high, wherever the sheet lies.
    box = [100, height / POINTS_OF_MM - 90, 200, height / POINTS_OF_MM - 45]
    seen = lines.get_text_bounded(*(each * POINTS_OF_MM for each in box))
    assert [line.strip() for line in seen.splitlines() if line.strip()] == [
        "Nova SARL",
        "Comptabilité fournisseurs",
        "8 quai des Chartrons",
        "Bâtiment C",
        "Cour du fond",
        "33000 Bordeaux",
    ]


def test_the_tables_show_what_is_open_and_how_each_cent_of_interest_is_computed(typesetter):
    text = text_of(pdf_of(typesetter, page_of(facts())))
    rows = [" ".join(line.split()) for line in text.splitlines()]
    flat = " ".join(rows)
    assert "F-2026-0043 1er mai 2026 31 mai 2026 20 jours 2 400,00 € 2 300,00 €" in flat
    # 1840 × 11 × 8.28 % ÷ 365 = 4.5914…; 1840 × 171 × 7.86 % ÷ 365 = 67.7551…; 2300 × 20 × 7.86 % ÷ 365 = 9.9057…
    assert "F-2026-0040 du 21 au 31 décembre 2025 11 1 840,00 € 8,28 % 4,59 €" in flat
    assert "F-2026-0040 du 1er janvier au 20 juin 2026 171 1 840,00 € 7,86 % 67,76 €" in flat
    assert "F-2026-0043 du 1er au 20 juin 2026 20 2 300,00 € 7,86 % 9,91 €" in flat
    assert "Indemnité forfaitaire pour frais de recouvrement (40,00 € × 2) 80,00 €" in flat
    assert "Somme à régler 4 302,26 €" in flat


def test_a_consumer_is_asked_for_no_40_euros_and_is_given_the_mediator(typesetter):
    legal = RateTerms(basis=RateBasis.LEGAL)
    owed = late("F-1", client=ClientKind.INDIVIDUAL, terms=legal)
    text = text_of(pdf_of(typesetter, page_of(facts(documents=(owed,), client=ClientKind.INDIVIDUAL))))
    assert "Médiateur de la consommation : CM2C" in text
    assert "40,00" not in text
    assert "Médiateur" not in text_of(pdf_of(typesetter, page_of(facts())))


@pytest.mark.parametrize(("tone", "asked"), [(ReminderTone.FIRM, "4140.00"), (ReminderTone.FORMAL, "4302.26")])
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_code_asks_for_the_sum_of_the_letter_on_paper_and_on_the_screen(typesetter, template, tone, asked):
    page, numbers = page_of(facts(tone)), "F-2026-0040 et F-2026-0043"
    code = f"BCD\n002\n1\nSCT\nAGRIFRPP\n{SELLER.name}\n{IBAN}\nEUR{asked}\n\n\n{numbers}"
    (drawn,) = pdf_pages(pdf_of(typesetter, page, template), SCANNED_DPI)
    (shown,) = typesetter.svg(page, Look(template=template))
    assert codes_on(drawn) == codes_on(svg_page(shown, SCANNED_DPI)) == [code]


def test_there_is_no_code_where_the_user_wants_none_or_two_currencies_are_owed(typesetter):
    (drawn,) = pdf_pages(pdf_of(typesetter, page_of(facts()), shows_code=False), SCANNED_DPI)
    assert codes_on(drawn) == []
    two = page_of(facts(documents=(TWO[0], late("F-2", currency="USD"))))
    assert two["payment"]["code"] is None
    assert "FR76 3000" in text_of(pdf_of(typesetter, two))


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_preview_is_the_page_of_the_pdf(typesetter, template):
    (drawn,) = pdf_pages(pdf_of(typesetter, page_of(facts()), template), COMPARED_DPI)
    (same,) = typesetter.svg(page_of(facts()), Look(template=template))
    (other,) = typesetter.svg(page_of(facts(pay_by=date(2026, 7, 28))), Look(template=template))
    ours, others = (svg_page(each, COMPARED_DPI) for each in (same, other))
    assert ink_apart(drawn, ours) < ink_apart(drawn, others)
    assert ink_apart(drawn, ours) < APART


def ink_apart(one, other):
    """How much two pages differ in grey, on average over their dots."""
    rows = min(len(one), len(other))
    return float(np.abs(one[:rows].astype(int) - other[:rows]).mean())


def test_what_the_user_changed_is_set_as_typed_and_the_rest_keeps_its_tables(typesetter):
    made = facts()
    written = write_letter(made).body
    (listed,) = [text for text in written.split("\n\n") if text.startswith("– Facture")]
    changed = written.replace(listed, "Les deux factures de mai.\nRien d'autre. #[x] *y*").replace("Madame, ", "")
    page = page_of(made, changed)
    assert [block["kind"] for block in page["blocks"]].count("table") == 1  # the interest
    text = text_of(pdf_of(typesetter, page))
    assert "Les deux factures de mai.\nRien d'autre. #[x] *y*" in text
    assert "182 jours 1 840" not in text
    assert page_of(made, plain(written).replace("'", "\u2019"))["blocks"] == page_of(made)["blocks"]
    gone = page_of(made, "Bonjour Jeanne, as-tu vu ma facture ?")
    assert gone["payment"] is None
    assert "IBAN" not in text_of(pdf_of(typesetter, gone))


def test_thirty_invoices_take_several_pages_that_repeat_the_heads_and_are_all_listed(typesetter):
    many = tuple(late(f"F-2026-{each:04}", date(2026, 5, 1 + each % 28), 1000_00 + each) for each in range(30))
    page = page_of(facts(documents=many))
    texts = [plain(each.extract_text()) for each in PdfReader(BytesIO(pdf_of(typesetter, page, "modern"))).pages]
    assert len(texts) > 1
    assert all(re.search(r"Reste dû|Intérêts", text) for text in texts[:-1])
    assert all(f"Page {number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert {each.number for each in many} <= set(re.findall(r"F-2026-\d{4}", " ".join(texts)))
    assert plain(page["title"]).endswith("F-2026-0000, F-2026-0001, F-2026-0002 et 27 autres")


def test_the_pdf_is_tagged_pdf_a_with_its_language_and_its_fonts(typesetter):
    reader = PdfReader(BytesIO(pdf_of(typesetter, page_of(facts(language="en")))), strict=True)
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    for name, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "B")):
        assert re.search(rf'{name}(>|="){value}', metadata), name
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title.startswith("Formal notice")
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in descriptors)
