"""What the erasures of a client and of a supplier have in common: noted first, then finished, now or later."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erasure import CLIENTS, begin_client_erasure, finish_erasure
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.vault.erasures import Erasure

Plan = TypeVar("Plan")


def erase_noted(
    session: Session, load: Callable[[Reader], Plan], note: Callable[[Writer, datetime], object], job: Job
) -> tuple[Plan, Erasure]:
    """Note whom `load` plans to erase, and erase them; returns the plan, and how far the erasure has come.

    What is interrupted is finished at the next opening. It is not cancelled. Raises what `load` does, DISK_FULL or
    READ_ONLY, and then changes nothing.
    """
    with session.erasure_lock:
        session.read(load)
        begin_client_erasure(session)
        at = session.clock.now()

        def plan_and_note(writer: Writer) -> Plan:
            plan = load(writer)
            note(writer, at)
            return plan

        plan = session.write(plan_and_note)
        job.progress(0, 0, "erase")
        return plan, finish_erasure(session, CLIENTS, job)
