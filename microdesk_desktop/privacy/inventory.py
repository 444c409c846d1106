"""The inventory of all that the program keeps and sends, from the annotations of `resources/privacy/inventory.toml`.

    [[category]] ◀── [[table]] columns · [[secret]] names in the keyring · [[file]] paths
         └── recipients ──▶ [[connection]] purposes of requests

Every column, secret, file and purpose is in exactly one category; the tests fail for one that is in none.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.paths import resource
from microdesk_desktop.privacy.codes import Aim, Basis, Learned, Origin, People, Place, Retention, Where

Code = TypeVar("Code", bound=StrEnum)
UNLOCK = "unlock"
"""The name, here, of the secret with which the keyring opens the vault."""
_KINDS: Mapping[str, tuple[Collection[str], Collection[str]]] = {
    "category": (("name", "people", "purpose", "basis", "retention", "recipients", "sources", "where"), ()),
    "table": (("name", "category", "columns"), ("counts", "derived")),
    "secret": (("name", "category"), ()),
    "file": (("path", "category"), ("place", "counts")),
    "connection": (("recipient", "purposes", "learns"), ()),
}
"""The keys that each block must have, and those that it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of data: whose, what for, on which basis, until when, who receives it, where from, and where it lies."""

    name: str
    people: tuple[People, ...]
    aim: Aim
    basis: Basis
    retention: Retention
    recipients: tuple[str, ...]
    sources: tuple[Origin, ...]
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table: the category of each of its columns, and those whose number its rows are a part of.

    A category that has a part of the columns counts the rows in which one of them holds something.
    `is_derived`: computed again from other rows, or about this copy of the vault alone; it is not exported.
    """

    columns: Mapping[str, str] = field(hash=False)
    is_derived: bool
    counts: tuple[str, ...]

    def columns_in(self, category: str) -> Sequence[str]:
        """The columns of this category, in the order of the table's annotations."""
        return [name for name, each in self.columns.items() if each == category]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretEntry:
    """Secrets of the keyring, by a pattern of their names in the vault's list; `UNLOCK` is in the header alone."""

    pattern: str
    category: str

    def matches(self, name: str) -> bool:
        """Whether the secret of this name is one of them."""
        return _matches(self.pattern, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """Files or folders, by a pattern of their paths below a place; `counts`: each one is counted on screen."""

    pattern: str
    category: str
    place: Place
    counts: bool

    def matches(self, path: str) -> bool:
        """Whether the path, relative to the place and with slashes, is one of them."""
        wanted, parts = self.pattern.split("/"), path.split("/")
        return len(wanted) == len(parts) and all(map(_matches, wanted, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionEntry:
    """A recipient, what it may learn, and the purposes of requests to it: none where the user hands over data."""

    recipient: str
    purposes: tuple[Purpose, ...]
    learns: tuple[Learned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All annotations; `categories` in the order of the screen, `tables` and `connections` by their names."""

    categories: Mapping[str, Category] = field(hash=False)
    tables: Mapping[str, TableEntry] = field(hash=False)
    secrets: Sequence[SecretEntry]
    files: Sequence[FileEntry]
    connections: Mapping[str, ConnectionEntry] = field(hash=False)

    def category_of_secret(self, name: str) -> str | None:
        """The category of a secret by its name; None for one that no annotation names."""
        return next((each.category for each in self.secrets if each.matches(name)), None)

    def file_entry(self, path: str, place: Place = Place.PROFILE) -> FileEntry | None:
        """The annotation of a file by its path below the place; None for one that is not the program's."""
        return next((each for each in self.files if each.place is place and each.matches(path)), None)

    def recipient_of(self, purpose: Purpose) -> str:
        """Who receives the requests of this purpose. Raises LookupError for one without annotation."""
        for each in self.connections.values():
            if purpose in each.purposes:
                return each.recipient
        raise LookupError(f"no connection has the purpose {purpose}")


@impersonal_cache(maxsize=None)
def load_inventory() -> Inventory:
    """The inventory that ships with the program. Raises ValueError as `parse_inventory`."""
    return parse_inventory(resource("privacy", "inventory.toml").read_text("utf-8"))


def parse_inventory(text: str) -> Inventory:
    """The inventory of a TOML text.

    Raises ValueError that names the block with an unknown code or key, or with what another block has already.
    """
    content = tomllib.loads(text)
    unknown = sorted(content.keys() - _KINDS.keys())
    if unknown:
        raise ValueError(f"inventory.toml: unknown blocks {', '.join(unknown)}")
    categories = _named(_categories(_blocks(content, "category")), "category")
    connections = _named(_connections(_blocks(content, "connection")), "connection")
    inventory = Inventory(
        categories=categories,
        tables=_tables(_blocks(content, "table")),
        secrets=[SecretEntry(pattern=each["name"], category=each["category"]) for each in _blocks(content, "secret")],
        files=[_file(each) for each in _blocks(content, "file")],
        connections=connections,
    )
    _require_categories(inventory)
    return inventory


def _blocks(content: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    required, optional = _KINDS[kind]
    for number, block in enumerate(content.get(kind, ()), 1):
        strange = sorted({*required} - block.keys() | block.keys() - {*required, *optional})
        if strange:
            raise ValueError(f"inventory.toml, {kind} {number}: missing or unknown: {', '.join(strange)}")
        yield block


def _categories(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Category]]:
    for block in blocks:
        name = block["name"]
        yield (
            name,
            Category(
                name=name,
                people=_codes(name, People, block["people"]),
                aim=_code(name, Aim, block["purpose"]),
                basis=_code(name, Basis, block["basis"]),
                retention=_code(name, Retention, block["retention"]),
                recipients=tuple(block["recipients"]),
                sources=_codes(name, Origin, block["sources"]),
                where=_code(name, Where, block["where"]),
            ),
        )


def _connections(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ConnectionEntry]]:
    reached: set[Purpose] = set()
    for block in blocks:
        name = block["recipient"]
        purposes = _codes(name, Purpose, block["purposes"])
        if reached.intersection(purposes):
            raise ValueError(f"inventory.toml, {name}: {sorted(reached.intersection(purposes))} has another recipient")
        reached.update(purposes)
        yield name, ConnectionEntry(recipient=name, purposes=purposes, learns=_codes(name, Learned, block["learns"]))


def _tables(blocks: Iterable[Mapping[str, Any]]) -> Mapping[str, TableEntry]:
    tables: dict[str, TableEntry] = {}
    for block in blocks:
        name, columns = block["name"], dict.fromkeys(block["columns"], block["category"])
        if len(columns) < len(block["columns"]):
            raise ValueError(f"inventory.toml, {name}: a column is named twice")
        former = tables.get(name)
        counts = (block["category"],) if block.get("counts") else ()
        is_derived = block.get("derived", False)
        if former is not None:
            if former.columns.keys() & columns.keys() or former.is_derived != is_derived:
                raise ValueError(f"inventory.toml, {name}: two of its blocks do not agree")
            columns, counts = {**former.columns, **columns}, (*former.counts, *counts)
        tables[name] = TableEntry(columns=MappingProxyType(columns), is_derived=is_derived, counts=counts)
    return MappingProxyType(tables)


def _file(block: Mapping[str, Any]) -> FileEntry:
    return FileEntry(
        pattern=block["path"],
        category=block["category"],
        place=_code(block["path"], Place, block.get("place", Place.PROFILE)),
        counts=block.get("counts", False),
    )


def _require_categories(inventory: Inventory) -> None:
    """Raise ValueError for a category or recipient that is used and not declared, and for what is named twice."""
    used = [
        *(category for table in inventory.tables.values() for category in table.columns.values()),
        *(each.category for each in inventory.secrets),
        *(each.category for each in inventory.files),
    ]
    unknown = sorted({*used} - inventory.categories.keys())
    unknown += sorted(
        {name for each in inventory.categories.values() for name in each.recipients} - inventory.connections.keys()
    )
    patterns = [
        *(each.pattern for each in inventory.secrets),
        *((each.place, each.pattern) for each in inventory.files),
    ]
    unknown += sorted({str(each) for each in patterns if patterns.count(each) > 1})
    if unknown:
        raise ValueError(f"inventory.toml: {', '.join(unknown)} not declared, or named twice")


def _named(pairs: Iterable[tuple[str, Any]], kind: str) -> Mapping[str, Any]:
    named: dict[str, Any] = {}
    for name, value in pairs:
        if name in named:
            raise ValueError(f"inventory.toml: two blocks of the {kind} {name}")
        named[name] = value
    return MappingProxyType(named)


def _codes(place: str, kind: type[Code], texts: Iterable[str]) -> tuple[Code, ...]:
    return tuple(_code(place, kind, text) for text in texts)


def _code(place: str, kind: type[Code], text: str) -> Code:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"inventory.toml, {place}: {text!r} is no code of {kind.__name__}") from None


def _matches(pattern: str, text: str) -> bool:
    """Whether a text is the pattern, in which each * stands for any characters; takes linear time."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == first
    *middle, last = rest
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last) and len(text) - len(last) >= at
