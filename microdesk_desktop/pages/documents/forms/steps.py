"""The questions of the steps: when a quote was answered, how much of it is invoiced, how much is credited."""

from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.decimals import read_decimal, shown_decimal
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.beside import QuoteAnswer
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text, parse_decimal
from microdesk_desktop.domain.documents.parts import WHOLE, Part
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit, text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.documents.steps import expired_remark
from microdesk_desktop.views.documents.thread import Left, LeftLine, left_text
from microdesk_desktop.views.records.rows import InvoiceRow

USUAL_PERCENT = 30 * 10**Decimals.PERCENT
MOST_LINES = 30
"""Lines that the form of a part shows; a longer quote is invoiced by a percent, or its draft is edited."""


class AnswerForm(Form):
    """The day of a quote's answer, and how it came."""

    def __init__(self, row: InvoiceRow, status: DocumentStatus, today: date) -> None:
        super().__init__()
        self._status = status
        self.on = day_field(tr("Date de la réponse"), today)
        self.remark = text_field(tr("Comment"), placeholder=tr("par courriel, bon pour accord signé…"))
        self.add(self.on)
        self.add(self.remark)
        self.on.set_value(today)
        remark = expired_remark(row) if status is DocumentStatus.ACCEPTED else ""
        if remark:
            self.add_widget(labels.muted(remark))

    def answer(self) -> QuoteAnswer:
        """The answer in the fields; raises Invalid."""
        return QuoteAnswer(status=self._status, on=self.on.value(), remark=self.remark.value())


class DepositForm(Form):
    """How much is asked in advance: a percent of the whole, or an amount in its place."""

    def __init__(self, left: Left | None) -> None:
        super().__init__()
        self.percent = _percent_field(tr("Pourcentage"), tr("Du total, réparti exactement entre les taux de TVA."))
        self.amount = amount_field(
            _amount_words(left), may_be_zero=True, hint=tr("Rempli, il remplace le pourcentage.")
        )
        self.tax = _tax_field(left)
        self.add(self.percent)
        self.add(self.amount, self.tax)
        self.percent.set_value(USUAL_PERCENT)
        if left is not None:
            self.add_widget(labels.muted(left_text(left)))

    def part(self) -> Part:
        """The part in the fields, the usual percent where both are empty; raises Invalid."""
        cents = self.amount.value()
        return _amount(cents, self.tax) if cents else Part(percent=self.percent.value() or USUAL_PERCENT)


class PartForm(Form):
    """A part of what remains: a percent of the whole document, an amount, or the quantity of each line.

    A document of another tool has no lines to choose quantities of.
    """

    def __init__(self, left: Left) -> None:
        super().__init__()
        self._lines = () if left.is_summary else left.lines[:MOST_LINES]
        hint = tr("Laissez vide pour choisir les quantités ci-dessous.") if self._lines else ""
        self.percent = _percent_field(tr("Pourcentage du document"), hint)
        shared = tr("Réparti exactement entre les taux de TVA.") if left.has_tax else ""
        self.amount = amount_field(_amount_words(left), may_be_zero=True, hint=shared)
        self.tax = _tax_field(left)
        self.add_widget(labels.muted(left_text(left)))
        self.add(self.percent)
        self.add(self.amount, self.tax)
        self.quantities = [self._quantity(line) for line in self._lines]
        self.beyond = CheckBox(
            tr("Dépasser ce qui reste"), hint=tr("Pour ce que le client a commandé en plus du devis.")
        )
        self.add_widget(self.beyond)

    def part(self) -> Part:
        """The part in the fields; raises Invalid where all of them are empty, or several are filled in."""
        percent, cents = self.percent.value(), self.amount.value()
        pairs = zip(self._lines, self.quantities, strict=True)
        quantities = {line.position: quantity for line, field in pairs if (quantity := field.value()) is not None}
        filled = sum(map(bool, (percent, cents, quantities)))
        if filled > 1:
            raise Invalid(tr("Indiquez un pourcentage, un montant ou des quantités : un seul des trois."))
        if not filled:
            raise Invalid(tr("Indiquez un pourcentage, un montant ou une quantité au moins."))
        return _amount(cents, self.tax) if cents else Part(percent=percent, quantities=quantities)

    def check(self) -> bool:
        """Whether every field can be read, and at least one is filled in."""
        if not super().check():
            return False
        try:
            self.part()
        except Invalid as error:
            self.percent.show_error(str(error))
            self.percent.setFocus()
            return False
        return True

    def _quantity(self, line: LeftLine) -> Field[int | None]:
        hint = tr("Reste {quantity} · {amount} HT").format(quantity=line.quantity_text, amount=line.amount)
        field = _number_field(line.label, Decimals.QUANTITY, tr("Quantité illisible. Exemple : 2,5"), hint)
        self.add(field)
        return field


class CreditForm(Form):
    """How much is given back: all that is left, or an amount with tax."""

    def __init__(self, row: InvoiceRow) -> None:
        super().__init__()
        self.amount = amount_field(
            tr("Montant TTC de l'avoir"), may_be_zero=True, hint=tr("Laissez vide pour tout créditer.")
        )
        total = money.amount(row.total_cents, row.currency)
        self.add_widget(
            labels.muted(
                tr("{number} : {total} TTC. Les lignes de l'avoir se corrigent ensuite dans le brouillon.").format(
                    number=row.number, total=total
                )
            )
        )
        self.add(self.amount)

    def part(self) -> Part:
        """The part in the fields; raises Invalid."""
        cents = self.amount.value()
        return Part(incl_tax=cents) if cents else WHOLE


def _amount_words(left: Left | None) -> str:
    return tr("Ou un montant hors taxes") if left is not None and left.is_vat_open else tr("Ou un montant")


def _tax_field(left: Left | None) -> Field[bool]:
    """Whether an amount is with tax; hidden where the document has none, or its rates are still open."""
    field = choice_field(tr("Ce montant est"), [(True, tr("TTC")), (False, tr("HT"))])
    if left is not None and (left.is_vat_open or not left.has_tax):
        field.set_value(False)
        field.hide()
    return field


def _amount(cents: int, tax: Field[bool]) -> Part:
    return Part(incl_tax=cents) if tax.value() else Part(excl_tax=cents)


def _percent_field(label: str, hint: str) -> Field[int | None]:
    return _number_field(label, Decimals.PERCENT, tr("Pourcentage illisible. Exemple : 30"), hint)


def _number_field(label: str, decimals: Decimals, fault: str, hint: str) -> Field[int | None]:
    """A number above zero with so many decimals, as an integer; None while the field is empty."""
    entry = new_line_edit()

    def read() -> int | None:
        typed = entry.text().replace("%", "").strip()
        if not typed:
            return None
        try:
            number = parse_decimal(read_decimal(typed), decimals)
        except ValueError:
            raise Invalid(fault) from None
        if number <= 0:
            raise Invalid(fault)
        return number

    def write(number: int | None) -> None:
        entry.setText("" if number is None else shown_decimal(decimal_text(number, decimals)))

    return connect_edited(Field(label, entry, read=read, write=write, hint=hint), entry)
