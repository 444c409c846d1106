"""The sheet in which an issued document is chosen whose PDF is attached."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.forms.typed import SEARCH
from microdesk_desktop.gui.layout.cards import stacked
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.window.suggestions import SuggestingLine, Suggestion
from microdesk_desktop.views.mail.composer.documents import Attachable


class DocumentSheet(SideSheet):
    """`take` is given the number of the document that the user chose."""

    def __init__(self, host: QWidget, documents: Sequence[Attachable], take: Callable[[str], object]) -> None:
        self._documents = documents
        self._take = take
        self.entry = SuggestingLine(self._suggest, takes_first=True)
        self.entry.setProperty(SEARCH, True)
        screen_reader.name(self.entry, tr("Numéro ou client"))
        body = QWidget()
        body.setFocusProxy(self.entry)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        hint = tr("Le PDF d'un devis, d'une facture ou d'un avoir que vous avez émis.")
        none = tr("Vous n'avez encore émis aucun document.")
        column.addWidget(labels.muted(hint if documents else none))
        field = stacked(labels.caption(tr("Numéro ou client")), self.entry, spacing=TIGHT)
        field.setVisible(bool(documents))
        column.addWidget(field)
        column.addStretch()
        super().__init__(host, tr("Joindre un document"), body)
        close = self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        if not documents:
            close.setFocus()
        self.entry.chosen.connect(self._chosen)
        self.entry.show_list()

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        return [
            Suggestion(text=each.number, detail=each.detail, value=each.number)
            for each in self._documents
            if each.answers(typed)
        ]

    def _chosen(self, number: object) -> None:
        self.close_sheet()
        self._take(str(number))
