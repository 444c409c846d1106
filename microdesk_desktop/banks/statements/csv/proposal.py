"""Propose which column of an unknown table holds what, by the names of the columns and by what the cells show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from microdesk_desktop.banks.statements.csv.columns import map_columns
from microdesk_desktop.banks.statements.csv.content import Column, find_pair, prove_by_balance, read_columns_content
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.domain.imports.types import AmountSign, ImportKind, TableMapping

_MOST_COLUMNS = 60
"""Columns that are looked at by content; proving a balance compares each three of those that hold amounts."""


def propose_mapping(names: Sequence[str], samples: Sequence[Sequence[str]]) -> TableMapping:
    """The mapping that a user would most likely choose; fields that nothing suggests are left out.

    `names` are the cells of the header as written, () for a table without one. `samples` are rows of the table, each
    as wide as the header. What the cells show goes before what a column is called.
    """
    width = min(len(names) or len(samples[0] if samples else ()), _MOST_COLUMNS)
    columns = read_columns_content([row[:width] for row in samples]) if samples else []
    proof = prove_by_balance(columns)
    proposal = _Proposal(columns, dict(proof.fields) if proof else {})
    proposal.add_named([column_name(name) for name in names[:width]])
    proposal.add_by_content()
    return TableMapping(
        kind=ImportKind.STATEMENT,
        fields=dict(sorted(proposal.fields.items())),
        sign=AmountSign.REVERSED if proof and proof.is_reversed else None,
    )


@dataclass(slots=True)
class _Proposal:
    """The fields found so far, by the position of their column."""

    columns: Sequence[Column]
    fields: dict[int, str] = field(default_factory=dict)

    def has(self, *fields: str) -> bool:
        return set(fields) <= set(self.fields.values())

    @property
    def has_money(self) -> bool:
        return self.has("amount") or self.has("debit", "credit")

    def add_named(self, names: Sequence[str]) -> None:
        """Add the fields of columns with a usual name, where the cells may hold such a field."""
        if not names:
            return
        named = map_columns(names)
        knows_money = self.has_money
        for role, place in [*named.roles.items(), *(("label", place) for place in named.label)]:
            is_second = self.has(role) if role != "label" else False
            is_money_twice = knows_money and role in ("amount", "debit", "credit")
            if place not in self.fields and not is_second and not is_money_twice and self._may_hold(role, place):
                self.fields[place] = role

    def _may_hold(self, role: str, place: int) -> bool:
        if not self.columns or self.columns[place].is_blank:
            return True
        column = self.columns[place]
        checks = {
            "date": column.is_date,
            "direction": column.is_direction,
            "label": column.is_text,
            **dict.fromkeys(("amount", "debit", "credit", "fee", "balance"), bool(column.cents)),
        }
        return checks.get(role, True)

    def add_by_content(self) -> None:
        """Add the fields that no name gave, by the cells of the columns that are left."""
        self._add_first("date", [at for at in self._free() if self.columns[at].is_date])
        if not self.has_money:
            self._add_money([at for at in self._free() if self.columns[at].cents])
        self._add_first("direction", [at for at in self._free() if self.columns[at].is_direction])
        self._add_first("currency", [at for at in self._free() if self.columns[at].is_currency])
        self._add_first("account", [at for at in self._free() if self.columns[at].is_own_iban])
        texts = [at for at in self._free() if self.columns[at].is_text]
        self._add_first("label", sorted(texts, key=lambda at: -self.columns[at].letters))

    def _free(self) -> list[int]:
        return [at for at, column in enumerate(self.columns) if at not in self.fields and not column.is_blank]

    def _add_first(self, role: str, places: Sequence[int]) -> None:
        if places and not self.has(role):
            self.fields[places[0]] = role

    def _add_money(self, amounts: Sequence[int]) -> None:
        """Add two columns of which each row fills one (debit first, as banks write them), else one of amounts."""
        if pair := find_pair(self.columns, amounts):
            self.fields[pair[0]], self.fields[pair[1]] = "debit", "credit"
            return
        signed = [at for at in amounts if any(cents is not None and cents < 0 for cents in self.columns[at].cents)]
        self._add_first("amount", signed or amounts)
