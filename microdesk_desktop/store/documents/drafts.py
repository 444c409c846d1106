"""Drafts of sales documents, each as the JSON text of its form."""

from datetime import datetime

from microdesk_desktop.store.database import Reader, Writer


def add_draft(writer: Writer, form: str, at: datetime, draft_id: int | None = None) -> int:
    """Keep a new draft; returns its id. An id that was removed may be given again."""
    moment = at.isoformat()
    sql = "INSERT INTO draft (id, form, created_at, changed_at) VALUES (?, ?, ?, ?)"
    return writer.run(sql, (draft_id, form, moment, moment))


def save_draft(writer: Writer, draft_id: int, form: str, at: datetime) -> None:
    """Replace what is kept of a draft."""
    writer.run("UPDATE draft SET form = ?, changed_at = ? WHERE id = ?", (form, at.isoformat(), draft_id))


def delete_draft(writer: Writer, draft_id: int) -> None:
    """Remove a draft."""
    writer.run("DELETE FROM draft WHERE id = ?", (draft_id,))


def load_draft(reader: Reader, draft_id: int) -> str | None:
    """The form of a draft; None when there is none of this id."""
    form: str | None = reader.value("SELECT form FROM draft WHERE id = ?", (draft_id,))
    return form


def load_drafts(reader: Reader) -> list[tuple[int, str, datetime]]:
    """Every draft with its id and the moment of its last change, the latest first."""
    rows = reader.all("SELECT id, form, changed_at FROM draft ORDER BY changed_at DESC, id DESC")
    return [(id_, form, datetime.fromisoformat(changed_at)) for id_, form, changed_at in rows]
