"""The form of an item of the catalogue, checked as one types."""

from collections.abc import Collection

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.price_field import price_field
from microdesk_desktop.gui.forms.text_fields import complete, connect_edited, new_line_edit, text_field
from microdesk_desktop.operations.records.catalogue import free_reference
from microdesk_desktop.views.records.catalogue_rows import is_known_unit, rate_choices, unit_words
from microdesk_desktop.views.vault.company import activity_words


class CatalogueForm(Form):
    """Fields of one item; `item()` reads them once `check()` has passed. `taken` are the references of the others."""

    def __init__(self, taken: Collection[str], item: CatalogueItem | None = None) -> None:
        super().__init__()
        self._taken = taken
        self._former_unit = item.unit if item else ""
        self.label = text_field(tr("Libellé"), required=True)
        self.price = price_field(tr("Prix unitaire HT"))
        self.unit = self._unit_field()
        self._rate = choice_field(tr("TVA"), rate_choices(item.vat_rate_bp if item else 0))
        activities = [("", tr("Celle de l'entreprise")), *((each.value, words) for each, words in activity_words())]
        self._activity = choice_field(tr("Activité"), activities)
        self.reference = self._reference_field()
        self.add(self.label)
        self.add(self.price, self.unit)
        self.add(self._rate, self._activity)
        self.add(self.reference)
        if item is not None:
            self._fill(item)

    def item(self) -> CatalogueItem:
        """The item in the fields; raises Invalid."""
        label = self.label.value()
        return CatalogueItem(
            reference=self.reference.value() or free_reference(label, self._taken),
            label=label,
            unit=self.unit.value(),
            unit_price=self.price.value(),
            activity=self._activity.value(),
            vat_rate_bp=self._rate.value(),
        )

    def _fill(self, item: CatalogueItem) -> None:
        self.label.set_value(item.label)
        self.price.set_value(item.unit_price)
        self.unit.set_value(item.unit)
        self._rate.set_value(item.vat_rate_bp)
        self._activity.set_value(item.activity)
        self.reference.set_value(item.reference)

    def _unit_field(self) -> Field[str]:
        entry = new_line_edit(tr("jour, heure, forfait…"))

        def read() -> str:
            text = entry.text().strip()
            if text and text != self._former_unit and not is_known_unit(text):
                raise Invalid(tr("Les factures électroniques n'ont pas cette unité. Choisissez-en une proposée."))
            return text

        field = Field(tr("Unité"), entry, read=read, write=entry.setText)
        entry.editingFinished.connect(field.check)
        complete(field, unit_words())
        return connect_edited(field, entry)

    def _reference_field(self) -> Field[str]:
        entry = new_line_edit()
        taken = {fold(each) for each in self._taken}

        def read() -> str:
            text = " ".join(entry.text().split())
            if fold(text) in taken:
                raise Invalid(tr("Un autre article a déjà cette référence."))
            return text

        hint = tr("Vide : elle est tirée du libellé.")
        field = Field(tr("Référence"), entry, read=read, write=entry.setText, hint=hint)
        entry.editingFinished.connect(field.check)
        return connect_edited(field, entry)
