"""What the workspace knows of the widget that shows it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.gui.undo import Place
from microdesk_desktop.views.messages.actions import Goal


class Front(QWidget):
    """The widget that shows the workspace at the moment: sheets open on it, and it knows the pages by their keys."""

    def navigate(self, key: str, wanted: object = None) -> None:
        """Bring a page into sight, on what `wanted` names when it is given."""
        raise NotImplementedError

    def pursue(self, goal: Goal) -> None:
        """Bring the page into sight that serves this goal of an error's action."""
        raise NotImplementedError

    def back(self) -> None:
        """Return to the place that was in sight before."""
        raise NotImplementedError

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open files on the page that takes them, whatever they hold."""
        raise NotImplementedError

    def forget_past(self) -> None:
        """Forget the places to which « back » and « forward » lead, whose searches may name what has been erased."""
        raise NotImplementedError

    def forget_hidden_pages(self) -> None:
        """Destroy the pages that are not in sight, with all that they hold: what they showed was erased.

        The command palette is closed: it lists records, and what can be done on those pages.
        """
        raise NotImplementedError

    def close_sheets(self) -> None:
        """Close every sheet that stands above the page, and lose what was typed there."""
        raise NotImplementedError

    def here(self) -> Place:
        """The place in sight."""
        raise NotImplementedError

    def page_in_sight(self) -> str:
        """The key of the page in sight; empty before the first one."""
        raise NotImplementedError
