"""Erase the network journal, all of it or what is older than a day, in the vault and its backups."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import journal_module
from microdesk_desktop.operations.vault.erasure import finish_erasure
from microdesk_desktop.store.privacy.network.journal import count_events, count_events_before
from microdesk_desktop.vault.erasures import Erasure, Part, begin


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalErased:
    """How many connections were erased, how many remain, and how far the erasure came."""

    removed: int
    remaining: int
    erasure: Erasure
    changes: Changes = Changes.NETWORK


def erase_journal(session: Session, before: date | None, job: Job) -> JournalErased:
    """Erase what was noted before a day of the user's, or everything for None; it cannot be undone.

    What is interrupted is finished at the next opening. Raises DISK_FULL or READ_ONLY before anything is erased.
    """
    moment = start_of(before) if before is not None else session.clock.now() + timedelta(microseconds=1)
    removed = session.read(lambda reader: count_events_before(reader, moment))
    module = journal_module(moment)
    begin(session.profile, module, parts={Part.VAULT, Part.BACKUPS})
    erasure = finish_erasure(session, module, job)
    return JournalErased(removed=removed, remaining=session.read(count_events), erasure=erasure)


def start_of(day: date) -> datetime:
    """The moment at which a day begins where the user is, in UTC as the journal has it."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
