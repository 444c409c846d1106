"""Erase every trip, with templates and vehicles."""

from dataclasses import dataclass

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.operations.remaining import find_remaining, look_for_trips, prepare
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import TRIPS
from microdesk_desktop.operations.vault.erasure import finish_erasure
from microdesk_desktop.vault.erasures import Erasure, Part, begin


@dataclass(frozen=True, slots=True, kw_only=True)
class TripsErased:
    """How far the erasure has come, and the lines that invoice trips, which stay."""

    erasure: Erasure
    remaining: Remaining
    changes: Changes = Changes.MILEAGE


def erase_trips(session: Session, job: Job) -> TripsErased:
    """Erase every trip in the vault, its free pages and its backups; it is not cancelled.

    What invoices trips stays. Raises DISK_FULL or READ_ONLY where it cannot be noted, and then changes nothing.
    """
    with session.erasure_lock:
        look = prepare(session, look_for_trips)
        begin(session.profile, TRIPS, parts={Part.VAULT, Part.BACKUPS})
        job.progress(0, 0, "erase_trips")
        erasure = finish_erasure(session, TRIPS, job)
        return TripsErased(erasure=erasure, remaining=find_remaining(session, look))
