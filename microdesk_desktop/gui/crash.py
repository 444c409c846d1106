"""Our own bugs on screen: a report without any datum of the user's, shown whole, copied by hand, sent nowhere."""

import platform
import traceback
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop import __version__
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.paths import PACKAGE_FOLDER
from microdesk_desktop.gui import buttons, labels
from microdesk_desktop.gui.roles import BODY, MIDDLE, ROOMY, SMALL, WIDE
from microdesk_desktop.gui.theme import font

WIDTH, HEIGHT = 640, 460


def report(error: BaseException) -> str:
    """What happened, by place only: kinds of errors, files, lines; messages and values may be personal and stay out."""
    lines = [
        f"MicroDesk {__version__} · Python {platform.python_version()} · PySide6 {qt_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    chain: BaseException | None = error
    while chain is not None:
        lines += ["", type(chain).__qualname__]
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(chain)]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines)


def show_crash(host: QWidget, error: BaseException) -> QDialog:
    """Open the page that shows the report; the program goes on behind it."""
    text = report(error)
    dialog = QDialog(host)
    dialog.setWindowTitle(tr("Un défaut de MicroDesk"))
    dialog.resize(WIDTH, HEIGHT)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(ROOMY, ROOMY, ROOMY, WIDE)
    layout.setSpacing(MIDDLE)
    layout.addWidget(labels.lead(tr("Quelque chose s’est mal passé, et c’est de notre faute.")))
    layout.addWidget(
        labels.muted(
            tr(
                "Vos données enregistrées sont intactes. Voici tout ce que contient le rapport : "
                "ni nom, ni montant, ni libellé. Rien n’est envoyé ; copiez-le si vous souhaitez nous l’adresser."
            )
        )
    )
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setFont(font(BODY))
    shown.setAccessibleName(tr("Rapport"))
    shown.setTabChangesFocus(True)
    layout.addWidget(shown, 1)
    foot = QHBoxLayout()
    foot.setSpacing(SMALL)
    foot.addWidget(buttons.plain(tr("Copier le rapport"), lambda: QGuiApplication.clipboard().setText(text)))
    foot.addStretch()
    foot.addWidget(buttons.plain(tr("Quitter"), QApplication.quit))
    foot.addWidget(buttons.primary(tr("Continuer"), dialog.accept))
    layout.addLayout(foot)
    dialog.open()
    return dialog


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__, limit=-40)


def _place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(PACKAGE_FOLDER.parent)) if path.is_relative_to(PACKAGE_FOLDER) else path.name
