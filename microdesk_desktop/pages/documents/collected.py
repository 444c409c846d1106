"""The sheet of the status « Encaissée »: what it states, when it is due, and the button that saves it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.documents.lifecycle.collected import CollectedState
from microdesk_desktop.views.documents.statuses import collected_rows, due_text


class CollectedSheet(SideSheet):
    """What the next status of a document states, or that the last one is written again; `save` asks for the file."""

    def __init__(self, host: QWidget, state: CollectedState, save: Callable[[], object]) -> None:
        super().__init__(host, tr("Statut « Encaissée » de {number}").format(number=state.number), _body(state))
        self._save = save
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self.add_button(buttons.primary(tr("Enregistrer le fichier…"), self.submit)).setFocus()

    def submit(self) -> None:
        """Close, and ask for the file."""
        self.close_sheet()
        self._save()


def _body(state: CollectedState) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(MIDDLE)
    column.addWidget(labels.body(_head_text(state)))
    amounts = Facts()
    rows = collected_rows(state.amounts, state.currency)
    amounts.set_facts([Fact(name=name, value=value, is_amount=True) for name, value in rows])
    column.addWidget(amounts)
    column.addWidget(labels.muted(due_text(is_due=state.is_due)))
    column.addWidget(labels.muted(tr("Déposez ensuite ce fichier sur votre plateforme.")))
    column.addStretch()
    return body


def _head_text(state: CollectedState) -> str:
    if state.amounts and state.messages:
        return tr("Argent reçu depuis le dernier statut, taxes comprises :")
    if state.amounts:
        return tr("Argent reçu, taxes comprises :")
    return tr("Aucun argent reçu depuis le dernier statut : c'est lui qui est enregistré de nouveau, à l'identique.")
