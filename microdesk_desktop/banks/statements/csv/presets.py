"""The table `resources/tables/bank_csv.toml`: column layouts of banks' CSV exports, and the words of their cells."""

import re
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.paths import resource
from microdesk_desktop.domain.tables import AmountSign


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The column names that each role may have, in order of preference (roles: see the head of the table)."""

    date: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    spent: tuple[str, ...] = ()
    debit: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    fee: tuple[str, ...] = ()
    refund: tuple[str, ...] = ()
    net: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    balance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headerless:
    """A variant of an export without header: what its first line looks like, and the header that it lacks.

    `has_summary`: the first line is no row of the table. `has_closing_row`: the last row is the closing balance.
    """

    first_line: re.Pattern[str]
    columns: str
    has_summary: bool
    has_closing_row: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Columns that hold the amount of the rows whose direction is one of `when`, folded; money in, or out."""

    when: frozenset[str]
    layout: Layout
    sign: AmountSign


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A bank's layout; it applies to a header that holds all names of `signature`, or that is `exact`.

    `further` are the only names that the header may have beside those of the layout, None for any: usual names with
    others beside them are another bank's.
    `is_day_first`: its dates are never written month first, so that one wrong date cannot turn them round.
    """

    name: str
    bank: str
    signature: frozenset[str]
    further: frozenset[str] | None
    exact: tuple[str, ...]
    is_day_first: bool
    layout: Layout
    headerless: Headerless | None
    parts: tuple[Part, ...]

    def fits(self, names: Sequence[str]) -> bool:
        """Whether a header has these names, in the spelling of `column_name`."""
        if self.exact:
            return tuple(names) == self.exact
        return self.signature.issubset(names) and (self.further is None or set(names) <= self._known_names)

    @property
    def _known_names(self) -> frozenset[str]:
        of_layout = (getattr(self.layout, role) for role in _ROLES)
        return self.signature.union(self.further or (), ("",), *of_layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of cells, folded, and of the names of columns.

    debit, credit   signs of amounts
    spending        categories of money out, which are no sign
    outgoing        words in the type of an operation that only money out has
    not_booked      parts of statuses of rows to leave out
    booked          beginnings of statuses of rows to keep
    negations       words before one of these that make it the opposite
    bookkeeping     those of `booked` that are about the user's bookkeeping, which a negation leaves booked
    no_impact       rows that do not change the balance
    main_account    names of an account without a name
    filling         words of a column's name that are left out to find its role
    amount_names    those of them that name an amount where no other word is left
    card_names      words of columns' names that card exports have
    counterparties  names of columns with who was paid or who paid
    own_accounts    names of columns with the user's own account, never that of a counterparty
    own_numbers     names of columns with the user's own account, unless they stand behind a counterparty
    account_words   words of the names that users and banks give to accounts
    foreign_names   words of the names of columns with what was paid abroad, before it was converted
    beside_fees     words of the names of amounts with or without their fee
    weak_labels     names of label columns that seldom identify a payment alone
    records         names of columns that invoices, clients and expenses have, and statements have not
    """

    debit: frozenset[str]
    credit: frozenset[str]
    spending: frozenset[str]
    outgoing: tuple[str, ...]
    not_booked: tuple[str, ...]
    booked: tuple[str, ...]
    negations: frozenset[str]
    bookkeeping: tuple[str, ...]
    no_impact: frozenset[str]
    main_account: frozenset[str]
    filling: frozenset[str]
    amount_names: frozenset[str]
    card_names: frozenset[str]
    counterparties: frozenset[str]
    own_accounts: frozenset[str]
    own_numbers: frozenset[str]
    account_words: frozenset[str]
    foreign_names: frozenset[str]
    beside_fees: frozenset[str]
    weak_labels: frozenset[str]
    records: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTables:
    """The whole table; `generic` is the layout of exports that no preset describes, `names` every known name."""

    presets: tuple[Preset, ...]
    generic: Layout
    words: Words
    names: frozenset[str]


@impersonal_cache()
def bank_tables() -> BankTables:
    """The shipped table, read once."""
    return parse_tables(resource("tables", "bank_csv.toml").read_text(encoding="utf-8"))


def parse_tables(text: str) -> BankTables:
    """The table in this TOML. Raises ValueError that names the entry and the key at fault."""
    table = tomllib.loads(text)
    _check_keys("the table", table, {"preset", "generic", "words"})
    words = table["words"]
    _check_keys("[words]", words, {field.name for field in fields(Words)})
    presets = tuple(_preset(number, entry) for number, entry in enumerate(table["preset"], 1))
    generic = _layout("[generic]", table["generic"])
    layouts = (generic, *(preset.layout for preset in presets))
    return BankTables(
        presets=presets,
        generic=generic,
        words=_words(words),
        names=frozenset(name for layout in layouts for role in _ROLES for name in getattr(layout, role)),
    )


def _words(entry: Mapping[str, Any]) -> Words:
    texts = {name: _texts("[words]", entry, name) for name in entry}
    return Words(
        debit=frozenset(texts["debit"]),
        credit=frozenset(texts["credit"]),
        spending=frozenset(texts["spending"]),
        outgoing=texts["outgoing"],
        not_booked=texts["not_booked"],
        booked=texts["booked"],
        negations=frozenset(texts["negations"]),
        bookkeeping=texts["bookkeeping"],
        no_impact=frozenset(texts["no_impact"]),
        main_account=frozenset(texts["main_account"]),
        filling=frozenset(texts["filling"]),
        amount_names=frozenset(texts["amount_names"]),
        card_names=frozenset(texts["card_names"]),
        counterparties=frozenset(texts["counterparties"]),
        own_accounts=frozenset(texts["own_accounts"]),
        own_numbers=frozenset(texts["own_numbers"]),
        account_words=frozenset(texts["account_words"]),
        foreign_names=frozenset(texts["foreign_names"]),
        beside_fees=frozenset(texts["beside_fees"]),
        weak_labels=frozenset(texts["weak_labels"]),
        records=frozenset(texts["records"]),
    )


def _preset(number: int, entry: Mapping[str, Any]) -> Preset:
    where = f"[[preset]] {number} ({entry.get('name')})"
    own = {"name", "bank", "seen", "source"}
    optional = {"signature", "further", "exact", "verified", "day_first", "headerless", "part", *_ROLES}
    _check_keys(where, entry, own, optional=optional)
    for name in own:
        if not isinstance(entry[name], str) or not entry[name]:
            raise ValueError(f"bank_csv.toml, {where}: {name} must be a text")
    if ("signature" in entry) is ("exact" in entry):
        raise ValueError(f"bank_csv.toml, {where}: needs signature or exact")
    parts = tuple(_part(where, part) for part in entry.get("part", ()))
    roles = {name: value for name, value in entry.items() if name in _ROLES}
    return Preset(
        name=entry["name"],
        bank=entry["bank"],
        signature=frozenset(_column_names(where, entry, "signature") if "signature" in entry else ()),
        further=frozenset(entry["further"]) if "further" in entry else None,
        exact=tuple(entry["exact"].split(";")) if "exact" in entry else (),
        is_day_first=entry.get("day_first", True),
        layout=_layout(where, roles, is_whole=not parts),
        headerless=_headerless(where, entry["headerless"]) if "headerless" in entry else None,
        parts=parts,
    )


def _part(where: str, entry: Mapping[str, Any]) -> Part:
    where = f"{where}, part"
    _check_keys(where, entry, {"when", "sign"}, optional=_ROLES)
    roles = {name: value for name, value in entry.items() if name in _ROLES}
    return Part(
        when=frozenset(_texts(where, entry, "when")),
        sign=AmountSign(entry["sign"]),
        layout=_layout(where, roles, is_whole=False),
    )


_ROLES = frozenset(field.name for field in fields(Layout))


def _layout(where: str, roles: Mapping[str, Any], *, is_whole: bool = True) -> Layout:
    if is_whole:
        _check_keys(where, roles, {"date", "label"}, optional=_ROLES)
        if not {"amount", "spent"} & roles.keys() and not {"debit", "credit"} <= roles.keys():
            raise ValueError(f"bank_csv.toml, {where}: needs amount, or debit and credit")
    return Layout(**{role: _column_names(where, roles, role) for role in roles})


def _headerless(where: str, entry: Mapping[str, Any]) -> Headerless:
    _check_keys(f"{where}, headerless", entry, {"first_line", "columns"}, optional={"summary", "closing_row"})
    return Headerless(
        first_line=re.compile(entry["first_line"]),
        columns=entry["columns"] + "\n",
        has_summary=entry.get("summary", False),
        has_closing_row=entry.get("closing_row", False),
    )


def _column_names(where: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = _texts(where, entry, key)
    for name in names:
        if column_name(name) != name:
            raise ValueError(f"bank_csv.toml, {where}: {key} must write {name!r} as {column_name(name)!r}")
    return names


def _texts(where: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry[key]
    if not isinstance(value, list) or not value or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"bank_csv.toml, {where}: {key} must be a list of texts")
    return tuple(value)


def _check_keys(where: str, entry: Mapping[str, Any], required: Set[str], *, optional: Set[str] = frozenset()) -> None:
    missing, unknown = required - entry.keys(), entry.keys() - required - optional
    if missing or unknown:
        raise ValueError(f"bank_csv.toml, {where}: missing {sorted(missing)}, unknown {sorted(unknown)}")
