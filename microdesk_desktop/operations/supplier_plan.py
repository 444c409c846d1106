"""What the erasure of a supplier removes, and what the law keeps of it."""

from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.retention import RecordFacts, keeping_of
from microdesk_desktop.domain.privacy.erasure import KeptRecord, SupplierPlan
from microdesk_desktop.domain.privacy.mentions import is_named, names_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.erasure_plan import Decided
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.erase import find_templates_about, find_trips_about
from microdesk_desktop.store.privacy.client_rows import find_answers, find_imports
from microdesk_desktop.store.privacy.mentions import Recognises
from microdesk_desktop.store.privacy.supplier_rows import (
    count_supplier_files,
    find_expenses,
    find_supplier_rules,
    load_supplier_names,
)
from microdesk_desktop.store.records.clients import load_parties


def load_supplier_plan(reader: Reader, name: str) -> SupplierPlan:
    """What the erasure would remove and keep now. Raises UNKNOWN_SUPPLIER (`supplier`) where no expense is theirs."""
    if not find_expenses(reader, name):
        raise KnownError(ErrorCode.UNKNOWN_SUPPLIER, supplier=name)
    return plan_supplier_erasure(reader, name)


def plan_supplier_erasure(reader: Reader, name: str, decided: Decided | None = None) -> SupplierPlan:
    """What goes and what stays of a supplier, whose name is taken without case and accents.

    Every expense stays with its day and its amounts; whom it names goes once the law no longer keeps it. `decided` for
    a copy of the vault, in which an expense that the vault no longer has names nobody any more.
    """
    expenses = find_expenses(reader, name)
    names = names_of([name])
    about = recognise_supplier(reader, name)
    is_client = any(fold(party.name) in names for party in load_parties(reader))
    vouchers, received = count_supplier_files(reader, [id_ for id_, _, _ in expenses])
    kept: dict[int, KeptRecord] = {}
    for id_, reference, on in expenses:
        keeping = keeping_of(RecordFacts(on=on, type=None))
        keeping = decided.get(id_, keeping) if decided is not None else keeping
        if keeping is not None:
            kept[id_] = KeptRecord(
                number=reference, type=None, rule=keeping.rule.value, until=keeping.until, kind=TargetKind.EXPENSE
            )
    return SupplierPlan(
        name=name,
        rules=find_supplier_rules(reader, about),
        answers=() if is_client else find_answers(reader, about),
        imports=() if is_client else find_imports(reader, about),
        trips=() if is_client else find_trips_about(reader, None, about),
        trip_templates=() if is_client else find_templates_about(reader, None, about),
        vouchers=vouchers,
        received=received,
        kept=kept,
    )


def recognise_supplier(reader: Reader, name: str) -> Recognises:
    """Whether a text names the supplier, and not another one or a client with a longer name."""
    names = names_of([name])
    others = names_of([*load_supplier_names(reader), *(party.name for party in load_parties(reader))])
    return partial(is_named, own=names, others=others - names)
