"""Erasure of what the journal of imports keeps about the bank."""

from collections.abc import Collection

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.store.database import Writer

_ENTITIES = f"('{Entity.TRANSACTION}', '{Entity.ACCOUNT}')"


def erase_statement_imports(writer: Writer, *, kept_accounts: Collection[int] = ()) -> None:
    """Delete the imports of statements, with the names of their files and every value that they changed, and the
    mappings of statements; imports of records stay.

    What concerns `kept_accounts` alone stays too. To be called before the transactions of the others are deleted.
    """
    kept = ", ".join(str(int(each)) for each in kept_accounts)
    writer.run(f"DELETE FROM imported_file WHERE kind = '{ImportKind.STATEMENT}' AND id NOT IN ({_only_of(kept)})")
    records = f"SELECT id FROM imported_file WHERE kind <> '{ImportKind.STATEMENT}'"
    for table in ("imported_rows", "imported_change"):
        writer.run(f"DELETE FROM {table} WHERE entity IN {_ENTITIES} AND import_id IN ({records})")
    writer.run(f"DELETE FROM import_mapping WHERE kind = '{ImportKind.STATEMENT}' AND account NOT IN ({kept})")
    writer.run("DELETE FROM fetched_rows")
    # The counters reveal how many there were; no id that an import of records names is given again.
    for table, claimed in (
        ("imported_file", "0"),
        ("payment", f"(SELECT max(last_id) FROM imported_rows WHERE entity = '{Entity.PAYMENT}')"),
    ):
        last = f"max(coalesce((SELECT max(id) FROM {table}), 0), coalesce({claimed}, 0))"
        writer.run(f"UPDATE sqlite_sequence SET seq = {last} WHERE name = '{table}'")


def _only_of(accounts: str) -> str:
    """A query of the imports with rows of these accounts, and of no other one."""
    found = (
        "SELECT import_id FROM imported_rows JOIN bank_transaction ON bank_transaction.id BETWEEN first_id AND last_id"
        f" WHERE entity = '{Entity.TRANSACTION}' AND account_id"
    )
    return f"{found} IN ({accounts}) EXCEPT {found} NOT IN ({accounts})"
