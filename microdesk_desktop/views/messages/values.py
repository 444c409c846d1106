"""The values inside sentences: sums of money, days, moments, and the fields of forms and files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.money import EUR, Money

LONGEST_PATH = 300
"""Longest path shown whole, in characters: names of files may have 255, and nobody reads more."""


def money_text(value: Money, *, signed: bool = False) -> str:
    """« 1 250,00 € »."""
    return money.amount(value.cents, value.currency, signed=signed)


def sums_text(sums: Iterable[Money]) -> str:
    """« 1 250,00 € + 300,00 $US », one sum per currency; « 0,00 € » for none."""
    return " + ".join(map(money_text, sums)) or money.amount(0, EUR)


def value_text(value: object) -> str:
    """A parameter of a sentence: money with its currency, days and moments in words, several values with commas.

    A text, such as the name of a file or what a bank sent, is shown with what would be invisible written as escapes.
    """
    match value:
        case Money():
            return money_text(value)
        case datetime():
            return dates.moment(value)
        case date():
            return dates.long_day(value)
        case int():
            raise TypeError("an amount needs its currency: give Money")
        case tuple() | list():
            return ", ".join(map(value_text, value))
        case _:
            return visible(str(value))


def path_text(path: Path | str) -> str:
    """A path for a sentence: what would be invisible is written as escapes, and a very long one has its middle cut."""
    text = visible(str(path))
    half = LONGEST_PATH // 2
    return text if len(text) <= LONGEST_PATH else f"{text[:half]}…{text[-half:]}"


def field_name(field: str) -> str:
    """A field of a form, or a column of a file, in the user's language; raises KeyError for one without a name."""
    return _FIELDS[field]()


_FIELDS: Mapping[str, Callable[[], str]] = {
    "amount": lambda: tr("montant"),
    "client": lambda: tr("client"),
    "date": lambda: tr("date"),
    "issue_date": lambda: tr("date d'émission"),
    "label": lambda: tr("libellé"),
    "name": lambda: tr("nom"),
    "number": lambda: tr("numéro"),
    "reference": lambda: tr("référence"),
    "siret": lambda: tr("SIRET"),
    "supplier": lambda: tr("fournisseur"),
    "total_incl_tax": lambda: tr("total TTC"),
    "unit_price": lambda: tr("prix unitaire"),
}
