"""Imports as tests make them, and what they change in a vault."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import KeptImport, keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session

TABLES = (
    "bank_account", "bank_transaction", "target", "document", "receipt", "expense", "client", "catalogue_item",
    "payment", "attribution", "suggestion",
)  # fmt: skip


def import_statement(session: Session, path: Path, job: Job | None = None) -> KeptImport:
    """Import a statement file of one account, and attribute what is new."""
    return keep(session, open_files(session, [path], Job(), kind=ImportKind.STATEMENT), job or Job())


def kept_file(session: Session, path: Path) -> KeptFile:
    """What the import of a statement file did."""
    (file,) = import_statement(session, path).files
    return file


def everything(session: Session) -> Mapping[str, Sequence[tuple[object, ...]]]:
    """Every row of the tables that imports change, by table, without those of the journal."""
    return session.read(lambda reader: {table: reader.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES})
