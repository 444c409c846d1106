"""What imports change in a vault."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.operations.session import Session

TABLES = (
    "bank_account", "bank_transaction", "target", "document", "receipt", "expense", "client", "catalogue_item",
    "payment", "attribution", "suggestion",
)  # fmt: skip


def everything(session: Session) -> Mapping[str, Sequence[tuple[object, ...]]]:
    """Every row of the tables that imports change, by table, without those of the journal."""
    return session.read(lambda reader: {table: reader.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES})
