"""The VAT of an expense as JSON text in a column."""

import json
from collections.abc import Sequence

from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind


def dump_vat(parts: Sequence[ExpenseVat]) -> str:
    """The JSON text of these parts: kind, rate, base, tax, 1 where it is deductible."""
    return json.dumps(
        [[part.kind, part.rate_bp, part.base_cents, part.tax_cents, int(part.is_deductible)] for part in parts],
        separators=(",", ":"),
    )


def load_vat(text: str) -> tuple[ExpenseVat, ...]:
    """The parts of a JSON text."""
    if text == "[]":  # most expenses: do not parse
        return ()
    return tuple(
        ExpenseVat(VatKind(kind), rate, base, tax, bool(is_deductible))
        for kind, rate, base, tax, is_deductible in json.loads(text)
    )
