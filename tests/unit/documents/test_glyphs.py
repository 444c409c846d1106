"""Characters that documents can show: those that Typst finds in the fonts; any other is named with its place."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.coverage import covered
from microdesk_desktop.documents.render.glyphs import missing_character
from microdesk_desktop.documents.render.typeset import Typesetter
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.documents.parties import Address
from microdesk_desktop.views.messages.document_problems import problem_text
from tests.worlds.document_pages import BRUN, item, paper

AT = datetime(2026, 11, 26, tzinfo=UTC)


def pdf_of(text):
    return Typesetter().pdf(prepare(paper(notes=text), "F-1").page, Look(), AT)


def test_every_character_of_the_fonts_can_be_set_as_pdf_a():
    legible = [chr(point) for point in sorted(covered()) if unicodedata.category(chr(point)) not in ("Cc", "Co")]
    assert not missing_character("".join(legible))
    assert len(legible) > 40_000
    assert pdf_of(" ".join(legible))


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\x7f", "\u2800", "\uffff", "\U00013000", "\u0378"])
def test_a_character_that_typst_refuses_is_found(character):
    with pytest.raises(RuntimeError, match="could not be displayed"):
        pdf_of(f"a{character}b")
    assert missing_character(f"a{character}b") == character


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\ue000", "\x0b"])
def test_a_character_that_no_reader_would_understand_is_found(character):
    assert missing_character(f"a{character}b") == character


@pytest.mark.parametrize(
    "text",
    [
        "Été à Œuvre",
        "Łódź Ŝŭ",
        "e\u0301\u0323",
        "日\u0301",
        "❤️ 👨‍👩‍👧 🇫🇷 👋🏽",
        "עִבְרִית",
        "العَرَبِيَّة",
        "हिन्दी",
        "a\u202eb",
        "a\u00adb\n\tc",
    ],
)
def test_marks_sequences_and_invisible_characters_can_be_set(text):
    assert missing_character(text) == ""
    assert pdf_of(text)


def test_each_place_of_a_document_is_looked_at():
    document = paper(
        item("a", 1),
        item("b\x01", 1, text="c\U00013000"),
        subject="\x02",
        notes="\x03",
        order_number="\x04",
        buyer=replace(
            BRUN, name="\x05", contact="\x06", address=Address(lines=("\x07",)), delivery=Address(city="\x08")
        ),
    )
    document = replace(document, seller=replace(document.seller, trade_name="\x0e", mediator="\x0f"))
    found = [problem for problem in prepare(document, "F-1").problems if problem.rule == "MD-GLYPH"]
    assert {(problem.term, problem.line, problem.value) for problem in found} == {
        ("BT-28", None, "\x0e"),
        ("mediator", None, "\x0f"),
        ("BT-44", None, "\x05"),
        ("BT-50", None, "\x07"),
        ("BT-56", None, "\x06"),
        ("BT-75", None, "\x08"),
        ("BT-13", None, "\x04"),
        ("subject", None, "\x02"),
        ("BT-22", None, "\x03"),
        ("BT-153", 2, "\x01"),
        ("BT-154", 2, "\U00013000"),
    }


def test_the_sentence_names_the_character_and_its_place():
    document = paper(item("a", 1), item("b\U00013000", 1), notes="\x01")
    texts = [
        problem_text(each).replace("\u00a0", " ")
        for each in prepare(document, "F-1").problems
        if each.rule == "MD-GLYPH"
    ]
    assert texts == [
        "Le caractère U+0001 ne peut pas être imprimé : remplacez-le dans les notes.",
        "Ligne 2 : le caractère « 𓀀 » (U+13000) ne peut pas être imprimé : remplacez-le dans la désignation.",
    ]
