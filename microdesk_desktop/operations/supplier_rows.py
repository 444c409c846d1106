"""Erase suppliers in one database, the vault or a copy; what the law keeps is removed with what it keeps of clients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.documents.retention import Keeping, Rule
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.privacy.erasure import SupplierPlan
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.supplier_plan import plan_supplier_erasure
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import release_rows
from microdesk_desktop.store.mileage.erase import blank_trips
from microdesk_desktop.store.privacy.client_rows import find_payments, withdraw_proposals
from microdesk_desktop.store.privacy.erased_clients import KeptRow, add_kept, load_kept
from microdesk_desktop.store.privacy.erased_suppliers import (
    forget_names,
    load_named_suppliers,
    load_unfinished_suppliers,
    note_supplier,
    note_supplier_erased,
)
from microdesk_desktop.store.privacy.requests import forget_persons
from microdesk_desktop.store.privacy.supplier_rows import archive_expense, delete_supplier_around


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedSupplier:
    """A supplier whose rows are gone from the vault and not yet from every backup, with what stays of it."""

    supplier_id: int
    name: str
    kept: Mapping[int, Keeping]


def load_supplier_decisions(reader: Reader) -> Sequence[ErasedSupplier]:
    """What the vault decided for each supplier that may still be in a backup: the same is done there."""
    kept: dict[int, dict[int, Keeping]] = {}
    for row in load_kept(reader):
        if row.supplier_id is not None:
            keeping = Keeping(rule=Rule(row.rule), until=row.kept_until)
            kept.setdefault(row.supplier_id, {})[row.target_id] = keeping
    return [
        ErasedSupplier(supplier_id=id_, name=name, kept=kept.get(id_, {})) for id_, name in load_named_suppliers(reader)
    ]


def erase_suppliers(writer: Writer, at: datetime, decided: Sequence[ErasedSupplier] | None) -> None:
    """Erase the suppliers that are noted, or in a copy those that were `decided`, of whom it then keeps no name."""
    for each in decided or ():
        note_supplier(writer, each.name, at, each.supplier_id)
    kept = {each.supplier_id: each.kept for each in decided or ()}
    for supplier_id, name in load_unfinished_suppliers(writer):
        plan = plan_supplier_erasure(writer, name, kept.get(supplier_id) if decided is not None else None)
        _erase(writer, supplier_id, plan)
        note_supplier_erased(writer, supplier_id, at)
    if decided is not None:
        forget_names(writer)


def _erase(writer: Writer, supplier_id: int, plan: SupplierPlan) -> None:
    delete_supplier_around(writer, rules=plan.rules, answers=plan.answers, imports=plan.imports, records=plan.kept)
    blank_trips(writer, plan.trips, plan.trip_templates)
    forget_persons(writer, {fold(plan.name)})
    release_rows(writer, Entity.TARGET, [*plan.kept])
    release_rows(writer, Entity.PAYMENT, find_payments(writer, plan.kept))
    withdraw_proposals(writer, [*plan.kept])
    for target_id, record in plan.kept.items():
        archived = archive_expense(writer, target_id)
        row = KeptRow(
            target_id=target_id,
            supplier_id=supplier_id,
            kind=TargetKind.EXPENSE,
            rule=record.rule,
            kept_until=record.until,
        )
        add_kept(writer, row, archived)
