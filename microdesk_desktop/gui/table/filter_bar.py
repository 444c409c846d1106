"""Filter chips with their counts, one chosen at a time; arrows move between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font
from microdesk_desktop.gui.theme.tokens import CAPTION
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.wrapping import Wrapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter: its key, its text, how many rows it keeps, and the colour of their status.

    `is_shown` is false for a filter that nobody needs at the moment; the chosen one stays in sight.
    """

    key: str
    text: str
    tone: Tone = Tone.NEUTRAL
    count: int | None = None
    is_shown: bool = True


class Chips(Wrapping):
    """Filters side by side; `chosen` carries the key of the selected one. A click leaves the focus in the list."""

    chosen = Signal(str)

    def __init__(self, name: str, chips: Sequence[Chip]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._texts: dict[str, str] = {}
        for chip in chips:
            self.add(self._button(chip))
        self.set_chips(chips)
        self.choose(chips[0].key)

    @property
    def current(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def text_of(self, key: str) -> str:
        """The text of a chip, without its count."""
        return self._texts[key]

    def choose(self, key: str) -> None:
        """Select a chip, as a click does."""
        self._buttons[key].setChecked(True)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show new counts; a chip that is not given is hidden, and the first one chosen in its place."""
        given = {chip.key for chip in chips}
        for key, button in self._buttons.items():
            button.setVisible(key in given)
        if self._group.checkedButton() is not None and self.current not in given:
            self.choose(chips[0].key)
        for chip in chips:
            self._texts[chip.key] = chip.text
            number = "" if chip.count is None else f" {count(chip.count)}"
            button = self._buttons[chip.key]
            button.setText(chip.text + number)
            button.setVisible(chip.is_shown or button.isChecked())

    def _button(self, chip: Chip) -> QPushButton:
        made = QPushButton()
        made.setProperty("look", "chip")
        made.setFont(font(CAPTION, SEMIBOLD, tabular=True))
        made.setCheckable(True)
        made.setAutoExclusive(True)  # a screen reader presents the group as radio buttons
        made.setAutoDefault(False)
        set_tone(made, chip.tone)
        made.toggled.connect(lambda on: self.chosen.emit(chip.key) if on else None)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.addButton(made)
        self._buttons[chip.key] = made
        return made
