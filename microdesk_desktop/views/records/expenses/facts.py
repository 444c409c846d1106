"""How an expense was paid, and its VAT, in words."""

from collections.abc import Mapping

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind, deductible_cents
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.views.records.catalogue_rows import rate_words
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import method_name


def deducted(row: RecordRow) -> Money | None:
    """The VAT that the business deducts; None where the VAT is not known."""
    record = row.record
    if not isinstance(record, Expense) or not record.vat:
        return None
    return Money(deductible_cents(record.vat), row.currency)


def payment_facts(row: RecordRow) -> tuple[str, ...]:
    """« Payée par carte », then its VAT, a line for each rate."""
    record = row.record
    if not isinstance(record, Expense):
        return ()
    method = method_name(record)
    paid = tr("Payée par : {method}").format(method=method.lower()) if method else ""
    return tuple(filter(None, (paid, *(_vat_line(part, row.currency) for part in record.vat))))


def _vat_line(part: ExpenseVat, currency: str) -> str:
    """« TVA 20 % : 24,00 €, déductible »."""
    if part.tax_cents == 0 and not part.kind.is_reversed:
        return tr("Sans TVA : {amount}").format(amount=money.amount(part.base_cents, currency))
    line = tr("TVA {rate} : {amount}").format(
        rate=rate_words(part.rate_bp), amount=money.amount(part.tax_cents, currency)
    )
    why = _reversed_words().get(part.kind, "")
    return ", ".join(filter(None, (line, why, tr("déductible") if part.is_deductible else tr("non déductible"))))


def _reversed_words() -> Mapping[VatKind, str]:
    return {
        VatKind.EU_SERVICE: tr("que vous devez (service de l'Union)"),
        VatKind.FOREIGN_SERVICE: tr("que vous devez (service hors de l'Union)"),
        VatKind.EU_GOODS: tr("que vous devez (bien de l'Union)"),
        VatKind.BUILDING: tr("que vous devez (sous-traitance du bâtiment)"),
    }
