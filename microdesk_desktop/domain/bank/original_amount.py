"""The amount in a foreign currency that the label of a card payment states: « 49,00 USD », « USD 1,234.50 »."""

import re

from microdesk_desktop.domain.money import Money

_CURRENCY = (
    r"(?P<currency>USD|GBP|CHF|CAD|AUD|NZD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|MAD|TND|CNY|HKD|SGD|INR|BRL|ZAR|AED)"
)
"""The currencies in which a French freelancer is likely to buy."""
_NUMBER = r"(?P<whole>\d{1,3}(?:[.,]\d{3}){1,2}|\d{1,9})(?:[.,](?P<cents>\d\d))?(?![\d.,]{0,9}\d)"
"""Bounded, so that each place of a label is looked at in bounded time; no card pays a thousand million."""
_ANY_CURRENCY = re.compile(_CURRENCY)
_SHAPES = (
    # « 1 EURO = 1,08 USD » and « COURS 1,08 USD » state a rate.
    re.compile(rf"(?<![\d.,/=])(?<!= )(?<!COURS ){_NUMBER} ?{_CURRENCY}\b"),
    # In « 10.00 USD 9,20 EUR » the second amount is in euros.
    re.compile(rf"(?<!\d )\b{_CURRENCY} ?{_NUMBER}"),
)


def original_amount(label: str) -> Money | None:
    """The one foreign amount of a label, positive; None where it states none, or several."""
    text = label.upper()
    if _ANY_CURRENCY.search(text) is None:
        return None
    found = {_money(match) for shape in _SHAPES for match in shape.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _money(match: "re.Match[str]") -> Money:
    cents = int(re.sub(r"\D", "", match["whole"])) * 100 + int(match["cents"] or 0)
    return Money(cents, match["currency"])
