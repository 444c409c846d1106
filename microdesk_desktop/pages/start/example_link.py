"""The link that shows the program on a sample company, in another window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font
from microdesk_desktop.gui.widgets.buttons import Act

PAUSE_MS = 6_000
"""The other window takes a few seconds to come: meanwhile a second click would open a second one."""


class ExampleLink(QPushButton):
    """Calls `open_example`, and shows for a moment that the other window is on its way."""

    def __init__(self, open_example: Act) -> None:
        super().__init__()
        self.setObjectName("open_example")
        self.setProperty("look", "link")
        self.setFont(font(weight=SEMIBOLD))
        self.setAutoDefault(False)
        self.setToolTip(tr("Dans une autre fenêtre, sans toucher à votre coffre."))
        self._open_example = open_example
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._offer)
        self.clicked.connect(self._open)
        self._offer()

    def _open(self) -> None:
        self._open_example()
        self.setText(tr("L'exemple s'ouvre dans une autre fenêtre…"))
        self.setEnabled(False)
        self._pause.start()

    def _offer(self) -> None:
        self.setText(tr("Essayer avec une entreprise d'exemple"))
        self.setEnabled(True)
