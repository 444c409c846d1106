"""The quota of the API: units that one user may spend in a minute."""

import threading
import time
from collections import deque

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job

UNITS_PER_MINUTE = 6_000
"""For projects made since May 2026; older ones have 15,000, which a client cannot find out."""
LONGEST_WAIT_S = 20.0
"""How long a call waits for its turn before the user is asked to retry."""


class Quota:
    """Lets calls through while fewer than `units` were spent in the last `window_s`; safe to use from any thread."""

    def __init__(self, units: int = UNITS_PER_MINUTE, window_s: float = 60.0, wait_s: float = LONGEST_WAIT_S) -> None:
        self._units = units
        self._window_s = window_s
        self._wait_s = wait_s
        self._spent: deque[tuple[float, int]] = deque()
        self._lock = threading.Lock()

    def spend(self, units: int, job: Job) -> None:
        """Wait until these units are free, then count them. Raises MAIL_BUSY (`seconds`) for too long a wait."""
        waited = 0.0
        while pause := self._pause(units):
            if waited + pause > self._wait_s:
                raise KnownError(ErrorCode.MAIL_BUSY, host="Gmail", seconds=pause)
            job.wait(pause)
            waited += pause

    def _pause(self, units: int) -> float:
        """Seconds until the units are free; 0 counts them at once."""
        with self._lock:
            now = time.monotonic()
            while self._spent and self._spent[0][0] <= now - self._window_s:
                self._spent.popleft()
            free = self._units - sum(each for _, each in self._spent)
            if units <= free or not self._spent:
                self._spent.append((now, units))
                return 0.0
            return max(self._free_at(units - free) - now, 0.001)

    def _free_at(self, missing: int) -> float:
        """When the oldest calls that used these units leave the window."""
        for at, units in self._spent:
            missing -= units
            if missing <= 0:
                return at + self._window_s
        return self._spent[-1][0] + self._window_s
