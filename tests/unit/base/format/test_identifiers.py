"""Identifiers are shown in the groups in which they are read aloud."""

import pytest

from microdesk_desktop.base.format.identifiers import grouped_iban, grouped_siren


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("732829320", "732 829 320"),
        ("73282932000074", "732 829 320 00074"),
        ("7328293", "7328293"),
        ("", ""),
    ],
)
def test_a_siren_or_a_siret_is_read_by_threes_and_anything_else_as_it_is(number, shown):
    assert grouped_siren(number) == shown


def test_an_iban_is_read_by_fours():
    assert grouped_iban("FR7630006000011234567890189") == "FR76 3000 6000 0112 3456 7890 189"
    assert grouped_iban("") == ""
