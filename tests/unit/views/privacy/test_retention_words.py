"""How long each kind of data stays and why, in the language of the screen; the texts of the law keep their names."""

from datetime import date

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.privacy.retention import Category, durations
from microdesk_desktop.views.privacy.retention_reasons import reason_text, reference_text

DAY = date(2026, 11, 28)


@pytest.fixture
def spoken():
    yield set_language
    set_language("fr")


def told(language, spoken):
    spoken(language)
    return {category: reason_text(each) for category, each in durations(DAY, {}).items()}


def test_every_duration_has_its_reason_in_words_of_each_language(spoken):
    french, english = told("fr", spoken), told("en", spoken)
    assert french.keys() == english.keys() == set(Category)
    assert len(set(french.values())) == len(Category) == len(set(english.values()))
    for category in Category:
        assert french[category] != english[category], "French words in English"
        assert english[category].isascii()


def test_the_text_of_the_law_is_named_beside_and_bounds_are_said(spoken):
    spoken("en")
    known = durations(DAY, {})
    assert reference_text(known[Category.ARCHIVES]) == "Reference: Code de commerce art. L. 123-22"
    assert reason_text(known[Category.ARCHIVES]).endswith("Not less than 10 years.")
    assert reason_text(known[Category.PROSPECTS]).endswith("Not more than 3 years.")
