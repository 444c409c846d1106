"""The day of a moment for Qonto: that of France, as on its statements and in its exports, while the API gives UTC."""

from datetime import UTC, date, datetime, timedelta

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def french_day(moment: object) -> date | None:
    """The day in France of an ISO moment, taken for UTC where it names no zone; None for what is none.

    Summer time is from the last Sunday of March to that of October, 1:00 UTC (directive 2000/84/EC). Written out
    because Windows has no zone database.
    """
    try:
        at = datetime.fromisoformat(moment.strip()) if isinstance(moment, str) else None
        if at is None:
            return None
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        is_summer = _last_sunday(at.year, 3) <= at < _last_sunday(at.year, 10)
        day = (at + timedelta(hours=2 if is_summer else 1)).date()
    except (ValueError, OverflowError):
        return None
    return day if _FIRST <= day <= _LAST else None


def _last_sunday(year: int, month: int) -> datetime:
    """The last Sunday of a month of 31 days, at 1:00 UTC."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)
