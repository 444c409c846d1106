"""Countries by what a user or a file writes."""

import pytest

from microdesk_desktop.base.format.countries import country_code, country_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FR", "FR"),
        ("be", "BE"),
        ("Belgique", "BE"),
        ("Belgium", "BE"),
        ("ETATS-UNIS", "US"),
        ("États-Unis", "US"),
        ("UK", "GB"),
        ("Hollande", "NL"),
        ("nulle part", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_letters_or_its_name_in_either_language(text, code):
    assert country_code(text) == code


def test_every_name_that_is_shown_is_read_back():
    assert [(code, name) for code, name in country_names().items() if country_code(name) != code] == []
