"""Erase a supplier: at once what no law keeps, the rest by itself on the day after its last one."""

from dataclasses import dataclass

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.erasure import SupplierPlan
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.operations.privacy.noted_erasure import erase_noted
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.supplier_plan import load_supplier_plan, recognise_supplier
from microdesk_desktop.store.privacy.erased_suppliers import note_supplier
from microdesk_desktop.vault.erasures import Erasure

__all__ = ["SupplierErased", "erase_supplier", "load_supplier_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierErased:
    """What was removed and what stays, and how far the erasure has come; the rest is done at the next opening."""

    plan: SupplierPlan
    erasure: Erasure
    remaining: Remaining
    changes: Changes = (
        Changes.LEDGER | Changes.MATCHES | Changes.RULES | Changes.BANK | Changes.MILEAGE | Changes.REQUESTS
    )


def erase_supplier(session: Session, name: str, job: Job) -> SupplierErased:
    """Erase a supplier in the vault, its free pages and its backups; expenses keep their day and their amounts.

    Whom they name, with their vouchers and received invoices, stays apart until the law no longer keeps it. It is noted
    first, and finished at the next opening if it is interrupted. It is not cancelled. Transactions keep their labels,
    which are the bank's. Raises UNKNOWN_SUPPLIER (`supplier`), DISK_FULL or READ_ONLY, and then changes nothing.
    """
    plan, erasure, remaining = erase_noted(
        session,
        lambda reader: load_supplier_plan(reader, name),
        lambda writer, at: note_supplier(writer, name, at),
        lambda reader: recognise_supplier(reader, name),
        job,
    )
    return SupplierErased(plan=plan, erasure=erasure, remaining=remaining)
