"""What is kept beside documents and drafts: answers to quotes, notes, attached files."""

import hashlib
from datetime import date, datetime

from microdesk_desktop.domain.documents.beside import Beside, Holder, Note, QuoteAnswer
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.records.vouchers import Voucher, VoucherFacts
from microdesk_desktop.store.database import Reader, Writer

_HELD = "document_id IS ? AND draft_id IS ?"


def load_answer(reader: Reader, document_id: int) -> QuoteAnswer | None:
    """What was answered to a quote; None when there is no such document."""
    row = reader.one(
        "SELECT status, answered_on, remark FROM document LEFT JOIN quote_answer ON document_id = id WHERE id = ?",
        (document_id,),
    )
    if row is None:
        return None
    status, on, remark = row
    return QuoteAnswer(status=DocumentStatus(status), on=date.fromisoformat(on) if on else None, remark=remark or "")


def save_answer(writer: Writer, document_id: int, answer: QuoteAnswer) -> None:
    """Replace what was answered to a quote."""
    writer.run("UPDATE document SET status = ? WHERE id = ?", (answer.status.value, document_id))
    writer.run("DELETE FROM quote_answer WHERE document_id = ?", (document_id,))
    if answer.on is not None:
        values = (document_id, answer.on.isoformat(), answer.remark)
        writer.run("INSERT INTO quote_answer (document_id, answered_on, remark) VALUES (?, ?, ?)", values)


def save_note(writer: Writer, holder: Holder, note: Note, note_id: int | None = None) -> int:
    """Add a note; returns its id, new unless `note_id` gives it back."""
    values = (note_id, holder.document_id, holder.draft_id, note.text, note.written_at.isoformat())
    return writer.run(
        "INSERT INTO document_note (id, document_id, draft_id, text, written_at) VALUES (?, ?, ?, ?, ?)", values
    )


def delete_note(writer: Writer, note_id: int) -> None:
    """Delete a note; nothing happens when there is none of this id."""
    writer.run("DELETE FROM document_note WHERE id = ?", (note_id,))


def load_note(reader: Reader, note_id: int) -> tuple[Holder, Note] | None:
    """A note with what it is about; None when there is none of this id."""
    row = reader.one("SELECT document_id, draft_id, text, written_at FROM document_note WHERE id = ?", (note_id,))
    if row is None:
        return None
    document_id, draft_id, text, written_at = row
    return Holder(document_id=document_id, draft_id=draft_id), Note(
        text=text, written_at=datetime.fromisoformat(written_at)
    )


def load_notes(reader: Reader, holder: Holder) -> list[tuple[int, Note]]:
    """The notes of a document or a draft with their ids, the oldest first."""
    return reader.keyed_rows_as(
        Note,
        f"SELECT id, text, written_at FROM document_note WHERE {_HELD} ORDER BY id",
        (holder.document_id, holder.draft_id),
    )


def save_attachment(writer: Writer, holder: Holder, file: Voucher, attachment_id: int | None = None) -> int:
    """Attach a file; returns its id, new unless `attachment_id` gives it back."""
    return writer.run(
        "INSERT INTO document_attachment (id, document_id, draft_id, name, media_type, digest, added_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            attachment_id,
            holder.document_id,
            holder.draft_id,
            file.name,
            file.media_type.value,
            _digest(file.content),
            file.added_at.isoformat(),
            file.content,
        ),
    )


def delete_attachment(writer: Writer, attachment_id: int) -> None:
    """Delete an attached file; nothing happens when there is none of this id."""
    writer.run("DELETE FROM document_attachment WHERE id = ?", (attachment_id,))


def has_attachment(reader: Reader, holder: Holder, content: bytes) -> bool:
    """Whether the document or the draft already has a file of this content."""
    sql = f"SELECT 1 FROM document_attachment WHERE {_HELD} AND digest = ?"
    return bool(reader.value(sql, (holder.document_id, holder.draft_id, _digest(content))))


def load_attachment(reader: Reader, attachment_id: int) -> tuple[Holder, Voucher] | None:
    """An attached file with what it is attached to; None when there is none of this id."""
    holders = reader.rows_as(
        Holder, "SELECT document_id, draft_id FROM document_attachment WHERE id = ?", (attachment_id,)
    )
    files = reader.rows_as(
        Voucher,
        "SELECT name, media_type, content, added_at FROM document_attachment WHERE id = ?",
        (attachment_id,),
    )
    return (holders[0], files[0]) if files else None


def load_attachments(reader: Reader, holder: Holder) -> list[VoucherFacts]:
    """What is known of the files of a document or a draft, without their content, in the order they were added."""
    return reader.rows_as(
        VoucherFacts,
        "SELECT id, name, media_type, length(content) AS size, added_at FROM document_attachment"
        f" WHERE {_HELD} ORDER BY id",
        (holder.document_id, holder.draft_id),
    )


def hand_over(writer: Writer, draft_id: int, document_id: int) -> None:
    """Give what a draft has beside it, and the trips that it invoices again, to the document that is issued of it."""
    for table in ("document_note", "document_attachment", "mileage_trip"):
        writer.run(
            f"UPDATE {table} SET document_id = ?, draft_id = NULL WHERE draft_id = ?",
            (document_id, draft_id),
        )


def load_beside(reader: Reader, draft_id: int) -> Beside:
    """All that a draft has beside it."""
    holder = Holder(draft_id=draft_id)
    ids = [each.id for each in load_attachments(reader, holder)]
    files = ((id_, found[1]) for id_ in ids if (found := load_attachment(reader, id_)) is not None)
    return Beside(notes=tuple(load_notes(reader, holder)), attachments=tuple(files))


def restore_beside(writer: Writer, draft_id: int, beside: Beside) -> None:
    """Give a restored draft what it had beside it, under the same ids."""
    holder = Holder(draft_id=draft_id)
    for note_id, note in beside.notes:
        save_note(writer, holder, note, note_id)
    for attachment_id, file in beside.attachments:
        save_attachment(writer, holder, file, attachment_id)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
