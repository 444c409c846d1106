"""The parts of one transaction: a line per chosen document with its amount, and what remains to share out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.shares import share_of
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart
from microdesk_desktop.views.bank.rows import TransactionRow


class Split(QWidget):
    """What the transaction pays of each chosen document; `changed` is emitted at each key stroke.

    Money that came in net of a fee settles its documents in full: the fee is shared out with it.
    """

    changed = Signal()

    def __init__(self, row: TransactionRow) -> None:
        super().__init__()
        self._row = row
        self._parts: dict[int, _Part] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)
        self._rest = labels.heading("")
        self._rest.setWordWrap(True)
        self.fee = amount_field(
            tr("Frais retenus"), may_be_zero=True, hint=tr("Si le versement est net : ils deviennent une dépense.")
        )
        self.fee.edited.connect(self._share_fee)
        self.fee.setVisible(row.amount_cents > 0 and row.currency == EUR)
        self._column.addWidget(self.fee)
        self._column.addWidget(self._rest)
        self._show_rest()

    @property
    def rest_cents(self) -> int:
        """What of the transaction, and of the fee that was kept of it, is not shared out yet, with its sign."""
        return self._gross_cents - sum(part.signed_cents for part in self._parts.values())

    @property
    def fee_cents(self) -> int:
        """The fee; 0 while it cannot be read."""
        try:
            return self.fee.value()
        except Invalid:
            return 0

    @property
    def is_possible(self) -> bool:
        """Whether the parts can be read and fit both in the transaction and in the documents."""
        given, gross = self._gross_cents - self.rest_cents, self._gross_cents
        fits = given * gross > 0 and abs(given) <= abs(gross) and (given == gross or not self.fee_cents)
        checked = [part.check() for part in self._parts.values()]
        return bool(checked) and fits and all(checked)

    @property
    def is_complete(self) -> bool:
        """Whether everything is shared out."""
        return self.is_possible and self.rest_cents == 0

    def toggle(self, target: Target) -> None:
        """Add a document with as much as fits, or remove it; when nothing is left, it replaces the last one."""
        key = target.id
        if key in self._parts:
            self._remove(key)
            return
        if self.is_complete:
            self._remove(list(self._parts)[-1])
        part = _Part(target, abs(share_of(self.rest_cents, target)), lambda: self._remove(key))
        part.field.edited.connect(self._show_rest)
        self._parts[key] = part
        self._column.insertWidget(self._column.count() - 2, part)
        self._show_rest()

    def fields(self) -> list[Field[int]]:
        """The amount of each part, in the order in which they were added."""
        return [part.field for part in self._parts.values()]

    def named_parts(self) -> list[NamedPart]:
        """The parts by the references of their targets."""
        return [part.named() for part in self._parts.values()]

    def references(self) -> list[str]:
        """The reference of each chosen document, in the same order."""
        return [part.reference for part in self._parts.values()]

    def allocations(self) -> list[Allocation]:
        """The parts, signed like the transaction; none when they do not fit: the wrong line then shows why."""
        if not self.is_possible:
            self._show_rest()
            return []
        return [
            Allocation(target_id=target_id, amount_cents=part.signed_cents) for target_id, part in self._parts.items()
        ]

    @property
    def _gross_cents(self) -> int:
        return self._row.amount_cents + self.fee_cents

    def _share_fee(self) -> None:
        """Let the last document take what the fee adds, as far as it goes."""
        if self._parts:
            list(self._parts.values())[-1].take(self.rest_cents)
        self._show_rest()

    def _remove(self, key: int) -> None:
        part = self._parts.pop(key)
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()
        self._show_rest()

    def _show_rest(self) -> None:
        rest = self.rest_cents
        exceeds = rest * self._row.amount_cents < 0
        amount = money.amount(abs(rest), self._row.currency)
        if not self._parts:
            text = tr("Entrée ajoute le document choisi ; ajoutez-en plusieurs pour répartir.")
        elif exceeds:
            text = tr("{amount} de trop").format(amount=amount)
        else:
            left = tr("Reste à répartir : {amount}").format(amount=amount)
            text = left if rest else tr("Tout est réparti. Réduisez un montant pour ajouter un document.")
        self._rest.setText(text)
        set_tone(self._rest, Tone.DANGER if exceeds else Tone.PLAIN)
        self.changed.emit()


class _Part(QWidget):
    """One chosen document and what of the transaction goes to it."""

    def __init__(self, target: Target, cents: int, remove: buttons.Act) -> None:
        super().__init__()
        self._sign = 1 if target.remaining_cents > 0 else -1
        self._limit = abs(target.remaining_cents)
        self._most = money.amount(self._limit, target.currency)
        self._kind = target.kind
        self.reference = target.reference
        title = target.reference or target.party_name
        self.field = amount_field(title, hint=tr("sur {amount}").format(amount=self._most))
        self.field.set_value(cents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.field, 1)
        layout.addWidget(buttons.bare("x", tr("Retirer {document}").format(document=title), remove))

    @property
    def signed_cents(self) -> int:
        """The amount with the sign of the transaction; 0 while it cannot be read."""
        try:
            return self._sign * self.field.value()
        except Invalid:
            return 0

    def named(self) -> NamedPart:
        """The part by the reference of its target."""
        return NamedPart(kind=self._kind, reference=self.reference, amount_cents=abs(self.signed_cents))

    def take(self, cents: int) -> None:
        """Add signed cents to the amount, as far as the document goes."""
        self.field.set_value(max(0, min(self._limit, self._sign * (self.signed_cents + cents))))

    def check(self) -> bool:
        """Whether the amount is valid and within what the document has left; if not, the line shows why."""
        if not self.field.check():
            return False
        if self.field.value() > self._limit:
            self.field.show_error(tr("Il ne reste que {amount}.").format(amount=self._most))
            return False
        return True
