"""How long each kind of data stays: choices, announcements, what is to go from backups, and the log of what went.

Categories are plain names here: their rules are in `privacy/retention.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.store.database import Reader, Writer

Key = tuple[str, int]
"""A category, and the year or the client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """An announcement: what goes after which day, and since when it is shown without a break."""

    category: str
    item: int
    rows: int
    last_day: date
    told_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """That something went: how many rows, never which."""

    on: date
    category: str
    rows: int


def load_choices(reader: Reader) -> Mapping[str, int | None]:
    """The years that the user chose, by category; None for what never goes."""
    return dict(reader.iterate("SELECT category, years FROM retention_choice"))


def save_choice(writer: Writer, category: str, years: int | None) -> None:
    """Keep what the user chose."""
    writer.run("INSERT OR REPLACE INTO retention_choice (category, years) VALUES (?, ?)", (category, years))


def forget_choice(writer: Writer, category: str) -> None:
    """Go back to what applies without a choice."""
    writer.run("DELETE FROM retention_choice WHERE category = ?", (category,))


def load_look(reader: Reader) -> date | None:
    """The last day on which it was looked what is to go; None before the first."""
    on = reader.value('SELECT "on" FROM retention_look')
    return date.fromisoformat(on) if on else None


def save_look(writer: Writer, on: date) -> None:
    """Note that it was looked on this day."""
    writer.run('INSERT OR REPLACE INTO retention_look (id, "on") VALUES (1, ?)', (on.isoformat(),))


def load_notices(reader: Reader) -> Sequence[NoticeRow]:
    """The announcements, those of what goes first before the others."""
    sql = "SELECT category, item, rows, last_day, told_on FROM retention_notice ORDER BY last_day, category, item"
    return reader.rows_as(NoticeRow, sql)


def save_notices(writer: Writer, notices: Iterable[NoticeRow]) -> None:
    """Keep these announcements in place of the former ones."""
    writer.run("DELETE FROM retention_notice")
    writer.run_many(
        "INSERT INTO retention_notice (category, item, rows, last_day, told_on) VALUES (?, ?, ?, ?, ?)",
        (
            (each.category, each.item, each.rows, each.last_day.isoformat(), each.told_on.isoformat())
            for each in notices
        ),
    )


def load_extensions(reader: Reader) -> Mapping[Key, date]:
    """Until when the user wants to keep what would have gone."""
    rows = reader.iterate("SELECT category, item, until FROM retention_extension")
    return {(category, item): date.fromisoformat(until) for category, item, until in rows}


def save_extension(writer: Writer, category: str, item: int, until: date | None) -> None:
    """Keep an item until this day; None goes back to its duration."""
    writer.run("DELETE FROM retention_extension WHERE category = ? AND item = ?", (category, item))
    if until is not None:
        sql = "INSERT INTO retention_extension (category, item, until) VALUES (?, ?, ?)"
        writer.run(sql, (category, item, until.isoformat()))


def load_decided(reader: Reader) -> Sequence[Key]:
    """What went from the vault and may still be in its backups."""
    return reader.all("SELECT category, item FROM retention_decided ORDER BY category, item")


def note_decided(writer: Writer, keys: Iterable[Key]) -> None:
    """Note what goes from the vault, so that it goes from its backups too."""
    writer.run_many("INSERT OR IGNORE INTO retention_decided (category, item) VALUES (?, ?)", keys)


def forget_decided(writer: Writer) -> None:
    """Forget it, once the backups are done: what comes later under the same year is none of it."""
    writer.run("DELETE FROM retention_decided")


def log_gone(writer: Writer, on: date, counts: Mapping[str, int]) -> None:
    """Note how many rows of each category went, added to those of the same day."""
    for category, rows in counts.items():
        day = (on.isoformat(), category)
        logged = writer.value('SELECT id FROM retention_log WHERE "on" = ? AND category = ?', day)
        if logged is None:
            writer.run('INSERT INTO retention_log ("on", category, rows) VALUES (?, ?, ?)', (*day, rows))
        else:
            writer.run("UPDATE retention_log SET rows = rows + ? WHERE id = ?", (rows, logged))


def load_log(reader: Reader) -> Sequence[LogRow]:
    """What went, the latest first."""
    return reader.rows_as(LogRow, 'SELECT "on", category, rows FROM retention_log ORDER BY id DESC')


def load_contacts(reader: Reader) -> Mapping[int, date]:
    """The day from which each client is known, or on which the user noted an exchange."""
    rows = reader.iterate('SELECT client_id, "on" FROM client_contact')
    return {client_id: date.fromisoformat(on) for client_id, on in rows}


def note_contact(writer: Writer, client_id: int, on: date) -> None:
    """Note that the user and a client were in touch on this day."""
    writer.run('INSERT OR REPLACE INTO client_contact (client_id, "on") VALUES (?, ?)', (client_id, on.isoformat()))


def note_new_clients(writer: Writer, today: date) -> None:
    """Note since when the clients are known that have no day yet: since their import, else since today."""
    writer.run(
        'INSERT OR IGNORE INTO client_contact (client_id, "on") SELECT client.id, min(?, coalesce('
        "(SELECT min(substr(imported_at, 1, 10)) FROM imported_rows JOIN imported_file ON imported_file.id = import_id"
        " WHERE entity = 'client' AND is_new = 1 AND client.id BETWEEN first_id AND last_id), '9999'))"
        " FROM client WHERE client.id NOT IN (SELECT client_id FROM client_contact)",
        (today.isoformat(),),
    )
