"""The only source of the current time, so that tests can choose it."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """The current time.

    `now` is timezone-aware, in UTC; `today` is the day in the time zone of this computer.
    """

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()
