"""The table `resources/tables/bank_csv.toml`: column layouts of banks' CSV exports, and the words of their cells."""

import re
import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.paths import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The column names that each role may have, in order of preference (roles: see the head of the table)."""

    date: tuple[str, ...]
    label: tuple[str, ...]
    amount: tuple[str, ...] = ()
    debit: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    fee: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    balance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headerless:
    """A variant of an export without header: what its first line looks like, and the header that it lacks."""

    first_line: re.Pattern[str]
    columns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A bank's layout; it applies to a header that holds all names of `signature`."""

    name: str
    bank: str
    signature: frozenset[str]
    layout: Layout
    headerless: Headerless | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of cells, folded: signs of amounts, statuses of rows to leave out, names of an account without a name."""

    debit: frozenset[str]
    credit: frozenset[str]
    not_booked: frozenset[str]
    main_account: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTables:
    """The whole table; `generic` is the layout of exports that no preset describes."""

    presets: tuple[Preset, ...]
    generic: Layout
    words: Words


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
    return BankTables(
        presets=tuple(_preset(number, entry) for number, entry in enumerate(table["preset"], 1)),
        generic=_layout("[generic]", table["generic"]),
        words=Words(**{name: frozenset(_texts("[words]", words, name)) for name in words}),
    )


def _preset(number: int, entry: Mapping[str, Any]) -> Preset:
    where = f"[[preset]] {number} ({entry.get('name')})"
    own = {"name", "bank", "seen", "source", "signature"}
    _check_keys(where, entry, own, optional={"headerless", *_ROLES})
    for name in own - {"signature"}:
        if not isinstance(entry[name], str) or not entry[name]:
            raise ValueError(f"bank_csv.toml, {where}: {name} must be a text")
    roles = {name: value for name, value in entry.items() if name in _ROLES}
    return Preset(
        name=entry["name"],
        bank=entry["bank"],
        signature=frozenset(_column_names(where, entry, "signature")),
        layout=_layout(where, roles),
        headerless=_headerless(where, entry["headerless"]) if "headerless" in entry else None,
    )


_ROLES = frozenset(field.name for field in fields(Layout))


def _layout(where: str, roles: Mapping[str, Any]) -> Layout:
    _check_keys(where, roles, {"date", "label"}, optional=_ROLES)
    if "amount" not in roles and not {"debit", "credit"} <= roles.keys():
        raise ValueError(f"bank_csv.toml, {where}: needs amount, or debit and credit")
    return Layout(**{role: _column_names(where, roles, role) for role in roles})


def _headerless(where: str, entry: Mapping[str, Any]) -> Headerless:
    _check_keys(f"{where}, headerless", entry, {"first_line", "columns"})
    return Headerless(first_line=re.compile(entry["first_line"]), columns=entry["columns"] + "\n")


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
