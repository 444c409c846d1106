"""The form of an expense that came as a file: what was read is filled in, what is missing is asked for."""

from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.received import Proposal
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.pages.records.expense_fields.details import ExpenseDetails
from microdesk_desktop.views.records.expenses.form import ExpenseChoices


class ReceivedForm(Form):
    """Fields of one expense; `expense()` reads them once `check()` has passed."""

    def __init__(self, expense: Expense, today: date, choices: ExpenseChoices, *, may_be_zero: bool) -> None:
        super().__init__()
        self._supplier = text_field(tr("Fournisseur"), required=True)
        self._on = day_field(tr("Date de la facture"), today)
        self._amount = amount_field(
            tr("Montant à payer"),
            may_be_negative=True,
            may_be_zero=may_be_zero,
            hint=tr("Négatif si le fournisseur rembourse."),
        )
        currencies = dict.fromkeys((expense.currency, EUR))
        self._currency = choice_field(tr("Devise"), [(each, each) for each in currencies])
        self._reference = text_field(tr("Référence"), placeholder=tr("Numéro de la facture"))
        self._label = text_field(tr("Objet"))
        self.add(self._supplier)
        if len(currencies) > 1:
            self.add(self._on)
            self.add(self._amount, self._currency)
        else:
            self.add(self._on, self._amount)
        self.add(self._reference)
        self.add(self._label)
        self._details = ExpenseDetails(self, self._amount, self._supplier, self._label, choices, expense.on)
        self._fill(expense)

    def expense(self) -> Expense:
        """The expense in the fields. Raises Invalid."""
        return self._details.complete(
            Expense(
                on=self._on.value(),
                supplier=self._supplier.value(),
                label=self._label.value(),
                amount_cents=self._amount.value(),
                reference=self._reference.value(),
                currency=self._currency.value(),
            )
        )

    def propose(self, proposal: Proposal) -> None:
        """Take over what the text of the file seems to state, as far as it states it."""
        if proposal.total_cents is not None:
            self._amount.set_value(proposal.total_cents)
            self._amount.edited.emit()
        if proposal.issued_on is not None:
            self._on.set_value(proposal.issued_on)

    def _fill(self, expense: Expense) -> None:
        self._supplier.set_value(expense.supplier)
        self._on.set_value(expense.on)
        if expense.amount_cents or expense.supplier:
            self._amount.set_value(expense.amount_cents)
        self._currency.set_value(expense.currency)
        self._reference.set_value(expense.reference)
        self._label.set_value(expense.label)
        self._details.fill(expense)
