"""The cards beside the list: what left this computer, the statement, and the way to erase everything."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import at_left, card
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.privacy.network.journal import ConnectionRow
from microdesk_desktop.views.privacy.statement import StatementState, agreed_text, asking_text

Act = Callable[[], object]


class JournalCard(QWidget):
    """The last connections, and the way to all of them."""

    def __init__(self, open_journal: Act) -> None:
        super().__init__()
        frame, column = _titled(tr("Ce qui est sorti de cet ordinateur"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(TIGHT)
        column.addLayout(self._lines)
        self.open = buttons.link(tr("Voir le journal complet"), open_journal)
        column.addWidget(at_left(self.open))
        _fill(self, frame)

    def show_connections(self, rows: Sequence[ConnectionRow]) -> None:
        """Show these connections, the latest first."""
        empty_layout(self._lines)
        for row in rows:
            text = f"{dates.moment(row.at)} · {row.host} · {row.purpose}"
            self._lines.addWidget(labels.by_others(labels.muted(text)))
        if not rows:
            self._lines.addWidget(labels.muted(tr("Rien n'est sorti de cet ordinateur.")))


class StatementCard(QWidget):
    """Which version the user agreed to, and when."""

    def __init__(self, open_statement: Act) -> None:
        super().__init__()
        frame, column = _titled(tr("Déclaration de confidentialité"))
        self._state = labels.muted("")
        column.addWidget(self._state)
        self.open = buttons.link(tr("La lire"), open_statement)
        column.addWidget(at_left(self.open))
        _fill(self, frame)

    def show_state(self, state: StatementState) -> None:
        """Show the agreement that holds, or that one is asked for."""
        self._state.setText(asking_text(state) if state.asks else agreed_text(state.held))


class LinksCard(QWidget):
    """Links below one another."""

    def __init__(self, title: str, links: Sequence[tuple[str, Act]]) -> None:
        super().__init__()
        frame, column = _titled(title)
        for text, act in links:
            column.addWidget(at_left(buttons.link(text, act)))
        _fill(self, frame)


class EraseCard(QWidget):
    """What the erasure of everything does, in a sentence, and its button."""

    def __init__(self, erase: Act) -> None:
        super().__init__()
        frame, column = _titled(tr("Tout effacer"))
        frame.setProperty("tone", "danger")
        text = tr("Détruit les clés du coffre, le coffre, ses sauvegardes connues et les jetons. Irréversible.")
        column.addWidget(labels.muted(text))
        self.erase: QPushButton = buttons.danger(tr("Effacer toutes mes données…"), erase)
        column.addWidget(at_left(self.erase))
        _fill(self, frame)


def _titled(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame, column = card(padding=WIDE, spacing=SMALL)
    frame.setAccessibleName(title)
    heading = labels.heading(title)
    heading.setWordWrap(True)
    column.addWidget(heading)
    return frame, column


def _fill(widget: QWidget, frame: QFrame) -> None:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(frame)
