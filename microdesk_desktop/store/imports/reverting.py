"""Which former values a stored row gets back when an import that completed it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from microdesk_desktop.domain.imports.id_ranges import IdRanges
from microdesk_desktop.domain.imports.plans import Entity, RowChange
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.imports.journal import Claim, StoredChange, load_changes_of_row
from microdesk_desktop.store.imports.rows import load_row

_ATOMIC = (Entity.TRANSACTION,)
"""Rows that get all their former values back or none: a day of one file beside an amount of another is no payment."""
_UNSHARED = (Entity.ACCOUNT,)
"""Rows whose values no later import confirms by holding the row: every statement of an account does."""


class Reverting:
    """The changes of one import, reverted from the last to the first; nothing is written.

    `restored` pairs each change with the values that are given back. `moved` are the changes of other imports as they
    become, by their id: what a later import confirmed becomes its own, and a value that it wrote over becomes the one
    before.
    """

    def __init__(self, reader: Reader, others: Mapping[Entity, Sequence[Claim]]) -> None:
        self.restored: list[tuple[StoredChange, Mapping[str, object]]] = []
        self.moved: dict[int, StoredChange] = {}
        self._reader = reader
        self._others = others
        self._rows: dict[tuple[Entity, int], dict[str, Any] | None] = {}

    def revert(self, stored: StoredChange) -> None:
        """Plan what becomes of one change."""
        left = self._pass_on(stored)
        if not left.before:
            return
        heir = self._later_holder(stored)
        if heir is not None:
            self.moved[stored.id] = replace(stored, import_id=heir, change=left)
            return
        row = self._row(left)
        values = _former_values(left, row) if row is not None else {}
        if row is not None and values:
            row.update(values)
            self.restored.append((stored, values))

    def _pass_on(self, stored: StoredChange) -> RowChange:
        """Give the columns that a later import wrote over to its change; returns the change of the others."""
        left = dict(stored.change.before)
        for each in load_changes_of_row(self._reader, stored.change.entity, stored.change.row_id):
            if each.id <= stored.id or each.import_id == stored.import_id:
                continue
            later = self.moved.get(each.id, each)
            earlier = {name: left.pop(name) for name in later.change.before if name in left}
            if earlier:
                change = replace(later.change, before={**later.change.before, **earlier})
                self.moved[each.id] = replace(later, change=change)
        return replace(stored.change, before=left, after={name: stored.change.after[name] for name in left})

    def _later_holder(self, stored: StoredChange) -> int | None:
        """The first later import that holds the changed row too: it confirmed the values that this one wrote."""
        if stored.change.entity in _UNSHARED:
            return None
        one = IdRanges(((stored.change.row_id, stored.change.row_id),))
        later = (each for each in self._others[stored.change.entity] if each.import_id > stored.import_id)
        return next((each.import_id for each in later if (each.new | each.known) & one), None)

    def _row(self, change: RowChange) -> dict[str, Any] | None:
        """The row as it is once the changes that were taken before have been reverted."""
        key = change.entity, change.row_id
        if key not in self._rows:
            self._rows[key] = load_row(self._reader, *key)
        return self._rows[key]


def _former_values(change: RowChange, row: Mapping[str, object]) -> Mapping[str, object]:
    """The values to give back: those of the columns that still are as the import left them."""
    same = [name for name, value in change.after.items() if row.get(name) == value]
    if change.entity in _ATOMIC and len(same) < len(change.after):
        return {}
    return {name: change.before[name] for name in same}
