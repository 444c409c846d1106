"""The last two steps of the welcome: the recovery key is shown once, then partly retyped."""

import random
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.clipboard import KEPT_S, SecretClipboard
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_new_file
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.pages.start.key_page import KeyPage, in_lines, print_page, save_page
from microdesk_desktop.pages.start.welcome_step import WelcomeStep

ASKED = 2
_READ_ALIKE = str.maketrans("OIL", "011")
"""Letters that the key never has, and the digits as which they are read."""


class RecoveryStep(WelcomeStep):
    """Shows the key, to print, to save or to copy by hand."""

    def __init__(self, page: KeyPage) -> None:
        super().__init__(tr("Votre clé de récupération"), tr("Je l'ai notée"))
        self.key = page.recovery_key
        self._page = page
        self._clipboard = SecretClipboard(self)
        self._done = labels.caption("", wraps=True)
        self._done.setObjectName("copied")
        self._done.hide()
        self._clipboard.cleared.connect(self._done.hide)
        frame, inside = card()
        shown = labels.secret(in_lines(self.key))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Without this name a screen reader would read the whole key aloud as soon as the step is shown.
        shown.setAccessibleName(tr("Clé de récupération"))
        inside.addWidget(shown)
        self.column.addWidget(
            labels.muted(
                tr(
                    "Elle seule ouvre le coffre si vous oubliez la phrase secrète. Elle n'est affichée qu'une fois "
                    "et n'est gardée nulle part : imprimez-la ou recopiez-la, et rangez-la loin de cet ordinateur."
                )
            )
        )
        self.column.addWidget(frame)
        self.column.addWidget(self._ways())
        self.column.addWidget(self._done)
        self.column.addWidget(
            labels.caption(
                tr("Imprimée ou enregistrée, la clé est en clair : préférez votre imprimante, ou une clé USB à part."),
                wraps=True,
            )
        )
        self.column.addStretch()

    def save(self, path: Path) -> None:
        """Save the page as a PDF."""
        saved = tr("Enregistrée : {name}. Rangez ce fichier loin de cet ordinateur.").format(name=path.name)
        failed = tr("Le fichier n'a pas pu être écrit. Choisissez un autre dossier.")
        self._report(saved if save_page(path, self._page) else failed)

    def _ways(self) -> Wrapping:
        ways = Wrapping(
            buttons.plain(tr("Imprimer…"), lambda: print_page(self, self._page)),
            buttons.plain(tr("Enregistrer en PDF…"), self._choose_file),
            buttons.plain(tr("Copier"), self._copy),
        )
        if screen_reader.is_active():
            ways.add(buttons.plain(tr("Faire lire la clé"), self._read_aloud))
        return ways

    def _choose_file(self) -> None:
        name = tr("Clé de récupération MicroDesk") + ".pdf"
        choose_new_file(self, tr("Où enregistrer la clé ?"), name, self.save, last=LastFolder())

    def _copy(self) -> None:
        self._clipboard.copy(self.key)
        self._report(tr("Copiée. Elle quittera le presse-papiers dans {seconds} secondes.").format(seconds=KEPT_S))

    def _report(self, text: str) -> None:
        self._done.setText(text)
        self._done.show()
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
        wrong = [field for number, field in zip(self.asked, self.fields, strict=True) if not self._fits(number, field)]
        for field in wrong:
            field.show_error(tr("Ce groupe n'est pas celui de la clé. Relisez votre copie."))
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def _fits(self, number: int, field: Field[str]) -> bool:
        return _plain(field.value()) == _plain(self._groups[number])

    def _field(self, number: int) -> Field[str]:
        return text_field(tr("Groupe n° {number}").format(number=number + 1), placeholder="······")


def _plain(text: str) -> str:
    return text.upper().replace(" ", "").replace("-", "").translate(_READ_ALIKE)
