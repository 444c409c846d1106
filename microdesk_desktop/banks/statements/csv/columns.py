"""Map the columns of a CSV export to roles: by a known bank's layout, else by the usual column names."""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from microdesk_desktop.banks.statements.csv.presets import Layout, Part, Preset, bank_tables
from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import AmountSign

_CURRENCY_IN_NAME = re.compile(
    r"(?: EN)? (EUR|USD|GBP|CHF|CAD|AUD|NZD|SGD|HKD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|RON|EUROS?)$| EN$"
)
_DAY = re.compile(r"\d[\d ]{4,8}\d(?: |\Z)")
"""A day in the spelling of `column_name`: a row that begins with one is no header, and is not searched for columns."""
SINGLE_ROLES = (
    "date", "amount", "spent", "debit", "credit", "direction", "currency", "id", "status", "impact", "fee", "refund",
    "net", "account", "balance",
)  # fmt: skip
"""Every role of one column, in the order in which columns are given out: a column has one role."""
_KNOWN_BANK = 1000
"""Added to the rating of a known bank's header: more than any number of columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """The position of each role's column, of the label's parts, and of the columns that replace a blank label.

    `currency` is the one that the amount column's name gives, EUR by default. `sign`, `decimal` and `date_order` are
    what the user chose, None where the file decides. `is_chosen`: the user mapped the columns. `lone`: the
    amount is that of a column of debits, or of credits, without the other. `part` keeps the rows
    with certain words only.
    """

    preset: Preset | None
    roles: dict[str, int]
    label: tuple[int, ...]
    spare: tuple[int, ...] = ()
    currency: str = "EUR"
    sign: AmountSign | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None
    is_chosen: bool = False
    lone: str = ""
    part: Part | None = None
    other: tuple[int, ...] = field(default=())
    """Columns without a role whose words may show that amounts without sign are debits."""
    doubtful_account: int | None = None
    """A column of several accounts, which may be the user's own or those of counterparties: all rows decide."""

    @property
    def positions(self) -> list[int]:
        """Every column to read, once."""
        doubtful = () if self.doubtful_account is None else (self.doubtful_account,)
        return sorted({*self.roles.values(), *self.label, *self.spare, *self.other, *doubtful})

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
    names = _restored(tuple(names))
    for preset in bank_tables().presets:
        if preset.fits(names) and not (mapping := _map_preset(names, preset)).missing:
            return mapping
    return map_layout(names, bank_tables().generic, None)


def _map_preset(names: Sequence[str], preset: Preset) -> ColumnMapping:
    if not preset.parts:
        return map_layout(names, preset.layout, preset)
    return replace(map_part(names, preset, preset.parts[0]), part=None, sign=None)


def map_part(names: Sequence[str], preset: Preset, part: Part) -> ColumnMapping:
    """The columns of one part of a layout in which the direction of a row decides which columns hold its amount."""
    names = _restored(tuple(names))
    whole, own = map_layout(names, preset.layout, preset), map_layout(names, part.layout, preset)
    roles = {**whole.roles, **own.roles}
    return replace(whole, roles=roles, label=own.label or whole.label, sign=part.sign, part=part)


def rate_header(names: Sequence[str]) -> int:
    """How well a row serves as header: 0 when a required column is missing, more for more columns understood."""
    if len(names) < 2 or _DAY.match(names[0]):
        return 0
    mapping = map_columns(names)
    if mapping.missing:
        return 0
    return len(mapping.positions) + (_KNOWN_BANK if mapping.preset else 0)


def rate_partial_header(names: Sequence[str]) -> int:
    """How well a row serves as a header that lacks one required column, to name that column in the error."""
    understood = 3 - len(map_columns(names).missing)
    return understood if understood > 1 else 0


def map_layout(names: Sequence[str], layout: Layout, preset: Preset | None) -> ColumnMapping:
    """The columns of one layout.

    A name may have a currency at its end, and filling words where no bank's layout is known.
    """
    spellings = [_places(names), _places([_CURRENCY_IN_NAME.sub("", name) for name in names])]
    if preset is None:
        spellings.append(_places([_without_filling(name) for name in names]))
    roles: dict[str, int] = {}
    for role in SINGLE_ROLES:
        place = _first_place(getattr(layout, role), spellings, taken=roles.values())
        if place is not None:
            roles[role] = place
    mapping = ColumnMapping(
        preset=preset,
        roles=roles,
        label=_label_places(layout.label, spellings, preset is not None, roles),
        spare=_label_places(layout.spare, spellings, preset is not None, roles),
    )
    return _settle_money(mapping, names)


def _settle_money(mapping: ColumnMapping, names: Sequence[str]) -> ColumnMapping:
    """The mapping with one way to find the amount: an amount, else debit and credit, else one of them alone."""
    roles = dict(mapping.roles)
    sign, lone = mapping.sign, ""
    if "amount" not in roles and "net" in roles:
        roles["amount"] = roles.pop("net")
    if "amount" not in roles and not {"debit", "credit"} <= roles.keys():
        # The layout of a bank with one of them alone is a damaged one.
        for role in ("spent",) if mapping.preset else ("spent", "debit", "credit"):
            if role in roles and "amount" not in roles:
                roles["amount"] = roles.pop(role)
                sign = None if role == "credit" else AmountSign.REVERSED
                lone = "" if role == "spent" else role
    if "amount" in roles and mapping.preset:
        roles.pop("debit", None)
        roles.pop("credit", None)
    roles.pop("spent", None)
    money = roles.get("amount", roles.get("debit", 0))
    return replace(mapping, roles=roles, sign=sign, lone=lone, currency=currency_in(names[money]) if names else "EUR")


def _first_place(
    wanted: Sequence[str], spellings: Sequence[Mapping[str, Sequence[int]]], *, taken: Collection[int]
) -> int | None:
    """The position of the first wanted name that is not taken."""
    for name in wanted:
        for places in spellings:
            for place in places.get(name, ()):
                if place not in taken:
                    return place
    return None


def _label_places(
    wanted: Sequence[str],
    spellings: Sequence[Mapping[str, Sequence[int]]],
    keeps_order: bool,
    roles: Mapping[str, int],
) -> tuple[int, ...]:
    """The columns of these names: in the order of `wanted` when `keeps_order`, else in that of the file."""
    taken = set(roles.values())
    found: dict[int, None] = {}
    for name in wanted:
        for places in spellings:
            if name in places and places[name][0] not in taken:
                found[places[name][0]] = None
    return tuple(found if keeps_order else sorted(found))


def _places(names: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """The positions of each name."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    return places


@personal_cache(maxsize=1024)
def _without_filling(name: str) -> str:
    """A name without filling words: « MONTANT AU DEBIT » is DEBIT, « TRANSACTION AMOUNT » is AMOUNT."""
    words = bank_tables().words
    kept = [word for word in name.split() if word not in words.filling]
    return " ".join(kept) if kept else next((word for word in name.split() if word in words.amount_names), name)


@personal_cache(maxsize=256)
def _restored(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with a lost letter (« LIBELL? ») put back where one known name fits."""
    return tuple(_known_name(name) if "?" in name else name for name in names)


def _known_name(damaged: str) -> str:
    shape = re.compile(re.sub(r"(?:\\\? ?)+", ".{1,2}", re.escape(damaged).replace(r"\ ", " ")))
    fitting = [name for name in bank_tables().names if shape.fullmatch(name)]
    return fitting[0] if len(fitting) == 1 else damaged


def currency_in(name: str) -> str:
    """The currency that the name of an amount's column gives, EUR by default."""
    found = _CURRENCY_IN_NAME.search(name)
    code = found[1] if found else None
    return code[:3] if code else "EUR"
