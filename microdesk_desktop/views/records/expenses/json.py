"""An expense as the command line gives it."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.views.records.rows import RecordRow


def expense_json(row: RecordRow) -> Mapping[str, Any]:
    """An expense, its VAT by rate, and whether it has a voucher."""
    record = row.record
    assert isinstance(record, Expense), "of the list of expenses"
    return {
        "reference": record.reference,
        "date": record.on.isoformat(),
        "supplier": record.supplier,
        "label": record.label,
        "amount": format_decimal(record.amount_cents),
        "currency": record.currency,
        "category": record.category,
        "method": record.method.value if record.method else None,
        "vat": [
            {
                "kind": part.kind.value,
                "rate": format_decimal(part.rate_bp),
                "base": format_decimal(part.base_cents),
                "tax": format_decimal(part.tax_cents),
                "deductible": part.is_deductible,
            }
            for part in record.vat
        ],
        "voucher": row.has_voucher,
    }


def expense_line(row: RecordRow) -> str:
    """One line: « 02/11/2026  -12,00 €  OVH  Hébergement  D-2026-0007 »."""
    record = row.record
    assert isinstance(record, Expense), "of the list of expenses"
    amount = money.amount(record.signed_cents, record.currency, signed=True)
    texts = (record.supplier, record.label, record.category, record.reference)
    return f"{dates.typed_day(record.on)}  {amount:>14}  {'  '.join(visible(text) for text in texts if text)}"
