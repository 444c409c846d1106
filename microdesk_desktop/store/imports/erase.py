"""Erasure of what the journal of imports keeps about the bank."""

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.store.database import Writer

_ENTITIES = f"('{Entity.TRANSACTION}', '{Entity.ACCOUNT}')"


def erase_statement_imports(writer: Writer) -> None:
    """Delete the imports of statements, with the names of their files and every value that they changed, and the
    mappings of statements; imports of records stay.
    """
    writer.run(f"DELETE FROM imported_file WHERE kind = '{ImportKind.STATEMENT}'")
    writer.run(f"DELETE FROM imported_rows WHERE entity IN {_ENTITIES}")
    writer.run(f"DELETE FROM imported_change WHERE entity IN {_ENTITIES}")
    writer.run(f"DELETE FROM import_mapping WHERE kind = '{ImportKind.STATEMENT}'")
    writer.run("DELETE FROM fetched_rows")
    # The counters reveal how many there were; no id that an import of records names is given again.
    for table, claimed in (
        ("imported_file", "0"),
        ("payment", f"(SELECT max(last_id) FROM imported_rows WHERE entity = '{Entity.PAYMENT}')"),
    ):
        last = f"max(coalesce((SELECT max(id) FROM {table}), 0), coalesce({claimed}, 0))"
        writer.run(f"UPDATE sqlite_sequence SET seq = {last} WHERE name = '{table}'")
