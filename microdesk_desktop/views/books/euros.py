"""What was paid in another currency, and the euros that the user states for it."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import BookLine
from microdesk_desktop.domain.money import EUR, format_decimal
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.documents import find_document
from microdesk_desktop.store.records.euro_values import PaidAbroad, load_paid_abroad

__all__ = ["PaidAbroad", "euros_json", "euros_text", "find_paid_abroad", "load_paid_of_line"]


def find_paid_abroad(reader: Reader, number: str) -> tuple[int, list[PaidAbroad]]:
    """The id of a document, and what was paid of it in another currency on each day. Raises UNKNOWN_TARGET."""
    document_id = find_document(reader, number)
    if document_id is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return document_id, load_paid_abroad(reader, document_id)


def load_paid_of_line(reader: Reader, line: BookLine) -> PaidAbroad | None:
    """What was paid in another currency of the document of a line, on its day; None for other lines."""
    if line.kind is not TargetKind.INVOICE:
        return None
    return next((each for each in load_paid_abroad(reader, line.target_id) if each.on == line.paid_on), None)


def euros_json(number: str, paid: PaidAbroad) -> Mapping[str, Any]:
    """The value of a payment in euros; None where it is not stated."""
    return {
        "document": number,
        "date": paid.on.isoformat(),
        "amount": format_decimal(paid.cents),
        "currency": paid.currency,
        "euros": None if paid.euro_cents is None else format_decimal(paid.euro_cents),
    }


def euros_action(paid: PaidAbroad) -> str:
    """The words of the button that asks for the value."""
    if paid.euro_cents is None:
        return tr("Indiquer la valeur en euros…")
    return tr("Changer la valeur en euros…")


def paid_abroad_text(paid: PaidAbroad) -> str:
    """« Payé 1 200,00 $US : la valeur en euros reste à indiquer. »."""
    foreign = money.amount(paid.cents, paid.currency)
    if paid.euro_cents is None:
        return tr("Payé {foreign} ce jour-là : sans valeur en euros, rien n'en compte.").format(foreign=foreign)
    stated = money.amount(paid.euro_cents, EUR)
    return tr("Payé {foreign} ce jour-là, soit {euros}.").format(foreign=foreign, euros=stated)


def euros_text(number: str, paid: PaidAbroad) -> str:
    """« F-12, 4 septembre 2026 : 1 200,00 $US valent 1 104,32 €. »."""
    foreign, day = money.amount(paid.cents, paid.currency), dates.long_day(paid.on)
    if paid.euro_cents is None:
        text = tr("{number}, {day} : la valeur en euros de {foreign} reste à indiquer.")
        return text.format(number=number, day=day, foreign=foreign)
    text = tr("{number}, {day} : {foreign} valent {euros}.")
    return text.format(number=number, day=day, foreign=foreign, euros=money.amount(paid.euro_cents, EUR))
