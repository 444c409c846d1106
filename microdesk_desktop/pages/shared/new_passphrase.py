"""The fields of a new passphrase, typed twice, with a strength meter."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.strength import StrengthMeter
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT


class NewPassphrase(QWidget):
    """Two fields and a meter; whether the passphrase is strong enough is decided by the operation that takes it.

    `label` names the first field: a passphrase is « new » only where there was one before.
    """

    def __init__(self, runner: Runner, submit: Callable[[], object], label: str) -> None:
        super().__init__()
        self.first = passphrase_field(
            label,
            hint=tr("Quatre ou cinq mots sans lien font une phrase solide et facile à retenir."),
        )
        self.second = passphrase_field(tr("La même, une seconde fois"))
        self._submit = submit
        meter = StrengthMeter(runner, _rate)
        self.first.edited.connect(lambda: meter.rate(self.first.value()))
        self.setFocusProxy(self.first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self.first)
        layout.addWidget(meter)
        layout.addSpacing(TIGHT)
        layout.addWidget(self.second)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.second.value():
            self._submit()
        else:
            self.second.setFocus()


def _rate(typed: str) -> int:
    from microdesk_desktop.operations.vault.passphrase_strength import strength

    return strength(typed)
