"""The story of a pair in the panel: each transaction on a line, the others one click away."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.views.bank.words.pairs import PairStory, StoryLine

LINES = 3
"""A payment, what takes it back, and the payment that stands."""


class PairView(QWidget):
    """Hidden without a story; `show_transaction` takes the id of the transaction to go to."""

    def __init__(self, show_transaction: Callable[[int], object]) -> None:
        super().__init__()
        self._heading = labels.heading("")
        self._heading.setWordWrap(True)
        self._lines = [_Line(show_transaction) for _ in range(LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._heading)
        for line in self._lines:
            column.addWidget(line)
        self.hide()

    def show_story(self, story: PairStory | None) -> None:
        """Show a story; without one the widget is hidden and holds no word of the last."""
        self.setVisible(story is not None)
        self._heading.setText(story.heading if story else "")
        for number, line in enumerate(self._lines):
            line.show_line(story.lines[number] if story and number < len(story.lines) else None)


class _Line(QWidget):
    def __init__(self, show_transaction: Callable[[int], object]) -> None:
        super().__init__()
        self._id = 0
        self._title: QLabel = labels.caption("")
        self._here = labels.body("")
        self._link: QPushButton = buttons.link("", lambda: show_transaction(self._id))
        self._amount = labels.amount("")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(TIGHT)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._here, 1, 0)
        grid.addWidget(self._link, 1, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._amount, 1, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)

    def show_line(self, line: StoryLine | None) -> None:
        """Show a transaction: its day as a link, unless it is the one in sight."""
        self.setVisible(line is not None)
        self._id = line.transaction_id if line else 0
        self._title.setText(line.title if line else "")
        self._here.setText(tr("{day}, celle-ci").format(day=line.day) if line and line.is_here else "")
        self._here.setVisible(line is not None and line.is_here)
        self._link.setText(buttons.literal(line.day) if line and not line.is_here else "")
        self._link.setAccessibleName(
            tr("Aller à l'opération : {title}, {day}, {amount}").format(
                title=line.title, day=line.day, amount=line.amount
            )
            if line
            else ""
        )
        self._link.setVisible(line is not None and not line.is_here)
        self._amount.setText(line.amount if line else "")
