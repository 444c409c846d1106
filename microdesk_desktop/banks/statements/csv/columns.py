"""Map the columns of a CSV export to roles: by a known bank's layout, else by the usual column names."""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass

from microdesk_desktop.banks.statements.csv.presets import Layout, Preset, bank_tables
from microdesk_desktop.domain.dates import DateOrder
from microdesk_desktop.domain.imports.types import AmountSign

_CURRENCY_IN_NAME = re.compile(r"(?: EN)? (EUR|USD|GBP|CHF|EUROS?)$| EN$")
_SINGLE_ROLES = (
    "date", "amount", "debit", "credit", "direction", "currency", "id", "status", "fee", "account", "balance",
)  # fmt: skip
_KNOWN_BANK = 1000
"""Added to the rating of a known bank's header: more than any number of columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """The position of each role's column, of the label's parts, and of the columns that replace a blank label.

    `currency` is the one that the amount column's name gives, EUR by default. `sign`, `decimal` and `date_order` are
    what the user chose, None where the file decides.
    """

    preset: Preset | None
    roles: dict[str, int]
    label: tuple[int, ...]
    spare: tuple[int, ...]
    currency: str
    sign: AmountSign | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None

    @property
    def positions(self) -> list[int]:
        """Every column to read, once."""
        return sorted({*self.roles.values(), *self.label, *self.spare})

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that the header lacks, among date, label and amount."""
        return missing_roles(self.roles.keys(), has_label=bool(self.label))


def missing_roles(roles: Set[str], *, has_label: bool) -> tuple[str, ...]:
    """Which of date, label and amount are not among these roles; debit and credit together stand for an amount."""
    has_amount = "amount" in roles or {"debit", "credit"} <= roles
    needs = {"date": "date" in roles, "label": has_label, "amount": has_amount}
    return tuple(name for name, is_there in needs.items() if not is_there)


def map_columns(names: Sequence[str]) -> ColumnMapping:
    """The mapping of a table whose header has these names, in the spelling of `column_name`."""
    present = frozenset(names)
    tables = bank_tables()
    for preset in tables.presets:
        if preset.signature <= present:
            mapping = _map(names, preset.layout, preset)
            if not mapping.missing:
                return mapping
    return _map(names, tables.generic, None)


def rate_header(names: Sequence[str]) -> int:
    """How well a row serves as header: 0 when a required column is missing, more for more columns understood."""
    if len(names) < 2:
        return 0
    mapping = map_columns(names)
    if mapping.missing:
        return 0
    return len(mapping.positions) + (_KNOWN_BANK if mapping.preset else 0)


def rate_partial_header(names: Sequence[str]) -> int:
    """How well a row serves as a header that lacks one required column, to name that column in the error."""
    understood = 3 - len(map_columns(names).missing)
    return understood if understood > 1 else 0


def _map(names: Sequence[str], layout: Layout, preset: Preset | None) -> ColumnMapping:
    spellings = (names, [_CURRENCY_IN_NAME.sub("", name) for name in names])
    roles: dict[str, int] = {}
    for role in _SINGLE_ROLES:
        place = _first_place(getattr(layout, role), spellings, taken=roles.values())
        if place is not None:
            roles[role] = place
    if "amount" in roles:
        roles.pop("debit", None)
        roles.pop("credit", None)
    money = roles.get("amount", roles.get("debit", 0))
    return ColumnMapping(
        preset=preset,
        roles=roles,
        label=_places(layout.label, names, preset is not None),
        spare=_places(layout.spare, names, preset is not None),
        currency=currency_in(names[money]) if names else "EUR",
    )


def _first_place(wanted: Sequence[str], spellings: Sequence[Sequence[str]], *, taken: Collection[int]) -> int | None:
    """The position of the first wanted name that is not taken; `spellings` of the header, preferred first."""
    for name in wanted:
        place = next((spelling.index(name) for spelling in spellings if name in spelling), None)
        if place is not None and place not in taken:
            return place
    return None


def _places(wanted: Sequence[str], names: Sequence[str], keeps_order: bool) -> tuple[int, ...]:
    """The columns of these names: in the order of `wanted` when `keeps_order`, else in that of the file."""
    found = [names.index(name) for name in wanted if name in names]
    return tuple(found if keeps_order else sorted(found))


def currency_in(name: str) -> str:
    """The currency that the name of an amount's column gives, EUR by default."""
    found = _CURRENCY_IN_NAME.search(name)
    code = found[1] if found else None
    return code[:3] if code else "EUR"
