"""The numbers of a draft as they are typed: quantities, prices, rates and discounts, each with its flaw in words."""

from microdesk_desktop.base.format.decimals import read_decimal, shown_decimal
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text, parse_decimal
from microdesk_desktop.domain.documents.types import Discount

_MONEY_MARKS = ("€", "EUR")
_WHOLE_PERCENT = 100 * 10**Decimals.PERCENT


class Unread(ValueError):
    """A text that cannot be read; the message is the reason, for the user."""


def typed_number(number: int | None, decimals: Decimals, *, at_least: int = 0) -> str:
    """The text of a number in a field; empty for None."""
    return "" if number is None else shown_decimal(decimal_text(number, decimals, at_least=at_least))


def read_number(text: str, decimals: Decimals) -> int:
    """The number that was typed. Raises Unread."""
    try:
        decimal = read_decimal(text)
    except ValueError as error:
        raise Unread(_number_flaw(str(error))) from error
    try:
        return parse_decimal(decimal, decimals)
    except ValueError as error:
        raise Unread(_too_long(decimal, decimals)) from error


def read_amount(text: str, decimals: Decimals) -> int:
    """A number after or before which the euro's sign may stand. Raises Unread."""
    return read_number(without_mark(text), decimals)


def read_percent(text: str, decimals: Decimals) -> int:
    """A percent with or without its sign. Raises Unread."""
    return read_number(text.strip().removesuffix("%"), decimals)


def typed_discount(discount: Discount | None) -> str:
    """« 10 % » or « 50,00 € »; empty without a discount."""
    if discount is None:
        return ""
    if discount.cents:
        return f"{typed_number(discount.cents, Decimals.AMOUNT, at_least=2)}\u00a0€"
    return percent_text(discount.percent, Decimals.PERCENT)


def percent_text(number: int, decimals: Decimals) -> str:
    """« 5,5 % », "5.5%" in English."""
    return typed_number(number, decimals) + ("\u00a0%" if language() == "fr" else "%")


def read_discount(text: str) -> Discount | None:
    """A discount in percent, or an amount where the euro's sign stands with it; None for nothing. Raises Unread."""
    typed = text.strip()
    if not typed:
        return None
    is_amount = without_mark(typed) != typed
    value = read_amount(typed, Decimals.AMOUNT) if is_amount else read_percent(typed, Decimals.PERCENT)
    if value < 0:
        raise Unread(tr("Une remise n'est pas négative."))
    if not is_amount and value > _WHOLE_PERCENT:
        raise Unread(tr("Une remise dépasse rarement 100 % : pour un montant, ajoutez €."))
    if not value:
        return None
    return Discount(cents=value) if is_amount else Discount(percent=value)


def without_mark(text: str) -> str:
    """The text without the sign or the code of the euro at its end or at its beginning."""
    typed = text.strip()
    for mark in _MONEY_MARKS:
        typed = typed.removesuffix(mark).removeprefix(mark).strip()
    return typed


def _number_flaw(code: str) -> str:
    if code == "ambiguous":
        return tr("Deux lectures possibles : écrivez {one} ou {other}.").format(
            one="1234", other=shown_decimal("1.234") + "0"
        )
    return tr("Nombre illisible. Exemple : {example}").format(example=shown_decimal("1250.5"))


def _too_long(decimal: str, decimals: Decimals) -> str:
    if len(decimal.partition(".")[2]) > decimals:
        return tr("{count} décimales au plus.").format(count=f"{decimals:d}")
    return tr("Ce nombre est trop grand.")
