"""Past imports, and what is built on one that is to be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.tables import ImportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """One file that was imported, with the number of its rows by what became of them."""

    id: int
    name: str
    kind: ImportKind
    source: str
    imported_at: datetime
    added: int
    completed: int
    known: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What taking one import back would do, counted now.

    `removed` are the stored rows that go, by entity; `shared` those that stay because another import or the bank holds
    them too; `restored` the completed rows that get their former values back.
    `attributions` are the transactions whose attribution ends, `decided` those of them that the user decided, ignored
    ones included; `payments` are payments entered by hand on documents that go.
    `vouchers` are those that the user attached to records that go.
    `own_records` are receipts and expenses that the user created from transactions that go: they stay.
    `rule_records` are those that a rule created, which go; `kept_clients` are imported clients that stay because a
    document or a rule names them.
    """

    removed: Mapping[Entity, int]
    shared: int = 0
    restored: int = 0
    attributions: int = 0
    decided: int = 0
    payments: int = 0
    vouchers: int = 0
    own_records: int = 0
    rule_records: int = 0
    kept_clients: int = 0

    @property
    def is_free(self) -> bool:
        """Whether nothing that the user decided or entered since is lost."""
        return not (self.decided or self.payments or self.vouchers)
