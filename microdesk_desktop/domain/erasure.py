"""What the erasure of a client removes, and what stays because a law keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record that stays: its number, its type (None for a receipt), the rule that keeps it, and the last day."""

    number: str
    type: DocumentType | None
    rule: str
    until: date


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
