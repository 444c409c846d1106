"""The currency of each row: of its own column, of the sign beside its amount, or of the amount column's name."""

import re
from collections.abc import Sequence

from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.banks.statements.csv.values import RowErrors
from microdesk_desktop.base.pieces import batches, distinct

CURRENCIES = frozenset(
    (
        "EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD INR KRW THB SEK NOK DKK ISK PLN CZK HUF RON BGN HRK RSD UAH RUB "
        "TRY ILS AED SAR QAR MAD TND DZD EGP XOF XAF XPF MUR ZAR KES NGN GHS BRL MXN ARS CLP COP PEN UYU IDR MYR PHP "
        "VND TWD"
    ).split()
)
"""The codes by which a column of currencies is recognised; three capitals may also be a time zone or a country."""
_SIGNS = {"$": "USD", "US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "£": "GBP", "€": "EUR", "¥": "JPY"}
_CURRENCY = r"US\$|CA\$|C\$|A\$|[$£€¥]|[A-Z]{3}"
_BEFORE = re.compile(rf"\A\s*+([-+(\u2212\u2013]?)\s*+({_CURRENCY})\s*+([-+\u2212\u2013]?\s*+[\d.,].*)", re.DOTALL)
_AFTER = re.compile(rf"\A(.*\d)\s*+({_CURRENCY})\s*+([-)]?)\s*+", re.DOTALL)
_ANY_SIGN = re.compile(r"[A-Z$£€¥]")
_NAMED = {"EURO": "EUR", "EUROS": "EUR", "€": "EUR", "£": "GBP", "$": "USD"}


def split_currencies(texts: Sequence[str]) -> tuple[Sequence[str], dict[int, str]]:
    """The amounts without the currency beside them, and that currency by row."""
    if not any(_ANY_SIGN.search("\n".join(batch)) for batch in batches(texts)):
        return texts, {}
    plain = list(texts)
    codes: dict[int, str] = {}
    for row, text in enumerate(texts):
        found = _split(text)
        if found is not None:
            plain[row], sign = found
            codes[row] = _SIGNS.get(sign, sign)
    return plain, codes


def _split(text: str) -> tuple[str, str] | None:
    if found := _BEFORE.fullmatch(text):
        return found[1] + found[3], found[2]
    if found := _AFTER.fullmatch(text):
        return found[1] + found[3], found[2]
    return None


def row_currencies(table: Table, beside: dict[int, str], errors: RowErrors) -> Sequence[str]:
    """The currency of each row; `beside` are those found beside the amounts."""
    texts = table.column("currency")
    default = table.mapping.currency
    if not texts:
        return [beside.get(row, default) for row in range(len(table.lines))] if beside else [default] * len(table.lines)
    codes = {text: _code(text) or default for text in distinct(texts)}
    wrong = {text for text, code in codes.items() if not (len(code) == 3 and code.isascii() and code.isalpha())}
    if wrong:
        for row, text in enumerate(texts):
            if text in wrong:
                errors.add(row, "currency_unknown", text)
    if len(codes) == 1:
        return [codes[texts[0]]] * len(texts)
    return [codes[text] for text in texts]


def _code(text: str) -> str:
    code = clean_text(text).upper()
    return _NAMED.get(code, code)
