"""What the erasures of a client and of a supplier have in common: noted first, then finished, now or later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.erasure import KeptRecord
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.operations.remaining import find_remaining, look_for_person
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import CLIENTS
from microdesk_desktop.operations.vault.erasure import begin_client_erasure, finish_erasure
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.mentions import Recognises
from microdesk_desktop.vault.erasures import Erasure


class _Plan(Protocol):
    @property
    def kept(self) -> Mapping[int, KeptRecord]: ...


Plan = TypeVar("Plan", bound=_Plan)


def erase_noted(
    session: Session,
    load: Callable[[Reader], Plan],
    note: Callable[[Writer, datetime], object],
    recognise: Callable[[Reader], Recognises],
    job: Job,
) -> tuple[Plan, Erasure, Remaining]:
    """Note whom `load` plans to erase, and erase them; returns the plan, how far the erasure has come and what is left.

    What is interrupted is finished at the next opening. It is not cancelled. Raises what `load` does, DISK_FULL or
    READ_ONLY, and then changes nothing.
    """
    with session.erasure_lock:
        session.read(load)
        recognises = session.read(recognise)
        begin_client_erasure(session)
        at = session.clock.now()

        def plan_and_note(writer: Writer) -> Plan:
            plan = load(writer)
            note(writer, at)
            return plan

        plan = session.write(plan_and_note)
        job.progress(0, 0, "erase")
        erasure = finish_erasure(session, CLIENTS, job)
        return plan, erasure, find_remaining(session, look_for_person(recognises, plan.kept))
