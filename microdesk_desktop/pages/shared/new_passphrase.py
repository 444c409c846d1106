"""The fields of a new passphrase, typed twice, with a strength meter and a proposal of five words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.strength import StrengthMeter
from microdesk_desktop.gui.forms.text_fields import entry_of, passphrase_field
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels


class NewPassphrase(QWidget):
    """Two fields and a meter; whether the passphrase is strong enough is decided by the operation that takes it.

    `label` names the first field: a passphrase is « new » only where there was one before. `known` gives what whoever
    guesses may know, such as the name of the business.
    """

    def __init__(
        self,
        runner: Runner,
        submit: Callable[[], object],
        label: str,
        known: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__()
        self.first = passphrase_field(
            label,
            hint=tr("Quatre ou cinq mots sans lien font une phrase solide et facile à retenir."),
        )
        self.second = passphrase_field(tr("La même, une seconde fois"))
        self._submit = submit
        self._known = known
        self._meter = StrengthMeter(runner)
        self._proposal = labels.caption("", wraps=True)
        self._proposal.hide()
        propose = buttons.link(tr("Proposer une phrase"), self.propose)
        propose.setObjectName("propose")
        self._meter.add_beside(propose)
        self.first.edited.connect(self._take_edited)
        self.setFocusProxy(self.first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.first)
        layout.addWidget(self._meter)
        layout.addWidget(self._proposal)
        layout.addSpacing(TIGHT)
        layout.addWidget(self.second)

    def propose(self) -> None:
        """Fill in five words, in clear, to be noted and typed again; another five at each call."""
        from microdesk_desktop.operations.vault.passphrase.propose import propose_passphrase

        self.first.set_value(propose_passphrase())
        self.second.set_value("")
        entry_of(self.first).setEchoMode(QLineEdit.EchoMode.Normal)
        self._proposal.setText(tr("Notez-la, ou retenez-la, puis tapez-la une seconde fois."))
        self._proposal.show()
        self._rate()
        self.second.setFocus()

    def check(self) -> bool:
        """Whether the same passphrase is typed twice; otherwise the field at fault shows its error."""
        if not self.first.value():
            self.first.show_error(tr("À remplir."))
            self.first.setFocus()
            return False
        if self.first.value() != self.second.value():
            self.second.show_error(tr("Les deux phrases diffèrent."))
            self.second.setFocus()
            return False
        return True

    def value(self) -> str:
        """The passphrase."""
        return self.first.value()

    def refuse(self, text: str) -> None:
        """Show why the passphrase was refused."""
        self.first.show_error(text)
        self.first.setFocus()

    def clear(self) -> None:
        """Empty both fields."""
        self.first.set_value("")
        self.second.set_value("")

    def _take_edited(self) -> None:
        self._proposal.hide()
        self._rate()

    def _rate(self) -> None:
        self._meter.rate(partial(_strength, self.first.value(), tuple(self._known())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.second.value():
            self._submit()
        else:
            self.second.setFocus()


def _strength(typed: str, known: Sequence[str]) -> int:
    from microdesk_desktop.operations.vault.passphrase.strength import strength

    return strength(typed, known)
