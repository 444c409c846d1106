"""The form of a payment that no bank shows: what came in, how, and what a platform kept of it."""

from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.gui.forms.form import Form, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment
from microdesk_desktop.views.documents.payments import platform_fee, surplus_label
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import method_words


class PaymentForm(Form):
    """The payment of one document, filled in with all that is left; `payment()` reads it once `check()` has passed.

    More than what is left is announced below the amount while it is typed, and becomes a receipt of its own. Refunds
    and payments in other currencies than euros have neither fee nor surplus.
    """

    def __init__(self, row: InvoiceRow, today: date) -> None:
        super().__init__()
        self._row = row
        self._left = abs(row.remaining_cents)
        self._is_simple = row.remaining_cents < 0 or row.currency != EUR
        self.on = day_field(tr("Date du paiement"), today)
        self.amount = amount_field(tr("Montant rendu") if row.remaining_cents < 0 else tr("Montant reçu"))
        self.method = choice_field(tr("Moyen de paiement"), method_words())
        self.remark = text_field(tr("Remarque"), hint=tr("Dans le livre des recettes, au lieu de l'objet."))
        self.fee = amount_field(tr("Frais retenus"), may_be_zero=True, hint=tr("Par une plateforme : Malt, Stripe…"))
        self.platform = text_field(tr("Plateforme"))
        self.add(self.on, self.amount)
        self.add(self.method)
        self.add(self.fee, self.platform)
        self.add(self.remark)
        for field in (self.fee, self.platform):
            field.setVisible(not self._is_simple)
        self.on.set_value(today)
        self.amount.set_value(self._left)
        self.method.set_value(Method.CHEQUE)
        for field in (self.amount, self.fee):
            field.edited.connect(self._show_difference)

    def payment(self) -> NewPayment:
        """The payment in the fields; raises Invalid."""
        on, fee = self.on.value(), self.fee.value()
        number = self._row.number
        return NewPayment(
            on=on,
            method=self.method.value(),
            cents=self.amount.value(),
            remark=self.remark.value(),
            fee=platform_fee(on, self.platform.value(), fee, number) if fee else None,
            surplus_label="" if self._is_simple else surplus_label(number),
        )

    def check(self) -> bool:
        """Whether every field can be read, and the amount is not above what may be given back."""
        if not super().check():
            return False
        if self._is_simple and self.amount.value() > self._left:
            self.amount.show_error(tr("Il ne reste que {amount}.").format(amount=self._money(self._left)))
            self.amount.setFocus()
            return False
        return True

    def _show_difference(self) -> None:
        """Announce what will still be due, or what is too much, as the amount is typed."""
        try:
            gross = self.amount.value() + self.fee.value()
        except Invalid:
            return
        self.amount.show_remark(self._difference_text(gross - self._left), is_wrong=False)

    def _difference_text(self, too_much: int) -> str:
        if not too_much:
            return ""
        if too_much < 0:
            return tr("Il restera {amount} à régler.").format(amount=self._money(-too_much))
        return tr("{amount} de trop : notés comme une recette à part, à rendre ou à garder.").format(
            amount=self._money(too_much)
        )

    def _money(self, cents: int) -> str:
        return money.amount(cents, self._row.currency)
