"""The panel beside the trips: one trip, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.views.mileage.rows import TripRow, TripState
from microdesk_desktop.views.mileage.words import km_text, spoken_way, state_text, way_text

REPEAT_KEY, KEEP_KEY, INVOICE_KEY = "R", "M", "F"


class TripPanel(SidePanel):
    """Each signal comes when the button of its action is pressed."""

    edit_wanted = Signal()
    repeat_wanted = Signal()
    keep_wanted = Signal()
    invoice_wanted = Signal()
    document_wanted = Signal()
    release_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Trajet choisi"))
        self._way = labels.heading("")
        self._way.setWordWrap(True)
        self._distance = labels.amount("", size=TITLE)
        self._distance.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._facts = labels.muted("")
        self.edit = buttons.keyed(tr("Corriger…"), self.edit_wanted.emit, tr("Entrée"))
        self.repeat = buttons.keyed(tr("Refaire aujourd'hui…"), self.repeat_wanted.emit, REPEAT_KEY)
        self.keep = buttons.keyed(tr("En faire un modèle"), self.keep_wanted.emit, KEEP_KEY)
        self.invoice = buttons.keyed(tr("Refacturer…"), self.invoice_wanted.emit, INVOICE_KEY)
        self.document = buttons.plain("", self.document_wanted.emit)
        self.release = buttons.plain(tr("Rendre refacturable"), self.release_wanted.emit)
        self.release.setToolTip(tr("Une fois la ligne retirée du brouillon."))
        self.remove = buttons.keyed(tr("Supprimer"), self.removal_wanted.emit, tr("Suppr"))
        self._actions: Sequence[QPushButton] = (
            *(self.invoice, self.document, self.release, self.edit, self.repeat, self.keep, self.remove),
        )
        self._rule = rule()
        self._only_with_trip: Sequence[QWidget] = (self._way, self._distance, self._rule)
        for widget in (self._way, self._distance, self._facts, self._rule, *self._actions):
            self.body.addWidget(widget)
        self.body.setSpacing(SMALL)
        self.body.addStretch()
        self.show_trip(None)

    def show_trip(self, row: TripRow | None) -> None:
        """Show a trip, or how to choose one."""
        for widget in (*self._only_with_trip, *self._actions):
            widget.setVisible(row is not None)
        if row is None:
            self._facts.setText(tr("Choisissez un trajet pour le corriger, le refaire ou le refacturer."))
            return
        self.invoice.setVisible(row.state is TripState.OPEN)
        self.document.setVisible(row.state is not TripState.OPEN)
        self.document.setText(tr("Voir le brouillon…") if row.state is TripState.DRAFTED else tr("Voir la facture…"))
        self.release.setVisible(row.state is TripState.DRAFTED)
        self._way.setText(way_text(row.trip))
        self._way.setAccessibleName(spoken_way(row.trip))
        self._distance.setText(km_text(row.trip.driven))
        facts = (
            dates.long_day(row.trip.on),
            visible(row.trip.purpose),
            visible(row.client),
            visible(row.vehicle),
            state_text(row),
        )
        self._facts.setText("\n".join(filter(None, facts)))
