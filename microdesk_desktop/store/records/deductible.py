"""The VAT of expenses by rate, for the return (CA3) and the register of purchases."""

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.expense_vat import PurchaseVat
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS


def load_deductible(reader: Reader, span: Span) -> list[PurchaseVat]:
    """The VAT of the expenses of these days, by the day of the expense, its id and the order of its parts.

    Expenses that the user has still to check are left out, and those whose VAT is not known. One in another currency,
    which no transaction has shown in euros yet, is there with its currency.
    """
    return reader.rows_as(
        PurchaseVat,
        "SELECT expense.id AS expense_id, spent_on AS \"on\", json_extract(part.value, '$[0]') AS kind,"
        " json_extract(part.value, '$[1]') AS rate_bp, json_extract(part.value, '$[2]') AS base_cents,"
        " json_extract(part.value, '$[3]') AS tax_cents, json_extract(part.value, '$[4]') AS is_deductible, currency"
        " FROM expense JOIN json_each(expense.vat) AS part"
        f" WHERE spent_on BETWEEN ? AND ? AND expense.id NOT IN ({TO_CONFIRM_IDS})"
        " ORDER BY spent_on, expense.id, part.key",
        (span.since.isoformat(), span.until.isoformat()),
    )
