"""The one connection to a bank, the provider that the user chose, and the outcome of the last sync."""

from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.domain.bank.types import Connection, ProviderChoice
from microdesk_desktop.store.bank.accounts import account_of_connection
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSync:
    """When the last sync ended and how: "ok" or the code of its error."""

    at: datetime
    outcome: str


def load_provider(reader: Reader) -> ProviderChoice | None:
    """The provider that the user chose, None before that."""
    row = reader.one("SELECT name, base_url FROM bank_provider")
    return ProviderChoice(*row) if row else None


def save_provider(writer: Writer, choice: ProviderChoice) -> None:
    """Replace the provider that the user chose."""
    writer.run("DELETE FROM bank_provider")
    writer.run("INSERT INTO bank_provider (name, base_url) VALUES (?, ?)", choice)


def load_connection(reader: Reader) -> Connection | None:
    """The connected account, None when no bank is connected."""
    found = reader.rows_as(
        Connection,
        "SELECT provider, provider_account AS account_id, institution_id, institution_name, iban, currency,"
        " history_days, expires_at FROM bank_connection JOIN bank_account ON bank_account.id = account_id",
    )
    return found[0] if found else None


def save_connection(writer: Writer, connection: Connection) -> int:
    """Replace the connection; returns the row id of its account."""
    account_id = account_of_connection(writer, connection)
    expires_at = connection.expires_at.isoformat() if connection.expires_at else None
    writer.run("DELETE FROM bank_connection")
    writer.run(
        "INSERT INTO bank_connection (id, account_id, provider, history_days, expires_at) VALUES (1, ?, ?, ?, ?)",
        (account_id, connection.provider, connection.history_days, expires_at),
    )
    return account_id


def connected_account(reader: Reader) -> int | None:
    """The row id of the connected account."""
    found = reader.value("SELECT account_id FROM bank_connection")
    return None if found is None else int(found)


def load_last_sync(reader: Reader) -> LastSync | None:
    """How the last sync ended, None before the first."""
    row = reader.one("SELECT synced_at, outcome FROM bank_connection WHERE synced_at IS NOT NULL")
    return LastSync(at=datetime.fromisoformat(row[0]), outcome=row[1]) if row else None


def save_sync_result(writer: Writer, at: datetime, outcome: str) -> None:
    """Note when a sync ended and how: "ok" or the code of its error."""
    writer.run("UPDATE bank_connection SET synced_at = ?, outcome = ?", (at.isoformat(), outcome))
