"""A file that was opened for an import, with all that the user has decided about it so far."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Literal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import FROM_SUPPLIERS
from microdesk_desktop.domain.imports.types import AS_FOUND, Corrections, ReadOptions
from microdesk_desktop.domain.tables import ImportKind, TableMapping

NEW_ACCOUNT: Literal["new"] = "new"
WantedAccount = int | str | None
"""The account that the rows of a statement go to: its row id, its IBAN or number as the user typed it, NEW_ACCOUNT, or
None to let the file decide."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One file, or one member of an archive or sheet of a workbook, before it is imported; nothing of it is stored yet.

    Immutable: each `with_…` returns another draft, to be previewed again.

    `name` is shown to the user (« releves.zip › mars.csv » for a member), `data` is what the readers read.
    `kind` is None while the file may be several things: the user then chooses among `possible_kinds`.
    `source` names the tool, the bank layout or the format as far as the content shows it, "" when unknown.
    `refusal` is why the file cannot be imported at all; such a draft has no rows, and the others go on.
    """

    name: str
    data: bytes = field(default=b"", repr=False)
    kind: ImportKind | None = None
    possible_kinds: tuple[ImportKind, ...] = ()
    source: str = ""
    format: str = "auto"
    options: ReadOptions = AS_FOUND
    account: WantedAccount = None
    refusal: KnownError | None = None

    @property
    def mapping(self) -> TableMapping | None:
        """The mapping that the user chose, or that was remembered for this header; None where the file decides."""
        return self.options.mapping

    @property
    def is_ready(self) -> bool:
        """Whether it can be previewed and imported: it was not refused, and its kind is decided."""
        return self.refusal is None and self.kind is not None

    @property
    def is_from_supplier(self) -> bool:
        """Whether it is no table, and may be what a supplier sent: it can become an expense."""
        return self.refusal is not None and self.refusal.code in FROM_SUPPLIERS and bool(self.data)

    @cached_property
    def digest(self) -> str:
        """Of the content alone: the same file has the same digest, whatever its name."""
        return sha256(self.data).hexdigest()

    def with_kind(self, kind: ImportKind) -> "Draft":
        """The same file as another kind; a mapping and corrections made for the former kind are dropped."""
        if kind is self.kind:
            return self
        return replace(self, kind=kind, options=replace(self.options, mapping=None, corrections={}))

    def with_mapping(self, mapping: TableMapping | None) -> "Draft":
        """The same file read with this mapping, whose kind becomes the draft's; None lets the file decide."""
        kind = mapping.kind if mapping else self.kind
        return replace(self, kind=kind, options=replace(self.options, mapping=mapping))

    def with_corrections(self, corrections: Corrections) -> "Draft":
        """The same file with these cells in place of its own: all corrections, not only the new ones."""
        return replace(self, options=replace(self.options, corrections=corrections))

    def with_correction(self, line: int, field_: str, text: str) -> "Draft":
        """The same file with one more cell corrected."""
        cells = {**self.options.corrections.get(line, {}), field_: text}
        return self.with_corrections({**self.options.corrections, line: cells})

    def with_account(self, account: WantedAccount) -> "Draft":
        """The same statement for this account."""
        return replace(self, account=account)
