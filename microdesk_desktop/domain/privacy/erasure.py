"""What the erasure of a client or a supplier removes, and what stays because a law keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record that stays: its number, what it is, the rule that keeps it, and the last day.

    `type` is that of a document, None for a receipt and an expense.
    """

    number: str
    type: DocumentType | None
    rule: str
    until: date
    kind: TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """The ids of what goes, and what stays by its id.

    `documents` are quotes, orders and the like that no law keeps: what is sealed of them loses the client and every
    text, the others go as a whole. `answers` are questions to public registers by service, `imports` the files whose
    name is the client's. The counts are of what hangs on the client's documents. `trips` stay without the client and
    without their places, `trip_templates` go.
    """

    client_id: int
    name: str
    contacts: int
    drafts: tuple[int, ...]
    series: tuple[int, ...]
    documents: Mapping[int, str]
    rules: tuple[int, ...]
    answers: tuple[tuple[str, str], ...]
    imports: tuple[int, ...]
    trips: tuple[int, ...]
    trip_templates: tuple[int, ...]
    notes: int
    attachments: int
    reminders: int
    kept: Mapping[int, KeptRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPlan:
    """The ids of what goes of a supplier, and what stays by its id: every expense, without whom it names.

    `vouchers` and `received` count the files and the received invoices that stay with them.
    """

    name: str
    rules: tuple[int, ...]
    answers: tuple[tuple[str, str], ...]
    imports: tuple[int, ...]
    trips: tuple[int, ...]
    trip_templates: tuple[int, ...]
    vouchers: int
    received: int
    kept: Mapping[int, KeptRecord]
