"""Amounts that must agree with one another (BR-CO-10 to BR-CO-17), and how numbers are written (BR-FR-DEC)."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms, number, numbered_lines

_WIDE = Context(prec=60)
"""Digits for the largest quantity times the largest price that a draft may state; Python's default has 28."""
_CENT = Decimal("0.01")
_AMOUNT = re.compile(r"-?[0-9]{1,17}(\.[0-9]{1,2})?", re.ASCII)
_QUANTITY = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?", re.ASCII)
_PRICE = re.compile(r"[0-9]{1,13}(\.[0-9]{1,6})?", re.ASCII)
_RATE = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?", re.ASCII)
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?", re.ASCII)
_AMOUNTS = {
    "BT-106": "BR-DEC-09",
    "BT-107": "BR-DEC-10",
    "BT-109": "BR-DEC-12",
    "BT-110": "BR-DEC-13",
    "BT-111": "BR-DEC-15",
    "BT-112": "BR-DEC-14",
    "BT-113": "BR-DEC-16",
    "BT-115": "BR-DEC-18",
}
"""The totals, and the European rule on the decimals of each."""
_GROUP_FORMS = (
    ("BT-116", _AMOUNT, "BT-116", ("BR-DEC-19", "BR-FR-DEC-01")),
    ("BT-117", _AMOUNT, "BT-117", ("BR-DEC-20", "BR-FR-DEC-01")),
    ("BT-119", _RATE, "BT-119", ("BR-FR-DEC-04",)),
)
_REDUCTION_FORMS = (
    ("amount", _AMOUNT, "BT-92", ("BR-DEC-01", "BR-FR-DEC-01")),
    ("base_amount", _AMOUNT, "BT-93", ("BR-DEC-02", "BR-FR-DEC-01")),
    ("rate", _PERCENT, "BT-94", ("BR-FR-DEC-04",)),
    ("vat_rate", _RATE, "BT-96", ("BR-FR-DEC-04",)),
)
_LINE_FORMS = (
    ("BT-131", _AMOUNT, "BT-131", ("BR-DEC-23", "BR-FR-DEC-01")),
    ("BT-129", _QUANTITY, "BT-129", ("BR-FR-DEC-02",)),
    ("BT-146", _PRICE, "BT-146", ("BR-FR-DEC-03",)),
    ("BT-152", _RATE, "BT-152", ("BR-FR-DEC-04",)),
)
_LINE_REDUCTION_FORMS = (
    ("amount", _AMOUNT, "BT-136", ("BR-DEC-24", "BR-FR-DEC-01")),
    ("base_amount", _AMOUNT, "BT-137", ("BR-DEC-25", "BR-FR-DEC-01")),
    ("rate", _PERCENT, "BT-138", ("BR-FR-DEC-04",)),
)
"""The name of each amount or rate, its form, its business term, and the rules that it breaks otherwise."""


def sums(terms: Terms) -> Iterator[Problem]:
    """The totals follow from the lines, the reductions and the groups of VAT."""
    reductions = _sum(terms.get("BG-20", []), "amount")
    expected = (
        ("BR-CO-10", "BT-106", _sum(terms.get("BG-25", []), "BT-131")),
        ("BR-CO-11", "BT-107", reductions),
        ("BR-CO-13", "BT-109", number(terms.get("BT-106")) - number(terms.get("BT-107"))),
        ("BR-CO-14", "BT-110", _sum(terms.get("BG-23", []), "BT-117")),
        ("BR-CO-15", "BT-112", number(terms.get("BT-109")) + number(terms.get("BT-110"))),
        ("BR-CO-16", "BT-115", number(terms.get("BT-112")) - number(terms.get("BT-113"))),
    )
    for rule, term, value in expected:
        if number(terms.get(term)) != value:
            yield Problem(rule=rule, term=term)


def line_nets(terms: Terms) -> Iterator[Problem]:
    """The net of a line is its quantity times its price less its reductions; no official rule checks that."""
    for position, line in numbered_lines(terms):
        exact = number(line.get("BT-129")) * number(line.get("BT-146")) - _sum(line.get("BG-27", []), "amount")
        if not _is_rounded(line.get("BT-131"), exact):
            yield Problem(rule="MD-LINE-NET", term="BT-131", line=position)


def taxes(terms: Terms) -> Iterator[Problem]:
    """The tax of a group is its base times its rate, to the cent; the official rule lets it be a whole unit off."""
    for group in terms.get("BG-23", []):
        exact = number(group.get("BT-116")) * number(group.get("BT-119")) / 100
        written = number(group.get("BT-117"))
        if _is_rounded(group.get("BT-117"), exact):
            continue
        yield Problem(rule="BR-CO-17" if abs(written - exact) >= 1 else "MD-TAX", term="BT-117")


def written_numbers(terms: Terms) -> Iterator[Problem]:
    """Decimals and digits of amounts, quantities, prices and rates."""
    for term, rule in _AMOUNTS.items():
        yield from _written(terms, term, _AMOUNT, term, (rule, "BR-FR-DEC-01"))
    for group in terms.get("BG-23", []):
        for name, form, term, rules in _GROUP_FORMS:
            yield from _written(group, name, form, term, rules)
    for each in terms.get("BG-20", []):
        for name, form, term, rules in _REDUCTION_FORMS:
            yield from _written(each, name, form, term, rules)
    for position, line in numbered_lines(terms):
        for name, form, term, rules in _LINE_FORMS:
            yield from _written(line, name, form, term, rules, position)
        for each in line.get("BG-27", []):
            for name, form, term, rules in _LINE_REDUCTION_FORMS:
                yield from _written(each, name, form, term, rules, position)


def _written(
    entry: Terms, name: str, form: re.Pattern[str], term: str, rules: Sequence[str], position: int | None = None
) -> Iterator[Problem]:
    if entry.get(name) and not form.fullmatch(entry[name]):
        yield from (Problem(rule=rule, term=term, line=position) for rule in rules)


def negative_prices(terms: Terms) -> Iterator[Problem]:
    """A price is never negative: what is returned has a negative quantity."""
    for position, line in numbered_lines(terms):
        if number(line.get("BT-146")) < 0:
            yield Problem(rule="BR-27", term="BT-146", line=position)


def negative_totals(terms: Terms) -> Iterator[Problem]:
    """The total and what is due are not negative: money back is a credit note."""
    for term in ("BT-112", "BT-115"):
        if number(terms.get(term)) < 0:
            yield Problem(rule="MD-NEGATIVE", term=term)


def _sum(entries: Sequence[Terms], name: str) -> Decimal:
    return sum((number(entry.get(name)) for entry in entries), Decimal(0))


def _is_rounded(text: str | None, exact: Decimal) -> bool:
    """Whether a text is this number to the cent, or to the unit in a currency without cents."""
    written = number(text)
    steps = (_CENT, Decimal(1)) if written == written.to_integral_value() else (_CENT,)
    return any(written == exact.quantize(step, ROUND_HALF_UP, _WIDE) for step in steps)


RULES = (sums, line_nets, taxes, written_numbers, negative_prices, negative_totals)
