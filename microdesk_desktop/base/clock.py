"""The only source of the current time, so that tests can choose it."""

import time
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """The current time.

    `now` is timezone-aware, in UTC; `today` is the day in the time zone of this computer. `running_s` is the number of
    seconds since an unnamed moment; unlike the other two it cannot be set.
    """

    def now(self) -> datetime: ...

    def today(self) -> date: ...

    def running_s(self) -> float: ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()

    def running_s(self) -> float:
        # Linux has a clock that also counts the time of a suspended computer.
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
