"""The form of a receipt or an expense, used by the records page and by the bank page."""

from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.pages.records.expense_fields.details import ExpenseDetails
from microdesk_desktop.views.records.expenses.form import ExpenseChoices
from microdesk_desktop.views.records.words import method_words, receipt_activity_words


class RecordForm(Form):
    """Fields of one record; `record()` reads them once `check()` has passed."""

    def __init__(self, kind: TargetKind, today: date, choices: ExpenseChoices | None = None) -> None:
        super().__init__()
        self.kind = kind
        is_expense = kind is TargetKind.EXPENSE
        self._reference, self._currency = "", EUR
        self.on = day_field(tr("Date"), today)
        self.amount = amount_field(
            tr("Montant"),
            may_be_negative=is_expense,
            hint=tr("Négatif si le fournisseur rembourse.") if is_expense else "",
        )
        self.party = text_field(tr("Fournisseur") if is_expense else tr("Client"), required=True)
        self._label = text_field(tr("Objet"))
        self._method = choice_field(tr("Encaissée par"), method_words())
        self._activity = choice_field(tr("Activité"), receipt_activity_words())
        self.invoice = text_field(tr("Facture réglée"), placeholder=tr("Numéro, si c'en est le paiement"))
        self.add(self.on, self.amount)
        self.add(self.party)
        self.add(self._label)
        if is_expense:
            assert choices is not None, "an expense is asked for its category and its VAT"
            self._details = ExpenseDetails(self, self.amount, self.party, self._label, choices, today)
            self.category = self._details.category
        else:
            self.add(self._method, self._activity)
            self.add(self.invoice)

    def fill(self, record: Receipt | Expense) -> None:
        """Show a record; its reference and its currency are kept."""
        self._reference = record.reference
        self.on.set_value(record.on)
        self.amount.set_value(record.amount_cents)
        self._label.set_value(record.label)
        if isinstance(record, Expense):
            self._currency = record.currency
            self.party.set_value(record.supplier)
            self._details.fill(record)
        else:
            self.party.set_value(record.client)
            self._method.set_value(record.method)
            self._activity.set_value(record.activity)
            self.invoice.set_value(record.invoice)

    def record(self) -> Receipt | Expense:
        """The record in the fields; raises Invalid."""
        if self.kind is TargetKind.EXPENSE:
            return self._details.complete(
                Expense(
                    on=self.on.value(),
                    supplier=self.party.value(),
                    label=self._label.value(),
                    amount_cents=self.amount.value(),
                    reference=self._reference,
                    currency=self._currency,
                )
            )
        return Receipt(
            on=self.on.value(),
            client=self.party.value(),
            label=self._label.value(),
            amount_cents=self.amount.value(),
            method=self._method.value(),
            activity=self._activity.value(),
            reference=self._reference,
            invoice=self.invoice.value(),
        )
