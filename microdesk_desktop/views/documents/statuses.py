"""The status « Encaissée » of a document in words: when it is due, and what it states."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.decimals import shown_decimal
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected
from microdesk_desktop.documents.einvoice.lifecycle.statuses import COLLECTED
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.money import format_decimal

Json = Mapping[str, Any]


def due_text(*, is_due: bool) -> str:
    """When the status has to be sent."""
    if is_due:
        return tr(
            "À transmettre dès que l'émission électronique vous est obligatoire : la TVA de ce document est due à "
            "l'encaissement, et votre plateforme en informe l'administration."
        )
    return tr(
        "Facultatif : la TVA de ce document n'est pas due à l'encaissement. Ce statut informe seulement votre client."
    )


def collected_rows(amounts: Sequence[Collected], currency: str) -> Sequence[tuple[str, str]]:
    """« 3 décembre 2026, TVA 20 % » and « 120,00 € » for each amount, in the order of the days."""
    return [(_part_text(each), money.amount(each.cents, currency)) for each in amounts]


def collected_json(amounts: Sequence[Collected], currency: str) -> Json:
    """What a status states."""
    return {
        "status": COLLECTED,
        "currency": currency,
        "amounts": [
            {
                "date": each.on.isoformat(),
                "rate": decimal_text(each.rate_bp, Decimals.VAT_RATE),
                "amount": format_decimal(each.cents),
            }
            for each in amounts
        ],
    }


def _part_text(amount: Collected) -> str:
    if not amount.rate_bp:
        return tr("{day}, sans TVA").format(day=dates.long_day(amount.on))
    rate = shown_decimal(decimal_text(amount.rate_bp, Decimals.VAT_RATE))
    return tr("{day}, TVA {rate} %").format(day=dates.long_day(amount.on), rate=rate)
