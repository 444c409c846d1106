"""The contacts and the further addresses of a client: small forms one below the other, added and removed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.checks.contact import email_flaw, phone_flaw
from microdesk_desktop.domain.parties import ClientAddress, Contact
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.checked_text import checked_text_field
from microdesk_desktop.gui.forms.country_field import country_field
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import lines_field, text_field
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons

T = TypeVar("T")
V = TypeVar("V")
MOST = 20
"""Contacts or addresses of one client: more than anybody keeps in order by hand."""


class EntryForm(Form, Generic[T]):
    """The fields of one contact or address."""

    def fill(self, value: T) -> None:
        """Show a value."""
        raise NotImplementedError

    def value(self) -> T | None:
        """What the fields hold; None while they are empty."""
        raise NotImplementedError


class ContactForm(EntryForm[Contact]):
    """Name, function, e-mail address and phone of one contact."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = {
            "name": text_field(tr("Nom de l'interlocuteur")),
            "role": text_field(tr("Fonction")),
            "email": checked_text_field(tr("Son adresse électronique"), email_flaw),
            "phone": checked_text_field(tr("Son téléphone"), phone_flaw),
        }
        self.add(self._texts["name"], self._texts["role"])
        self.add(self._texts["email"], self._texts["phone"])

    def fill(self, value: Contact) -> None:
        for name, field in self._texts.items():
            field.set_value(getattr(value, name))

    def value(self) -> Contact | None:
        contact = Contact(**{name: field.value() for name, field in self._texts.items()})
        return contact if contact != Contact() else None


class AddressForm(EntryForm[ClientAddress]):
    """Name, lines, town and country of one address, and whether deliveries go there."""

    def __init__(self) -> None:
        super().__init__()
        self._name = text_field(tr("Nom de cette adresse"), hint=tr("Par exemple : Entrepôt."))
        self._lines = lines_field(tr("Rue et complément"))
        self._texts = {
            "postal_code": text_field(tr("Code postal de cette adresse")),
            "city": text_field(tr("Ville de cette adresse")),
            "country": country_field(tr("Pays de cette adresse"), empty=""),
        }
        self.delivery = CheckBox(tr("Les livraisons vont ici."))
        self.add(self._name)
        self.add(self._lines)
        self.add(*self._texts.values())
        self.add_widget(self.delivery)

    def fill(self, value: ClientAddress) -> None:
        self._name.set_value(value.name)
        self._lines.set_value(value.lines)
        for name, field in self._texts.items():
            field.set_value(getattr(value, name))
        self.delivery.set_checked(value.is_delivery)

    def value(self) -> ClientAddress | None:
        texts = {name: field.value() for name, field in self._texts.items()}
        address = ClientAddress(
            name=self._name.value(),
            lines=self._lines.value(),
            postal_code=texts["postal_code"],
            city=texts["city"],
            country=texts["country"],
        )
        if address == ClientAddress():
            return None
        return replace(address, is_delivery=self.delivery.is_checked())


class Entries(QWidget, Generic[T]):
    """The forms of several values in cards, each with a button that removes it, and one that adds another."""

    def __init__(self, add_text: str, remove_text: str, new: Callable[[], EntryForm[T]]) -> None:
        super().__init__()
        self._new = new
        self._remove_text = remove_text
        self._shown: list[tuple[QFrame, EntryForm[T]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)
        self.adder = buttons.link(add_text, self.add)
        self._column.addWidget(self.adder)

    @property
    def forms(self) -> Sequence[EntryForm[T]]:
        """The forms in sight, in their order."""
        return [form for _, form in self._shown]

    def fill(self, values: Sequence[T]) -> None:
        """Show these values, and no others."""
        for frame, _ in self._shown:
            _discard(self._column, frame)
        self._shown.clear()
        for value in values:
            self._add().fill(value)

    def values(self) -> tuple[T, ...]:
        """The values that are filled in; raises Invalid."""
        return tuple(value for form in self.forms if (value := form.value()) is not None)

    def check(self) -> bool:
        """Whether every form can be read; the first that cannot takes the focus."""
        return not [form for form in self.forms if not form.check()]

    def add(self) -> None:
        """Add an empty form, and go to it."""
        self._add().setFocus()

    def _add(self) -> EntryForm[T]:
        form = self._new()
        frame, column = card(MIDDLE, SMALL)
        column.addWidget(form)
        column.addWidget(buttons.link(self._remove_text, partial(self._remove, form)))
        self._shown.append((frame, form))
        self._column.insertWidget(self._column.count() - 1, frame)
        self.adder.setVisible(len(self._shown) < MOST)
        return form

    def _remove(self, form: EntryForm[T]) -> None:
        frame = next(frame for frame, each in self._shown if each is form)
        self._shown = [pair for pair in self._shown if pair[1] is not form]
        self.adder.setVisible(True)
        self.adder.setFocus()
        _discard(self._column, frame)


def _discard(column: QVBoxLayout, frame: QFrame) -> None:
    column.removeWidget(frame)
    frame.hide()
    frame.deleteLater()
