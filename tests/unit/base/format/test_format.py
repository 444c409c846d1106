"""Amounts and days as the language writes them."""

from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.base.i18n import set_language


def test_french_amounts():
    assert money.amount(125_000, "EUR") == "1\u00a0250,00\u00a0€"
    assert money.amount(-61_200, "EUR", signed=True) == "\u2212612,00\u00a0€"
    assert money.amount(48_000, "EUR", signed=True) == "+480,00\u00a0€"
    assert money.amount(0, "EUR", signed=True) == "0,00\u00a0€"
    assert money.amount(1_000_000_000_001, "EUR") == "10\u00a0000\u00a0000\u00a0000,01\u00a0€"


def test_english_amounts():
    set_language("en")
    assert money.amount(-125_000, "EUR") == "\u2212€1,250.00"


def test_days():
    assert dates.short_day(date(2026, 11, 23), date(2026, 12, 1)) == "23/11"
    assert dates.short_day(date(2025, 11, 23), date(2026, 12, 1)) == "23/11/25"
    assert dates.long_day(date(2026, 11, 21)) == "21 novembre 2026"
    assert dates.long_day(date(2026, 11, 1)) == "1er novembre 2026"
    set_language("en")
    assert dates.long_day(date(2026, 11, 21)) == "21 November 2026"


def test_the_same_countries_are_known_in_every_language():
    french = set(country_names())
    set_language("en")
    assert set(country_names()) == french
    assert {"FR", "GB", "CH"} <= french


def test_an_iban_shows_its_two_ends():
    assert money.iban("FR76 3000 6000 0112 3456 7890 189") == "FR76 •••• 0189"
