"""Which column of a CSV export holds what: a known bank's layout, else the usual names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.statements.csv.presets import GENERIC, PRESETS, Layout, Preset

_CURRENCY_IN_NAME = re.compile(r"(?: EN)? (EUR|USD|GBP|CHF|EUROS?)$| EN$")
_SINGLE_ROLES = (
    "date", "amount", "debit", "credit", "direction", "currency", "id", "status", "fee", "account", "balance",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """The position of each role's column, of the label's parts and of what replaces a blank label."""

    preset: Preset | None
    roles: dict[str, int]
    label: tuple[int, ...]
    spare: tuple[int, ...]
    currency: str

    @property
    def positions(self) -> list[int]:
        """Every column to read, once."""
        return sorted({*self.roles.values(), *self.label, *self.spare})

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> list[str]:
        """The required columns that the file lacks, among date, label and amount."""
        has_amount = "amount" in self.roles or {"debit", "credit"} <= self.roles.keys()
        needs = {"date": "date" in self.roles, "label": bool(self.label), "amount": has_amount}
        return [name for name, is_there in needs.items() if not is_there]


def plan_columns(names: Sequence[str]) -> ColumnMapping:
    """How to read a table whose header has these names."""
    present = frozenset(names)
    for preset in PRESETS:
        if preset.signature <= present and (plan := _plan(names, preset.layout, preset)).is_complete:
            return plan
    return _plan(names, GENERIC, None)


def rate_header(names: Sequence[str]) -> int:
    """How well a row serves as header: 0 not at all, more for more columns understood."""
    if len(names) < 2:
        return 0
    plan = plan_columns(names)
    return len(plan.positions) + (1000 if plan.preset else 0) if plan.is_complete else 0


def rate_partial_header(names: Sequence[str]) -> int:
    """The same for a row that lacks a column, to say which."""
    understood = 3 - len(plan_columns(names).missing)
    return understood if understood > 1 else 0


def _plan(names: Sequence[str], layout: Layout, preset: Preset | None) -> ColumnMapping:
    bare = [_CURRENCY_IN_NAME.sub("", name) for name in names]
    roles: dict[str, int] = {}
    for role in _SINGLE_ROLES:
        for wanted in getattr(layout, role):
            place = _place(wanted, names, bare)
            if place is not None and place not in roles.values():
                roles[role] = place
                break
    if "amount" in roles:
        roles.pop("debit", None)
        roles.pop("credit", None)
    money = roles.get("amount", roles.get("debit", 0))
    return ColumnMapping(
        preset=preset,
        roles=roles,
        label=_places(layout.label, names, preset is not None),
        spare=_places(layout.spare, names, preset is not None),
        currency=_currency_in(names[money]) if names else "EUR",
    )


def _place(wanted: str, names: Sequence[str], bare: Sequence[str]) -> int | None:
    for spelling in (names, bare):
        if wanted in spelling:
            return spelling.index(wanted)
    return None


def _places(wanted: Sequence[str], names: Sequence[str], keeps_order: bool) -> tuple[int, ...]:
    """The columns of these names: in a bank's chosen order, else as they stand in the file."""
    found = [names.index(name) for name in wanted if name in names]
    return tuple(found if keeps_order else sorted(found))


def _currency_in(name: str) -> str:
    found = _CURRENCY_IN_NAME.search(name)
    code = found[1] if found else None
    return code[:3] if code else "EUR"
