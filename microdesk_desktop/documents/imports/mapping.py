"""Which column of a table holds which field: by the tool that exported it, by the names of its columns."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from microdesk_desktop.documents.imports.exports import Export, find_export
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.domain.tables import ImportKind, TableMapping

_CURRENCY_ENDINGS = (" EUR", " EUROS", " EN EUROS", " EN EUR", " E")


def fields_of(kind: ImportKind) -> tuple[str, ...]:
    """The fields that a column of this kind of file may hold."""
    return tuple(FIELDS[kind].names)


def missing_fields(kind: ImportKind, present: Collection[str]) -> tuple[str, ...]:
    """The fields that a file of this kind needs and that are not `present`."""
    return FIELDS[kind].missing(present)


def map_columns(kind: ImportKind, names: Sequence[str]) -> TableMapping:
    """The fields of these columns, named as `column_name` spells them; a column with no known name has none."""
    export = find_export(names, kind)
    plain = [_plain(name) for name in names]
    places = _Places(plain)
    joined = FIELDS[kind].joined
    for field, own in (export.columns if export else {}).items():
        places.take(field, own, takes_all=field in joined)
    for field, usual in FIELDS[kind].names.items():
        if field not in places.fields.values() and not (export and field in export.fixed):
            places.take(field, _allowed(usual, export), takes_all=field in joined)
    return TableMapping(
        kind=kind,
        fields=dict(sorted(places.fields.items())),
        date_order=export.date_order if export else None,
        fixed=export.fixed if export else {},
    )


def _allowed(usual: Iterable[str], export: Export | None) -> Sequence[str]:
    return [name for name in usual if export is None or name not in export.ignored]


def _plain(name: str) -> str:
    """« TOTAL TTC EUR » without its currency, « NO SIRET » as « N SIRET », which « N° SIRET » is."""
    name = next((name.removesuffix(ending) for ending in _CURRENCY_ENDINGS if name.endswith(ending)), name)
    return f"N {name.removeprefix('NO ')}" if name.startswith("NO ") else name


class _Places:
    """The columns taken so far: position → field."""

    def __init__(self, names: Sequence[str]) -> None:
        self.fields: dict[int, str] = {}
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            self._places.setdefault(name, []).append(place)

    def take(self, field: str, names: Iterable[str], *, takes_all: bool) -> None:
        """Give the field the first free column with one of these names, or all of them."""
        for name in names:
            for place in self._places.get(name, ()):
                if place not in self.fields:
                    self.fields[place] = field
                    if not takes_all:
                        return


def positions(mapping: TableMapping, width: int) -> Mapping[str, tuple[int, ...]]:
    """The columns of each field, from left to right; those that a table of this width does not have are left out."""
    found: dict[str, tuple[int, ...]] = {}
    for place, field in sorted(mapping.fields.items()):
        if 0 <= place < width:
            found[field] = (*found.get(field, ()), place)
    return found
