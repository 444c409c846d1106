"""The table `resources/tables/record_exports.toml`: how the exports of other tools name their columns."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import ImportKind

_KEYS = frozenset(
    ("tool", "title", "kind", "verified", "source", "signature", "columns", "fixed", "ignored", "words", "date_order")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export of a tool; it applies to a header that has all names of `signature`.

    `columns` maps a field to its columns and goes before the common names; `ignored` columns hold what a common name
    would take for something else. `words` maps a field, then a cell as `column_name` spells it, to the word that the
    cell stands for. `is_verified`: the layout was seen in a file or in the tool's documentation.
    """

    tool: str
    title: str
    kind: ImportKind
    signature: frozenset[str]
    is_verified: bool
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: DateOrder | None = None


def find_export(names: Collection[str], kind: ImportKind | None = None) -> Export | None:
    """The export whose signature the header has, of several the most precise; `names` as `column_name` spells them."""
    present = set(names)
    found = [each for each in exports() if each.signature <= present and kind in (None, each.kind)]
    return max(found, key=lambda each: len(each.signature), default=None)


@impersonal_cache()
def exports() -> Sequence[Export]:
    """The shipped table, read once."""
    return parse_exports(resource("tables", "record_exports.toml").read_text(encoding="utf-8"))


def parse_exports(text: str) -> Sequence[Export]:
    """The exports in this TOML. Raises ValueError that names the entry at fault."""
    return [_export(number, entry) for number, entry in enumerate(tomllib.loads(text)["export"], 1)]


def _export(number: int, entry: Mapping[str, Any]) -> Export:
    where = f"[[export]] {number} ({entry.get('tool')})"
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
    kind = ImportKind(entry["kind"])
    columns, fixed = entry.get("columns", {}), entry.get("fixed", {})
    words = entry.get("words", {})
    if unknown := {*columns, *fixed, *words} - FIELDS[kind].names.keys():
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}")
    return Export(
        tool=entry["tool"],
        title=entry["title"],
        kind=kind,
        signature=frozenset(entry["signature"]),
        is_verified=entry["verified"],
        columns={name: tuple(names) for name, names in columns.items()},
        fixed=fixed,
        ignored=frozenset(entry.get("ignored", ())),
        words={name: {column_name(text): word for text, word in own.items()} for name, own in words.items()},
        date_order=DateOrder(entry["date_order"]) if "date_order" in entry else None,
    )
