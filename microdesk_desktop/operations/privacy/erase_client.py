"""Erase a client: at once what no law keeps, the rest by itself on the day after its last one."""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.erasure import ErasurePlan, KeptRecord
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.operations.client_names import recognise_client
from microdesk_desktop.operations.erasure_plan import plan_erasure
from microdesk_desktop.operations.privacy.noted_erasure import erase_noted
from microdesk_desktop.operations.remaining import find_copies
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import CLIENTS
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import is_erased, load_kept_of, note_request
from microdesk_desktop.vault.erasures import Erasure


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientErased:
    """What was removed and what stays, and how far the erasure has come; the rest is done at the next opening."""

    plan: ErasurePlan
    erasure: Erasure
    remaining: Remaining
    changes: Changes = (
        Changes.CLIENTS
        | Changes.INVOICES
        | Changes.DOCUMENTS
        | Changes.RECURRING
        | Changes.MATCHES
        | Changes.RULES
        | Changes.LEDGER
        | Changes.BANK
        | Changes.MILEAGE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFinished:
    """An erasure that was interrupted, and that the opening of the vault has finished: what stays."""

    kept: Mapping[int, KeptRecord]
    erasure: Erasure
    remaining: Remaining


def load_erasure_plan(reader: Reader, client_id: int) -> ErasurePlan:
    """What the erasure would remove and keep now. Raises CLIENT_NOT_FOUND (`client`), also for one that was erased."""
    if is_erased(reader, client_id):
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
    return plan_erasure(reader, client_id)


def erase_client(session: Session, client_id: int, job: Job) -> ClientErased:
    """Erase a client in the vault, its free pages and its backups; what the law keeps is hidden until its last day.

    It is noted first, and finished at the next opening if it is interrupted. It is not cancelled. Transactions keep
    their labels, which are the bank's. Backups that the user keeps elsewhere are not changed.
    Raises CLIENT_NOT_FOUND (`client`), DOCUMENTS_CHANGED (`subjects`) for a seal that cannot be read, DISK_FULL or
    READ_ONLY, and then changes nothing.
    """
    plan, erasure, remaining = erase_noted(
        session,
        lambda reader: load_erasure_plan(reader, client_id),
        lambda writer, at: note_request(writer, client_id, at),
        lambda reader: recognise_client(reader, client_id),
        job,
    )
    return ClientErased(plan=plan, erasure=erasure, remaining=remaining)


def load_finished(session: Session, client_id: int) -> ClientFinished | None:
    """What the opening of this session finished of a client's erasure; None where it did nothing for this one."""
    erasure = session.erasures.get(CLIENTS)
    if erasure is None or not session.read(lambda reader: is_erased(reader, client_id)):
        return None
    kept = session.read(lambda reader: load_kept_of(reader, client_id))
    return ClientFinished(kept=kept, erasure=erasure, remaining=find_copies(session))
