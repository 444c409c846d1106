"""The last two steps of the welcome: the recovery key is shown once, then partly retyped."""

import random

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QHideEvent, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.clipboard import KEPT_S, SecretClipboard
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import card
from microdesk_desktop.pages.start.welcome_step import WelcomeStep

ASKED = 2
PER_LINE = 3


class RecoveryStep(WelcomeStep):
    """Shows the key, to print or copy by hand."""

    def __init__(self, recovery_key: str) -> None:
        super().__init__(tr("Votre clé de récupération"), tr("Je l'ai notée"))
        self.key = recovery_key
        self._clipboard = SecretClipboard(self)
        self._copied = labels.caption("", wraps=True)
        self._copied.setObjectName("copied")
        self._copied.hide()
        self._clipboard.cleared.connect(self._copied.hide)
        frame, inside = card()
        shown = labels.secret(_in_lines(recovery_key))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Without this name a screen reader would read the whole key aloud as soon as the step is shown.
        shown.setAccessibleName(tr("Clé de récupération"))
        inside.addWidget(shown)
        ways = QHBoxLayout()
        ways.setSpacing(SMALL)
        ways.addWidget(buttons.plain(tr("Imprimer…"), lambda: print_key(self, recovery_key)))
        ways.addWidget(buttons.plain(tr("Copier"), self._copy))
        if screen_reader.is_active():
            ways.addWidget(buttons.plain(tr("Faire lire la clé"), self._read_aloud))
        ways.addStretch()
        self.column.addWidget(
            labels.muted(
                tr(
                    "Elle seule ouvre le coffre si vous oubliez la phrase secrète. Elle n'est affichée qu'une fois "
                    "et n'est gardée nulle part : imprimez-la ou recopiez-la, et rangez-la loin de cet ordinateur."
                )
            )
        )
        self.column.addWidget(frame)
        self.column.addLayout(ways)
        self.column.addWidget(self._copied)
        self.column.addWidget(
            labels.caption(
                tr(
                    "À l'impression, la clé passe en clair par la file d'attente du système : "
                    "évitez une imprimante partagée."
                ),
                wraps=True,
            )
        )
        self.column.addStretch()

    def _copy(self) -> None:
        self._clipboard.copy(self.key)
        text = tr("Copiée. Elle quittera le presse-papiers dans {seconds} secondes.").format(seconds=KEPT_S)
        self._copied.setText(text)
        self._copied.show()
        screen_reader.announce(self, text)

    def _read_aloud(self) -> None:
        screen_reader.announce(self, ", ".join(" ".join(group) for group in self.key.split("-")))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # not when the window is minimised, to paste elsewhere
            self._clipboard.clear()


class RetypeStep(WelcomeStep):
    """Asks for two groups of the key, to check that the user has noted it."""

    def __init__(self, recovery_key: str) -> None:
        super().__init__(tr("Vérifions votre copie"), tr("Ouvrir MicroDesk"))
        self._groups = recovery_key.split("-")
        self.asked = sorted(random.sample(range(len(self._groups)), ASKED))
        self.fields = [self._field(number) for number in self.asked]
        self.column.addWidget(labels.muted(tr("Reprenez votre copie et recopiez ces deux groupes de la clé.")))
        for field in self.fields:
            self.column.addWidget(field)
        self.column.addStretch()
        self.setFocusProxy(self.fields[0])

    def check(self) -> bool:
        for number, field in zip(self.asked, self.fields, strict=True):
            if _plain(field.value()) != _plain(self._groups[number]):
                field.show_error(tr("Ce groupe n'est pas celui de la clé. Relisez votre copie."))
                field.setFocus()
                return False
        return True

    def _field(self, number: int) -> Field[str]:
        return text_field(tr("Groupe n° {number}").format(number=number + 1), placeholder="······")


def print_key(host: QWidget, recovery_key: str) -> None:
    """Print one page with the key, through the system's dialog."""
    printer = QPrinter()
    printer.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout.Unit.Millimeter)
    dialog = QPrintDialog(printer, host)
    if dialog.exec():
        _paint_key(printer, recovery_key)


def _paint_key(printer: QPrinter, recovery_key: str) -> None:
    painter = QPainter(printer)
    area = QRectF(painter.viewport())
    line = painter.fontMetrics().height() * 2
    texts = (
        (14, QFont.Weight.Bold, tr("MicroDesk : clé de récupération du coffre")),
        (16, QFont.Weight.DemiBold, _in_lines(recovery_key)),
        (10, QFont.Weight.Normal, tr("À ranger loin de l'ordinateur. Elle ouvre le coffre sans la phrase secrète.")),
    )
    for row, (size, weight, text) in enumerate(texts):
        painter.setFont(QFont(QGuiApplication.font().families(), size, weight))
        painter.drawText(QRectF(0, row * line * 1.5, area.width(), line * 1.5), Qt.TextFlag.TextWordWrap, text)
    painter.end()


def _plain(text: str) -> str:
    return text.upper().replace(" ", "").replace("-", "")


def _in_lines(recovery_key: str) -> str:
    groups = recovery_key.split("-")
    return "\n".join("-".join(groups[start : start + PER_LINE]) for start in range(0, len(groups), PER_LINE))
