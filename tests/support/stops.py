"""Work that the user stops at a given moment."""

from microdesk_desktop.base.jobs import Job


class StoppedAt(Job):
    """Cancelled at its checkpoint of this number, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._left = number

    def checkpoint(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.cancel()
        super().checkpoint()
