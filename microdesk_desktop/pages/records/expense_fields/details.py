"""The category, the method of payment and the VAT of an expense: the fields that each of its forms ends with."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.pages.records.expense_fields.category_field import category_field
from microdesk_desktop.pages.records.expense_fields.vat_field import vat_field
from microdesk_desktop.views.records.expenses.form import ExpenseChoices, expense_method_words


class ExpenseDetails:
    """Adds the fields to a form; which VAT is asked for follows from the regime of `day`."""

    def __init__(
        self,
        form: Form,
        amount: Field[int],
        supplier: Field[str],
        label: Field[str],
        choices: ExpenseChoices,
        day: date,
    ) -> None:
        self.category = category_field(supplier, label, choices)
        self._method = choice_field(tr("Payée par"), expense_method_words())
        self._vat = vat_field(amount, choices.rates_bp, is_liable=choices.is_liable_on(day))
        form.add(self.category)
        form.add(self._method)
        form.add(self._vat)

    def fill(self, expense: Expense) -> None:
        """Show those of an expense."""
        self.category.set_value(expense.category)
        self._method.set_value(expense.method)
        self._vat.set_value(expense.vat)

    def complete(self, expense: Expense) -> Expense:
        """The expense with what the fields hold. Raises Invalid."""
        return replace(expense, category=self.category.value(), method=self._method.value(), vat=self._vat.value())
