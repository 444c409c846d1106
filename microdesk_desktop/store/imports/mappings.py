"""The mappings of columns that the user made, by the header of the table and the account that it went to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import AmountSign, ImportKind, TableMapping
from microdesk_desktop.store.database import Reader, Writer

ANY_ACCOUNT = 0


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """A mapping; `header` is the fingerprint of the table's header, `account` a row id or ANY_ACCOUNT."""

    header: str
    account: int
    mapping: TableMapping


def load_mappings(reader: Reader) -> list[RememberedMapping]:
    """Every mapping that is remembered, the one for any account first."""
    return [
        RememberedMapping(header, account, _mapping(ImportKind(kind), json.loads(text)))
        for header, account, kind, text in reader.iterate(
            "SELECT header, account, kind, mapping FROM import_mapping ORDER BY header, account"
        )
    ]


def save_mapping(writer: Writer, remembered: RememberedMapping) -> None:
    """Remember a mapping in place of the former one for this header and account."""
    writer.run(
        "INSERT INTO import_mapping (header, account, kind, mapping) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (header, account) DO UPDATE SET kind = excluded.kind, mapping = excluded.mapping",
        (
            remembered.header,
            remembered.account,
            remembered.mapping.kind.value,
            json.dumps(_values(remembered.mapping), ensure_ascii=False),
        ),
    )


def _values(mapping: TableMapping) -> Mapping[str, object]:
    return {
        "fields": {str(position): field for position, field in mapping.fields.items()},
        "header_line": mapping.header_line,
        "sign": mapping.sign,
        "decimal": mapping.decimal,
        "date_order": mapping.date_order,
        "fixed": dict(mapping.fixed),
    }


def _mapping(kind: ImportKind, values: Mapping[str, Any]) -> TableMapping:
    sign, order, decimal, line = (values[name] for name in ("sign", "date_order", "decimal", "header_line"))
    return TableMapping(
        kind=kind,
        fields={int(position): field for position, field in values["fields"].items()},
        header_line=line,
        sign=AmountSign(sign) if sign else None,
        decimal=decimal,
        date_order=DateOrder(order) if order else None,
        fixed=values["fixed"],
    )
