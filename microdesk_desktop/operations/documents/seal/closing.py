"""Close the days, months and years that are over: their totals are sealed, and no document is added to them."""

from datetime import date, timedelta

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.documents.seal.closing import Tally, last_day, periods_to_close
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import (
    append_seal,
    iterate_seals,
    last_seal,
    load_days_of_issue,
    load_last_closing,
)


def close_periods(session: Session, until: date | None = None) -> list[str]:
    """Seal the closing of every period that is over, until yesterday by default; returns the names of the periods.

    All of them or none; a period is closed once, whoever asks, and however often. Raises PERIOD_NOT_OVER (`last`: the
    last day that may be closed), DOCUMENTS_CHANGED (`subjects`) for a seal that cannot be read.
    """
    yesterday = session.clock.today() - timedelta(1)
    if until is not None and until > yesterday:
        raise KnownError(ErrorCode.PERIOD_NOT_OVER, last=yesterday)
    wanted, at = until or yesterday, session.clock.now().isoformat()
    if not session.read(lambda reader: _due(reader, wanted)):
        return []
    return session.write(lambda writer: _close(writer, wanted, at))


def closed_until(reader: Reader) -> date | None:
    """The last day that a closing covers; None before the first one."""
    last = load_last_closing(reader)
    return None if last is None else last_day(last)


def _due(reader: Reader, until: date) -> bool:
    """Whether there is something to close: the closings and the days alone are read."""
    tally = _tally(reader, SealKind.CLOSING)
    return bool(periods_to_close(load_days_of_issue(reader), tally.closed, until))


def _tally(reader: Reader, kind: SealKind | None = None) -> Tally:
    tally, subject = Tally(), ""
    try:
        for seal in iterate_seals(reader, kind):
            subject = seal.subject
            tally.add(seal)
    except (ValueError, KeyError, TypeError):
        raise KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects=[subject]) from None
    return tally


def _close(writer: Writer, until: date, at: str) -> list[str]:
    tally = _tally(writer)
    periods = periods_to_close(load_days_of_issue(writer), tally.closed, until)
    for period in periods:
        seal = seal_after(
            last_seal(writer),
            at=at,
            kind=SealKind.CLOSING,
            subject=period.name,
            content=tally.closing(period),
            files={},
        )
        append_seal(writer, seal)
        tally.add(seal)
    return [period.name for period in periods]
