"""The clock of the tests: it stands still until a test advances it."""

from datetime import UTC, date, datetime, timedelta

import pytest

TODAY = date(2026, 11, 21)


class FakeClock:
    """A clock that starts at 9:30 UTC on a given day."""

    def __init__(self, on: date = TODAY) -> None:
        self._now = datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date()

    def advance(self, **step: float) -> None:
        """Advance by the keywords of `timedelta`: days, hours, minutes."""
        self._now += timedelta(**step)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
