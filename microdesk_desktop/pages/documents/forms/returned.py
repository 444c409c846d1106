"""The form of a payment that no bank shows coming back: an unpaid cheque, a card chargeback, money given back."""

from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment
from microdesk_desktop.views.documents.payments import returned_label
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import method_words


class ReturnedForm(Form):
    """What comes back of one document, filled in with all that was paid; `payment()` reads it once `check()` passed."""

    def __init__(self, row: InvoiceRow, paid_cents: int, today: date) -> None:
        super().__init__()
        self._row = row
        self._paid = paid_cents
        self.on = day_field(tr("Date du retour"), today)
        self.amount = amount_field(
            tr("Montant revenu"), hint=tr("Ce montant redevient dû, et se retire des recettes à cette date.")
        )
        self.method = choice_field(tr("Moyen de paiement"), method_words())
        self.remark = text_field(tr("Remarque"), hint=tr("Dans le livre des recettes."))
        self.add(self.on, self.amount)
        self.add(self.method)
        self.add(self.remark)
        self.on.set_value(today)
        self.amount.set_value(paid_cents)
        self.method.set_value(Method.CHEQUE)
        self.remark.set_value(returned_label(row.number))

    def payment(self) -> NewPayment:
        """What comes back, as the fields state it; raises Invalid."""
        return NewPayment(
            on=self.on.value(),
            method=self.method.value(),
            cents=self.amount.value(),
            remark=self.remark.value() or returned_label(self._row.number),
            is_returned=True,
        )

    def check(self) -> bool:
        """Whether every field can be read, and no more comes back than was paid."""
        if not super().check():
            return False
        if self.amount.value() > self._paid:
            paid = money.amount(self._paid, self._row.currency)
            self.amount.show_error(tr("Il n'en a été payé que {amount}.").format(amount=paid))
            self.amount.setFocus()
            return False
        return True
