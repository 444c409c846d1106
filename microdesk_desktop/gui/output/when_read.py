"""An act that needs a list that has been read, such as an export that the palette starts before its page is built."""

from collections.abc import Callable

Act = Callable[[], object]


class WhenRead:
    """Runs an act at once when the list has been read, else as soon as it has; a later act takes its place."""

    def __init__(self) -> None:
        self._is_read = False
        self._awaiting: Act | None = None

    def run(self, act: Act) -> None:
        """Run the act when the list has been read."""
        if self._is_read:
            act()
        else:
            self._awaiting = act

    def reading(self) -> None:
        """The list is being read, or read again."""
        self._is_read = False

    def read(self) -> None:
        """The list has been read and is shown."""
        self._is_read = True
        act, self._awaiting = self._awaiting, None
        if act is not None:
            act()
