"""The rows about one person, of every table that can have some."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from microdesk_desktop.domain.privacy.person import PersonFile
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.transaction import json_list

Row = Mapping[str, Any]
Ids = Mapping[str, Collection[object]]

_BY_COLUMN = {
    "client_id": "clients",
    "document_id": "documents",
    "target_id": "targets",
    "draft_id": "drafts",
    "series_id": "series",
}
"""A table with one of these columns has the rows in which it is one of the person's."""
_BY_ID = {
    "client": "clients",
    "document": "documents",
    "receipt": "receipts",
    "expense": "expenses",
    "expense_rhythm": "expenses",
    "received_invoice": "expenses",
    "draft": "drafts",
    "recurring_series": "series",
    "rule": "rules",
    "imported_file": "imports",
    "mileage_trip": "trips",
    "mileage_template": "templates",
    "person_request": "requests",
}
_OWN_WHERE = {
    "seal": (
        "subject IN (SELECT number FROM document WHERE id IN (SELECT value FROM given, json_each(given.documents)))"
    ),
    "book_person": (
        "number IN (SELECT number FROM book_entry"
        " WHERE target_id IN (SELECT value FROM given, json_each(given.targets)))"
    ),
    "imported_change": (
        "(entity = 'client' AND row_id IN (SELECT value FROM given, json_each(given.clients)))"
        " OR (entity = 'target' AND row_id IN (SELECT value FROM given, json_each(given.targets)))"
    ),
    "lookup_answer": "service || ' ' || query IN (SELECT value FROM given, json_each(given.answers))",
    # A transaction that settles something of another client too is not theirs alone.
    "bank_transaction": (
        "id IN (SELECT transaction_id FROM attribution JOIN payment ON payment.id = payment_id"
        " GROUP BY transaction_id HAVING min(target_id IN (SELECT value FROM given, json_each(given.targets))) = 1)"
    ),
}
COMPUTED = frozenset(
    {
        *("attribution_dependency", "attribution_run", "attribution_seen", "attribution_stale", "suggestion"),
        *("payment_touched", "book_touched", "turnover_touched", "receipt_part", "turnover_sum", "fetched_rows"),
        *("kept_record", "erased_client"),
    }
)
"""Computed from other rows, or about what was erased."""
FILES = {"issued_file": "document_id", "document_attachment": "id", "voucher": "id"}
"""The tables that hold files, with the column that names each one."""


def load_person_rows(reader: Reader, ids: Ids) -> Mapping[str, Sequence[Row]]:
    """The rows of each table that are the person's, without the contents of files; tables without any are left out."""
    given, params = _given_ids(ids)
    found: dict[str, Sequence[Row]] = {}
    for table, columns in _tables(reader).items():
        where = _where(table, columns)
        if where is None:
            continue
        shown = [name for name, type_ in columns.items() if type_ != "BLOB"]
        names = ", ".join(f'"{name}"' for name in shown)
        rows = reader.all(f'{given} SELECT {names} FROM "{table}" WHERE {where} ORDER BY 1', params)
        if rows:
            found[table] = [dict(zip(shown, map(_value, row), strict=True)) for row in rows]
    return found


def load_person_files(reader: Reader, ids: Ids) -> Sequence[PersonFile]:
    """The files of the person: of documents, beside them, and of receipts."""
    given, params = _given_ids(ids)
    found: list[PersonFile] = []
    for table, column in FILES.items():
        where = _where(table, _tables(reader)[table])
        rows = reader.iterate(f"{given} SELECT {column}, name FROM {table} WHERE {where} ORDER BY 1, 2", params)
        found += [PersonFile(kind=table, id=id_, name=name) for id_, name in rows]
    return found


def find_contacts(reader: Reader, name: str) -> Sequence[Row]:
    """The contacts of this name in the entries of clients, whatever its case and accents, each with the client."""
    wanted = fold(name)
    rows = reader.iterate("SELECT name, contacts FROM client WHERE contacts <> '[]' ORDER BY id")
    return [
        {"client": client, **contact}
        for client, contacts in rows
        for contact in json.loads(contacts)
        if fold(contact.get("name", "")) == wanted
    ]


def load_attachment_content(reader: Reader, attachment_id: int) -> bytes | None:
    """The content of a file beside a document; None once it is gone."""
    content: bytes | None = reader.value("SELECT content FROM document_attachment WHERE id = ?", (attachment_id,))
    return content


def _where(table: str, columns: Collection[str]) -> str | None:
    """Which rows of a table are the person's; None for a table that has none."""
    if table in COMPUTED:
        return None
    if table in _OWN_WHERE:
        return _OWN_WHERE[table]
    parts = [_given("id", _BY_ID[table])] if table in _BY_ID else []
    if table not in _BY_ID:
        parts = [_given(column, name) for column, name in _BY_COLUMN.items() if column in columns]
    return " OR ".join(parts) or None


def _given_ids(ids: Ids) -> tuple[str, Sequence[str]]:
    """What a query begins with, so that each list of ids is there by its name."""
    columns = ", ".join(f"? AS {name}" for name in ids)
    return f"WITH given AS (SELECT {columns})", [json_list(values) for values in ids.values()]


def _given(column: str, name: str) -> str:
    return f"{column} IN (SELECT value FROM given, json_each(given.{name}))"


def _tables(reader: Reader) -> Mapping[str, Mapping[str, str]]:
    """The type of each column by table."""
    sql = (
        "SELECT main.name, info.name, info.type FROM sqlite_schema AS main JOIN pragma_table_info(main.name) AS info"
        " WHERE main.type = 'table' ORDER BY main.name, info.cid"
    )
    tables: dict[str, dict[str, str]] = {}
    for table, column, type_ in reader.iterate(sql):
        tables.setdefault(table, {})[column] = type_
    return tables


def _value(value: object) -> object:
    """A text that is JSON as the value that it stands for."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
