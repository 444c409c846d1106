"""No regular expression of the package takes more than linear time, whatever text it is given.

A search keeps the GIL until it ends: the whole window would stand still, and no cancel would be heard.
"""

import re

import pytest

from tests.attack.patterns import package_patterns, slow_uses

PATTERNS = package_patterns()
METHODS = ("fullmatch", "finditer")
"""The first search of `finditer` is a `search`."""


def test_every_pattern_of_the_package_is_collected() -> None:
    places = " ".join(PATTERNS)
    for expected in ("csv.preamble._BALANCE", "labels.parser._CARD_NUMBER", "http.types._LONE_SURROGATE", "own IBANs"):
        assert expected in places
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("where", PATTERNS)
def test_no_pattern_is_worse_than_linear(where: str) -> None:
    assert not [str(slow) for slow in slow_uses(where, PATTERNS[where], METHODS)]


@pytest.mark.parametrize(
    "pattern",
    [
        r"solde[^\n\d;]*(?:(\d{2}/\d{2}/\d{4})[^\n\d+-]*)?[^\n\d+-]*([-+]?\d[\d .]*(?:,\d\d)?)",
        r"(?:compte|n°)[^\n]*?\b(\d{7,11}[A-Z]?\d{0,4})\b",
        r"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>",
        r"\*{1,}\d{4}\b",
        r"(\d+),(\d\d) ?EUR\b.*?\bCOM",
        r"(?:a|b|ab)*c",
        r"(\w+\s?)*:",
    ],
)
def test_a_pattern_that_is_worse_is_found(pattern: str) -> None:
    assert next(slow_uses("here", re.compile(pattern), METHODS), None) is not None
