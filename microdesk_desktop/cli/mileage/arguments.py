"""The types of arguments of `mileage`: a distance, a year, a price, ids."""

import re
from argparse import ArgumentTypeError

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mileage.trips import MOST_TENTHS
from microdesk_desktop.domain.money import parse_price

_DISTANCE = re.compile(r"([0-9]{1,6}+)(?:[.,]([0-9]))?", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)


def tenths(text: str) -> int:
    """The type of an argument that is a distance in kilometres, with one decimal at most."""
    found = _DISTANCE.fullmatch(text.strip())
    number = int(found[1]) * 10 + int(found[2] or 0) if found else 0
    if not 0 < number <= MOST_TENTHS:
        most = MOST_TENTHS // 10
        raise ArgumentTypeError(tr("kilomètres attendus, comme 42.5, {most} au plus").format(most=most))
    return number


def year(text: str) -> int:
    """The type of an argument that is a year."""
    if not _YEAR.fullmatch(text):
        raise ArgumentTypeError(tr("année attendue, comme 2026"))
    return int(text)


def price(text: str) -> int:
    """The type of an argument that is the price of a kilometre, in millionths."""
    try:
        found = parse_price(text, "," if "," in text else ".")
    except ValueError:
        found = 0
    if found <= 0:
        raise ArgumentTypeError(tr("prix d'un kilomètre attendu, comme 0.60"))
    return found
