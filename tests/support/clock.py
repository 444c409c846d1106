"""The clock of the tests: it stands still until a test advances it."""

from datetime import UTC, date, datetime, timedelta

import pytest

TODAY = date(2026, 11, 21)


class FakeClock:
    """A clock that starts at 9:30 UTC on a given day."""

    def __init__(self, on: date = TODAY) -> None:
        self._now = datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC)
        self._running = timedelta()

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date()

    def advance(self, **step: float) -> None:
        """Advance by the keywords of `timedelta`: days, hours, minutes."""
        self._now += timedelta(**step)
        self._running += timedelta(**step)

    def set_forward(self, **step: float) -> None:
        """Set the date and the time, by so much; a negative one sets them back. No time passes."""
        self._now += timedelta(**step)

    def running_s(self) -> float:
        return self._running.total_seconds()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
