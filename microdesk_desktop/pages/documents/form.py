"""The form of an imported document: all that it states."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.forms.form import Form, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field, day_field, optional_day_field
from microdesk_desktop.gui.forms.text_fields import complete, text_field
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.records.document_words import document_statuses, document_types


class DocumentForm(Form):
    """Fields of one document; `document()` reads them once `check()` has passed."""

    def __init__(self, document: ImportedDocument, today: date, clients: Sequence[str]) -> None:
        super().__init__()
        self._document = document
        self.number = text_field(tr("Numéro"), required=True)
        self.type = choice_field(tr("Type"), document_types())
        self.client = text_field(tr("Client"), required=True)
        self.subject = text_field(tr("Objet"))
        self.issued_on = day_field(tr("Date d'émission"), today)
        self.due_on = optional_day_field(tr("Échéance"), today)
        self.excl_tax = amount_field(tr("Total HT"), may_be_zero=True)
        self.tax = amount_field(tr("TVA"), may_be_zero=True)
        self.incl_tax = amount_field(tr("Total TTC"))
        self.paid = amount_field(tr("Déjà réglé"), may_be_zero=True, hint=tr("Avant l'import, à une date inconnue."))
        self.status = choice_field(tr("Statut"), document_statuses())
        complete(self.client, clients)
        self.add(self.number, self.type)
        self.add(self.client)
        self.add(self.subject)
        self.add(self.issued_on, self.due_on)
        self.add(self.excl_tax, self.tax)
        self.add(self.incl_tax, self.paid)
        self.add(self.status)
        self.type.edited.connect(self._show_due_day)
        self._fill(document)

    def document(self) -> ImportedDocument:
        """The document in the fields; raises Invalid."""
        return ImportedDocument(
            number=self.number.value(),
            type=self.type.value(),
            issued_on=self.issued_on.value(),
            due_on=self.due_on.value(),
            client=self.client.value(),
            excl_tax_cents=self.excl_tax.value(),
            tax_cents=self.tax.value(),
            incl_tax_cents=self.incl_tax.value(),
            paid_cents=self.paid.value(),
            currency=self._document.currency,
            status=self.status.value(),
            subject=self.subject.value(),
        )

    def check(self) -> bool:
        """Whether every field can be read and the totals add up; otherwise the field at fault shows its error."""
        if not super().check():
            return False
        try:
            self._check_totals()
        except Invalid as error:
            self.incl_tax.show_error(str(error))
            self.incl_tax.setFocus()
            return False
        return True

    def refuse(self, error: KnownError) -> None:
        """Show why the document was refused, below the field that the error is about."""
        field = self.incl_tax if error.code is ErrorCode.AMOUNT_BELOW_SETTLED else self.number
        field.show_error(error_text(error))
        field.setFocus()

    @property
    def _is_credit_note(self) -> bool:
        return self.type.value() is DocumentType.CREDIT_NOTE

    def _show_due_day(self) -> None:
        """A credit note has no due date."""
        self.due_on.setVisible(not self._is_credit_note)
        if self._is_credit_note:
            self.due_on.set_value(None)

    def _check_totals(self) -> None:
        if self.excl_tax.value() + self.tax.value() != self.incl_tax.value():
            raise Invalid(tr("Le total TTC n'est pas la somme du total HT et de la TVA."))

    def _fill(self, document: ImportedDocument) -> None:
        self.number.set_value(document.number)
        self.type.set_value(document.type)
        self.client.set_value(document.client)
        self.subject.set_value(document.subject)
        self.issued_on.set_value(document.issued_on)
        self.due_on.set_value(document.due_on)
        self.excl_tax.set_value(document.excl_tax_cents)
        self.tax.set_value(document.tax_cents)
        self.incl_tax.set_value(document.incl_tax_cents)
        self.paid.set_value(document.paid_cents)
        self.status.set_value(document.status)
        self._show_due_day()
