"""Sendings, reminders and write-offs of documents, and what later documents did to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Sending, Way, WriteOff
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What became of a document after its issue; cents have the sign of its total.

    `credited_cents` is what credit notes took off what was still due. `is_replaced` is whether credit notes take back
    the whole, or a corrective invoice stands in its place, which `is_corrected` is about alone.
    """

    sending: Sending | None = None
    write_off: WriteOff | None = None
    credited_cents: int = 0
    is_replaced: bool = False
    is_corrected: bool = False

    @property
    def written_off_cents(self) -> int:
        """What is no longer claimed."""
        return self.write_off.cents if self.write_off else 0


NO_FOLLOW_UP = FollowUp()


def load_follow_ups(reader: Reader, document_id: int | None = None) -> dict[int, FollowUp]:
    """What became of each document, by id, of those of which something did; of one document if an id is given."""
    found: dict[int, FollowUp] = {}
    sql = "SELECT document_id, sent_on, way, account FROM sending"
    for id_, on, way, account in reader.iterate(*_of(sql, "document_id", document_id)):
        found[id_] = FollowUp(sending=Sending(on=date.fromisoformat(on), way=Way(way), account=account))
    sql = "SELECT document_id, decided_on, cents FROM write_off"
    for id_, on, cents in reader.iterate(*_of(sql, "document_id", document_id)):
        write_off = WriteOff(on=date.fromisoformat(on), cents=cents)
        found[id_] = replace(found.get(id_, NO_FOLLOW_UP), write_off=write_off)
    later = _of(_LATER, "document.id", document_id, " GROUP BY document.id")
    for id_, cents, is_corrected, is_credited in reader.iterate(*later):
        found[id_] = replace(
            found.get(id_, NO_FOLLOW_UP),
            credited_cents=cents,
            is_replaced=bool(is_corrected or is_credited),
            is_corrected=bool(is_corrected),
        )
    return found


_LATER = (
    "SELECT document.id, sum(reference.cents),"
    f" max(later.type = '{DocumentType.CORRECTIVE}'),"
    f" sum((later.type = '{DocumentType.CREDIT_NOTE}') * later.incl_tax_cents) >= document.incl_tax_cents"
    " FROM issued_reference AS reference JOIN document AS later ON later.id = reference.document_id"
    " JOIN document ON document.number = reference.number"
    " WHERE reference.kind = 'refers_to'"
    f" AND later.type IN ('{DocumentType.CORRECTIVE}', '{DocumentType.CREDIT_NOTE}')"
)


def _of(sql: str, column: str, document_id: int | None, end: str = "") -> tuple[str, Sequence[int]]:
    if document_id is None:
        return sql + end, ()
    return f"{sql} {'AND' if ' WHERE ' in sql else 'WHERE'} {column} = ?{end}", (document_id,)


def save_sending(writer: Writer, document_id: int, sending: Sending | None) -> None:
    """Replace when and how a document was sent; None where it was not."""
    writer.run("DELETE FROM sending WHERE document_id = ?", (document_id,))
    if sending is not None:
        values = (document_id, sending.on.isoformat(), sending.way, sending.account)
        writer.run("INSERT INTO sending (document_id, sent_on, way, account) VALUES (?, ?, ?, ?)", values)


def save_write_off(writer: Writer, document_id: int, write_off: WriteOff | None) -> None:
    """Replace what is written off of a document; None where nothing is."""
    writer.run("DELETE FROM write_off WHERE document_id = ?", (document_id,))
    if write_off is not None:
        values = (document_id, write_off.on.isoformat(), write_off.cents)
        writer.run("INSERT INTO write_off (document_id, decided_on, cents) VALUES (?, ?, ?)", values)


def add_reminder(writer: Writer, document_id: int, reminder: Reminder, reminder_id: int | None = None) -> int:
    """Keep a reminder that was sent; returns its id, new unless `reminder_id` gives it back."""
    return writer.run(
        "INSERT INTO reminder (id, document_id, sent_on, tone, way, body, account) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(reminder_id, document_id, reminder.on.isoformat(), reminder.tone, reminder.way, reminder.body),
            reminder.account,
        ),
    )


def delete_reminders(writer: Writer, reminder_ids: Sequence[int]) -> None:
    """Remove reminders."""
    writer.run_many("DELETE FROM reminder WHERE id = ?", [(id_,) for id_ in reminder_ids])


def load_reminders(reader: Reader, document_id: int) -> list[tuple[int, Reminder]]:
    """The reminders of one document, each with its id, in the order of their days."""
    rows = reader.iterate(
        "SELECT id, sent_on, tone, way, body, account FROM reminder WHERE document_id = ? ORDER BY sent_on, id",
        (document_id,),
    )
    return [
        (id_, Reminder(on=date.fromisoformat(on), tone=ReminderTone(tone), way=Way(way), body=body, account=account))
        for id_, on, tone, way, body, account in rows
    ]


def load_last_reminders(reader: Reader) -> dict[int, tuple[date, ReminderTone]]:
    """The day and the tone of the last reminder of each document that has one, by the document's id."""
    rows = reader.iterate("SELECT document_id, sent_on, tone FROM reminder ORDER BY sent_on, id")
    return {id_: (date.fromisoformat(on), ReminderTone(tone)) for id_, on, tone in rows}


def load_entered_rates(reader: Reader) -> dict[date, Fraction]:
    """The legal interest rates that the user entered, in percent a year, by the first day of their semester."""
    rows = reader.iterate("SELECT first_day, hundredths FROM entered_rate")
    return {date.fromisoformat(first): Fraction(hundredths, 100) for first, hundredths in rows}


def save_entered_rate(writer: Writer, first_day: date, percent: Fraction | None) -> None:
    """Replace the legal rate that the user entered for a semester; None takes it away."""
    writer.run("DELETE FROM entered_rate WHERE first_day = ?", (first_day.isoformat(),))
    if percent is not None:
        values = (first_day.isoformat(), int(percent * 100))
        writer.run("INSERT INTO entered_rate (first_day, hundredths) VALUES (?, ?)", values)


def load_reminder_days(reader: Reader) -> dict[ReminderTone, int]:
    """After how many days of lateness each reminder is proposed, where the user changed it."""
    return {ReminderTone(tone): days for tone, days in reader.iterate("SELECT tone, days FROM reminder_step")}


def save_reminder_days(writer: Writer, days: Mapping[ReminderTone, int]) -> None:
    """Replace what the user changed; an empty mapping brings the usual days back."""
    writer.run("DELETE FROM reminder_step")
    writer.run_many("INSERT INTO reminder_step (tone, days) VALUES (?, ?)", [*days.items()])
