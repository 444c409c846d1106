"""Payments of a document as JSON, and the words of what the user records of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.vat_shares import Rate, shares_of_document
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.store.bank.payments import PaymentRow
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.paid import sum_paid

Json = Mapping[str, Any]


def payments_json(payments: Sequence[PaymentRow], issued: IssuedDocument | None, sign: int) -> Sequence[Json]:
    """The payments, oldest first, each with its part at each VAT rate; a document of another tool has no rates.

    `sign` is -1 for a credit note, whose payments are negative on the account.
    """
    cents = [sign * each.amount_cents for each in payments]
    shares = shares_of_document(issued.document, issued.totals, cents) if issued else []
    return [
        {
            "date": each.on.isoformat(),
            "amount": format_decimal(each.amount_cents),
            "method": each.method,
            "by_rate": _by_rate(shares[number]) if shares else [],
        }
        for number, each in enumerate(payments)
    ]


def platform_fee(on: date, platform: str, cents: int, number: str) -> Expense:
    """The expense of what a platform kept of the payment of a document."""
    return Expense(
        on=on,
        supplier=platform,
        label=tr("Frais retenus sur {number}").format(number=number),
        amount_cents=cents,
        category=tr("Frais et commissions"),
    )


def surplus_label(number: str) -> str:
    """What the receipt of a surplus is for."""
    return tr("Trop-perçu sur {number}").format(number=number)


def returned_label(number: str) -> str:
    """What the line of a payment that was taken back is for."""
    return tr("Paiement de {number} revenu impayé ou rendu").format(number=number)


def load_returnable(reader: Reader, document_id: int) -> int:
    """What was paid of a document and may be taken back, in positive cents."""
    return abs(sum_paid(reader, document_id))


def _by_rate(share: Mapping[Rate, int]) -> Sequence[Json]:
    return [
        {
            "category": category.value,
            "rate": decimal_text(rate_bp, Decimals.VAT_RATE),
            "amount": format_decimal(cents),
        }
        for (category, rate_bp), cents in share.items()
    ]
