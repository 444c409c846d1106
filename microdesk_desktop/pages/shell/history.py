"""Where the user has been in the window: « back » and « forward » between places."""

from microdesk_desktop.gui.undo import Place

DEPTH = 50  # more steps back than anybody takes; it bounds what is remembered


class History:
    """The places left behind, the latest last, and those returned from."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    @property
    def previous(self) -> Place | None:
        """Where « back » leads; None at the beginning."""
        return self._behind[-1] if self._behind else None

    def leave(self, here: Place, there: Place) -> None:
        """The user goes from one place to another by themselves: what was ahead is forgotten."""
        if here.page == there.page and there.wanted in (None, here.wanted):
            return
        self._behind.append(here)
        del self._behind[:-DEPTH]
        self._ahead.clear()

    def back(self, here: Place) -> Place | None:
        """The place before this one; None at the beginning."""
        return _turn(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """The place from which the user went back to this one; None when there is none."""
        return _turn(self._ahead, self._behind, here)


def _turn(source: list[Place], target: list[Place], here: Place) -> Place | None:
    """Take the last place of one list, and remember in the other where the user was."""
    if not source:
        return None
    target.append(here)
    return source.pop()
