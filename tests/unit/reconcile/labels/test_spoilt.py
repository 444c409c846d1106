"""Names whose accents a bank's computer spoilt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.reconcile.labels.spoilt import mended, spoilt_forms, without_gaps


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [("HÃ©lÃ¨ne", "Hélène"), ("QUÃ‰LEN", "QUÉLEN"), ("FranÃ§ois", "François"), ("Ãngel", "Ãngel"), ("São", "São")],
)
def test_two_letters_for_one_are_read_as_the_one(spoilt: str, meant: str) -> None:
    assert mended(spoilt) == meant


@given(st.text(alphabet="éèàçêôûïÉÈÀÇ abcdeXYZ 0123", max_size=40))
def test_what_is_well_written_stays(label: str) -> None:
    assert mended(label) == label


def test_a_mark_within_a_word_is_a_lost_letter_and_a_question_is_none() -> None:
    assert without_gaps("HEL?NE BR\ufffdHAT ?") == "HELNE BRHAT ?"


def test_each_accent_may_be_lost_alone() -> None:
    forms = spoilt_forms(["Hélène Bréhat", "Zoé"], {"HELENE", "BREHAT", "ZOE"})
    assert forms == {"HLENE": ["HELENE"], "HELNE": ["HELENE"], "HLNE": ["HELENE"], "BRHAT": ["BREHAT"]}
