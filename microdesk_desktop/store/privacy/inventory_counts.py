"""How many rows a table has, for the inventory."""

from collections.abc import Sequence

from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS

_COUNTED = {"client": f"id NOT IN ({ERASED_IDS})"}
"""What an erased client's row still holds belongs to the records that the law keeps, and is counted with them."""


def count_table(reader: Reader, table: str, columns: Sequence[str] = ()) -> int:
    """The rows of a table; with columns, those alone in which one of them holds something."""
    conditions = [_COUNTED[table]] if table in _COUNTED else []
    if columns:
        conditions.append(" OR ".join(f"coalesce(\"{column}\", '') <> ''" for column in columns))
    where = " AND ".join(f"({condition})" for condition in conditions)
    return int(reader.value(f'SELECT count(*) FROM "{table}"' + (f" WHERE {where}" if where else "")))
