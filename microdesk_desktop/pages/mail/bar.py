"""The bar above the reading pane: what can be done with the selected conversation."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import TIGHT
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.menu_button import MoreButton

ARCHIVE_KEY, BIN_KEY, READ_KEY, STAR_KEY, MOVE_KEY = "E", "Del", "U", "S", "V"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done: whether there is an archive or another folder, whether it is in the bin, and its marks."""

    can_archive: bool
    is_in_bin: bool
    is_unread: bool
    is_starred: bool
    can_move: bool


class ConversationBar(QWidget):
    """Buttons with their keys; hidden while nothing is selected. `back_wanted` comes where the list is not in sight."""

    back_wanted = Signal()
    archive_wanted = Signal()
    bin_wanted = Signal()
    read_wanted = Signal()
    star_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Actions sur la conversation"))
        self.back = buttons.bare("arrow-left", tr("Revenir à la liste"), self.back_wanted.emit)
        self.archive = buttons.bare("archive", _keyed(tr("Archiver"), ARCHIVE_KEY), self.archive_wanted.emit)
        self.bin = buttons.bare("trash-2", "", self.bin_wanted.emit)
        self.read = buttons.bare("mail-open", "", self.read_wanted.emit)
        self.star = buttons.bare("star", "", self.star_wanted.emit)
        self.move_to = MoreButton(tr("Déplacer ou étiqueter ({key})").format(key=MOVE_KEY), "folder")
        self.move_to.setProperty("look", "bare")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(TIGHT)
        for button in (self.back, self.archive, self.bin, self.read, self.star, self.move_to):
            line.addWidget(button)
        line.addStretch()
        self.back.hide()
        self.hide()

    def offer(self, offer: Offer) -> None:
        """Show the buttons for the selected conversation."""
        self.archive.setVisible(offer.can_archive)
        bin_words = tr("Sortir de la corbeille") if offer.is_in_bin else tr("Mettre à la corbeille")
        _show(self.bin, "undo-2" if offer.is_in_bin else "trash-2", _keyed(bin_words, tr("Suppr")))
        read_words = tr("Marquer comme lu") if offer.is_unread else tr("Marquer comme non lu")
        _show(self.read, "mail-open" if offer.is_unread else "mail", _keyed(read_words, READ_KEY))
        star_words = tr("Retirer l'étoile") if offer.is_starred else tr("Mettre une étoile")
        _show(self.star, "star", _keyed(star_words, STAR_KEY), "attention" if offer.is_starred else "text_muted")
        self.move_to.setVisible(offer.can_move)
        self.show()


def _keyed(text: str, key: str) -> str:
    return f"{text} ({key})"


def _show(button: QPushButton, icon_name: str, text: str, role: str = "text_muted") -> None:
    button.setIcon(icon(icon_name, role))
    button.setAccessibleName(text)
    button.setToolTip(text)
