"""Budgets of requests, as the providers last reported them."""

from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The budget of one kind of request at one provider; both None when it is unknown."""

    provider: str
    endpoint: str
    remaining: int | None
    retry_at: datetime | None


def load_limits(reader: Reader) -> list[Limit]:
    """The budget of each kind of request, of every provider."""
    return reader.rows_as(Limit, "SELECT provider, endpoint, remaining, retry_at FROM bank_limit")


def load_connected_limits(reader: Reader) -> list[Limit]:
    """The budgets of the connected provider."""
    provider = reader.value("SELECT provider FROM bank_connection")
    return [limit for limit in load_limits(reader) if limit.provider == provider]


def save_limit(writer: Writer, limit: Limit) -> None:
    """Set the budget of one kind of request; it outlives a restart."""
    writer.run(
        "INSERT OR REPLACE INTO bank_limit (provider, endpoint, remaining, retry_at) VALUES (?, ?, ?, ?)",
        (limit.provider, limit.endpoint, limit.remaining, limit.retry_at.isoformat() if limit.retry_at else None),
    )
