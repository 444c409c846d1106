"""Texts from outside: halves of surrogate pairs, controls and format characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.text import one_line, visible, well_formed

ANY_TEXT = st.text(st.characters(codec=None), max_size=12)
FORMAT_CHARACTERS = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("VIR NOVA \ud83d", "VIR NOVA \ufffd"),
        ("\ude00 avant", "\ufffd avant"),
        ("deux \ud83d\ude00 moitiés", "deux \U0001f600 moitiés"),
        ("nom\udce9", "nom\ufffd"),
    ],
)
def test_half_an_emoji_costs_that_half(text, kept):
    assert well_formed(text) == kept
    assert one_line(text) == kept


@pytest.mark.parametrize("char", FORMAT_CHARACTERS, ids=lambda char: f"U+{ord(char):04X}")
def test_no_format_character_of_unicode_is_kept_in_a_label(char):
    assert one_line(f"CB{char} 12{char},00") == "CB 12,00"


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "12\u202f500\u00a0€"])
def test_joiners_of_emoji_and_scripts_are_kept_and_shown(text):
    assert "".join(one_line(text).split()) == "".join(text.split())
    assert visible(text) == text


@given(ANY_TEXT)
def test_what_is_kept_can_be_written_and_hides_nothing(text):
    kept = one_line(text)
    kept.encode()
    well_formed(text).encode()
    assert one_line(kept) == kept
    assert visible(kept) == kept


def test_what_would_control_the_terminal_is_shown_as_escapes():
    shown = visible("/tmp/\x1b[31mx\n\u202e\x9b\udcff\u2028é")
    assert shown == r"/tmp/\x1b[31mx\n\u202e\x9b\udcff\u2028é"
