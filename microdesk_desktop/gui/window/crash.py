"""Crash dialog: shows the whole bug report, which holds no personal data, for the user to copy; nothing is sent."""

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.bug_report import bug_report
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.long_text import long_text

WIDTH, HEIGHT = 640, 460
_NAME = "crash"


def show_crash(host: QWidget, error: BaseException) -> QDialog:
    """Open the dialog; the program goes on behind it. While one is open it stays the only one: the first bug counts."""
    former = host.findChild(QDialog, _NAME)
    if former is not None:
        return former
    text = bug_report(error, f"PySide6 {qt_version}")
    dialog = QDialog(host)
    dialog.setObjectName(_NAME)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Un défaut de MicroDesk"))
    dialog.resize(WIDTH, HEIGHT)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(ROOMY, ROOMY, ROOMY, WIDE)
    layout.setSpacing(MIDDLE)
    layout.addWidget(labels.lead(tr("Quelque chose s'est mal passé, et c'est de notre faute.")))
    layout.addWidget(
        labels.muted(
            tr(
                "Vos données enregistrées sont intactes. Voici tout ce que contient le rapport : "
                "ni nom, ni montant, ni libellé. Rien n'est envoyé ; copiez-le si vous souhaitez nous l'adresser."
            )
        )
    )
    shown = long_text(text, tr("Rapport"))
    layout.addWidget(shown, 1)
    foot = QHBoxLayout()
    foot.setSpacing(SMALL)

    def copy_report() -> None:
        QGuiApplication.clipboard().setText(text)

    foot.addWidget(buttons.plain(tr("Copier le rapport"), copy_report))
    foot.addStretch()
    foot.addWidget(buttons.plain(tr("Quitter"), QApplication.quit))
    foot.addWidget(buttons.primary(tr("Continuer"), dialog.accept))
    for button in dialog.findChildren(QPushButton):
        button.setAutoDefault(True)  # Enter presses the one that has the focus
    layout.addLayout(foot)
    dialog.open()
    return dialog
