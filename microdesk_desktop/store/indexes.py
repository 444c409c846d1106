"""Large insertions: a table's indexes are dropped and made again, in less time than it takes to maintain them."""

from collections.abc import Iterator
from contextlib import contextmanager

from microdesk_desktop.store.transaction import Writer


@contextmanager
def indexes_rebuilt(writer: Writer, table: str) -> Iterator[None]:
    """Insert into a table without its indexes, and make them again; all in the transaction of the writer."""
    made_by = writer.all(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
        (table,),
    )
    for name, _ in made_by:
        writer.run(f'DROP INDEX "{name}"')
    yield
    for _, sql in made_by:
        writer.run(sql)
