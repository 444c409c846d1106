"""Settings: the keys that the window answers everywhere, read from the window itself."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.shortcuts import key_text
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane


class ShortcutsPane(Pane):
    """Each key with what it does; the keys of a list stand beside its buttons."""

    key = "shortcuts"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(1, 1)
        card = self.add_card()
        card.add(labels.muted(tr("Ces touches valent sur toutes les pages.")))
        card.add(table)
        here = self.add_card(tr("Dans les listes et les volets"))
        here.add(
            labels.muted(
                tr(
                    "Les flèches parcourent une liste, Entrée ouvre ou confirme, Échap ferme. Les autres touches d'une "
                    "page sont écrites sur ses boutons, et Ctrl+K trouve toutes les actions par leur nom."
                )
            )
        )
        writing = self.add_card(tr("En écrivant un devis ou une facture"))
        writing.add(
            labels.muted(
                tr(
                    "Dans la liste, N commence un document et D en fait un pareil. Entrée va d'un champ au suivant, et "
                    "du dernier à une nouvelle ligne ; Ctrl+Haut et Ctrl+Bas déplacent la ligne, Ctrl+D la double, "
                    "Ctrl+Suppr la retire, Alt+Entrée ouvre ses détails. F6 montre l'aperçu, Ctrl+Entrée émet."
                )
            )
        )
        mail = self.add_card(tr("Dans le courrier"))
        mail.add(
            labels.muted(
                tr(
                    "N écrit un message, R répond, A répond à tous, F transfère. Entrée ouvre la conversation, Échap "
                    "revient à la liste. E archive, Suppr met à la corbeille, U marque comme lu ou non lu, S met une "
                    "étoile, V déplace ou étiquette. Espace coche plusieurs conversations, et F5 actualise."
                )
            )
        )
        composing = self.add_card(tr("En écrivant un message"))
        composing.add(
            labels.muted(
                tr("Ctrl+Entrée envoie, Ctrl+J joint un fichier, Ctrl+S enregistre le brouillon dans votre boîte.")
            )
        )
        self.column.addSpacing(MIDDLE)

    @staticmethod
    def title() -> str:
        return tr("Raccourcis")

    @staticmethod
    def lines() -> Sequence[Line]:
        synonyms = tr("clavier touches raccourcis ctrl combinaisons")
        return [Line(key=key, name=words, synonyms=f"{key} {synonyms}") for key, words in shortcut_words().items()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill(window_keys(self.window()))

    def _fill(self, keys: Sequence[str]) -> None:
        empty_layout(self._grid)
        words = shortcut_words()
        for row, key in enumerate(key for key in words if key in keys):
            self._grid.addWidget(labels.muted(key_text(key), wraps=False), row, 0)
            self._grid.addWidget(labels.body(words[key]), row, 1)


def window_keys(window: QWidget) -> Sequence[str]:
    """The keys that a window answers wherever the focus is, « Ctrl+K »."""
    shortcuts = window.findChildren(QShortcut)
    everywhere = [each for each in shortcuts if each.context() == Qt.ShortcutContext.WindowShortcut]
    return [each.key().toString(QKeySequence.SequenceFormat.PortableText) for each in everywhere]


def shortcut_words() -> Mapping[str, str]:
    """What each key of the window does, in the order of the pane; the pages of the sidebar share one line."""
    return {
        "Ctrl+K": tr("Rechercher, agir"),
        "Ctrl+F": tr("Chercher dans la page"),
        "Ctrl+1": tr("Aller à la première page de la barre latérale, et ainsi de suite jusqu'à 9"),
        "F8": tr("Traiter ce qui attend, un élément après l'autre"),
        "Alt+Left": tr("Revenir à ce qui était affiché avant"),
        "Alt+Right": tr("Repartir en avant"),
        "Ctrl+Z": tr("Annuler la dernière action"),
        "Ctrl+Shift+Z": tr("Rétablir"),
        "Ctrl+Shift+E": tr("Exporter la liste affichée"),
        "Ctrl+P": tr("Imprimer la liste ou le document affiché"),
        "Ctrl+B": tr("Réduire ou élargir la barre latérale"),
        "Ctrl+,": tr("Ouvrir les réglages"),
        "Ctrl+L": tr("Verrouiller le coffre"),
        "Ctrl+Q": tr("Quitter MicroDesk"),
    }
