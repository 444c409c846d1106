"""The validated lines of the books, which the database itself keeps from being changed or removed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.entries import Entry, LineFacts, Person
from microdesk_desktop.domain.books.lines import Book, BookLine, VatPart
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list

_FACTS = ", ".join(LineFacts._fields)
_COLUMNS = (
    f'book_entry.number, book, "on", paid_on, sign, is_correction, {_FACTS}, target_id, kept_until, person, digest'
)
_VAT, _NO_VAT = msgspec.json.Decoder(tuple[VatPart, ...]), "[]"
_BEFORE_FACTS = 6
_AFTER_FACTS = _BEFORE_FACTS + len(LineFacts._fields)
_ENTRY_VALUES = len(Entry._fields) - 1 + len(LineFacts._fields)
# The bank row of a payment of an invoice is that of its day; a receipt or an expense has one at most.
_LINES = (
    "SELECT \"on\", paid_on, reference, coalesce(party, ''), coalesce(nature, ''), activity, amount_cents, method,"
    " document, kind, target_id, (SELECT transaction_id FROM payment JOIN attribution ON payment_id = payment.id"
    " WHERE payment.target_id = book_entry.target_id AND (kind <> 'invoice' OR payment.paid_on = book_entry.paid_on)"
    " LIMIT 1), vat, disbursement_cents, currency, is_correction, book_entry.number FROM book_entry"
    " LEFT JOIN book_person ON book_person.number = book_entry.number"
    ' WHERE book = ? AND "on" BETWEEN ? AND ? ORDER BY book_entry.number'
)
# Documents, and the receipts that pay them.
_HELD = (
    "SELECT value FROM json_each(?) UNION SELECT receipt.id FROM receipt JOIN document"
    " ON document.number = receipt.invoice WHERE document.id IN (SELECT value FROM json_each(?))"
)
_ACTIVITIES: Mapping[str, Activity | None] = {"": None} | {each.value: each for each in Activity}
_METHODS: Mapping[str, Method | None] = {"": None} | {each.value: each for each in Method}
_KINDS: Mapping[str, TargetKind] = {each.value: each for each in TargetKind}


def closed_until(reader: Reader) -> date | None:
    """The last day of the books that is closed; None before the first closing."""
    until: str | None = reader.value(f"SELECT max(subject) FROM seal WHERE kind = '{SealKind.BOOK}'")
    return date.fromisoformat(until) if until else None


def last_entry(reader: Reader) -> Entry | None:
    """The last validated line; None before the first one."""
    row = reader.one(f"SELECT {_COLUMNS} FROM book_entry ORDER BY number DESC LIMIT 1")
    return _entry(row) if row else None


def append_entries(writer: Writer, entries: Iterable[tuple[Entry, Person]]) -> None:
    """Append validated lines with whom each names; the database refuses those that do not follow the last one."""
    marks = ", ".join("?" * _ENTRY_VALUES)
    persons: list[tuple[object, ...]] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for entry, person in entries:
            persons.append((entry.number, *person))
            yield _values(entry)

    writer.run_many(f"INSERT INTO book_entry VALUES ({marks})", rows())
    writer.run_many("INSERT INTO book_person VALUES (?, ?, ?, ?)", persons)


def iterate_entries(reader: Reader) -> Iterator[tuple[Entry, Person | None]]:
    """The validated lines in the order of their numbers, each with whom it names, None once that was removed."""
    rows = reader.iterate(
        f"SELECT {_COLUMNS}, salt, party, nature FROM book_entry LEFT JOIN book_person"
        " ON book_person.number = book_entry.number ORDER BY book_entry.number"
    )
    for *columns, salt, party, nature in rows:
        yield _entry(columns), None if salt is None else Person(salt, party, nature)


def load_entries_paid_on(reader: Reader, book: Book, paid_on: str) -> list[tuple[Entry, Person | None]]:
    """The validated lines of a book about money of one day, in ISO form, in the order of their numbers."""
    rows = reader.iterate(
        f"SELECT {_COLUMNS}, salt, party, nature FROM book_entry LEFT JOIN book_person"
        " ON book_person.number = book_entry.number WHERE book = ? AND paid_on = ? ORDER BY book_entry.number",
        (book, paid_on),
    )
    return [(_entry(row[:-3]), None if row[-3] is None else Person(*row[-3:])) for row in rows]


def load_validated(reader: Reader, book: Book, span: Span) -> list[BookLine]:
    """The validated lines that are dated in these days, in the order of their numbers."""
    rows = reader.all(_LINES, (book, span.since.isoformat(), span.until.isoformat()))
    return [
        # In the order of the fields: by their names it takes twice as long.
        BookLine(
            day(on), day(paid_on), reference, party, nature, _ACTIVITIES[activity], cents, _METHODS[method], document,
            _KINDS[kind], target_id, transaction_id, _VAT.decode(vat) if vat != _NO_VAT else (),
            disbursed, currency, bool(is_correction), number,
        )
        for (on, paid_on, reference, party, nature, activity, cents, method, document, kind, target_id, transaction_id,
             vat, disbursed, currency, is_correction, number) in rows
    ]  # fmt: skip


def line_of(entry: Entry, person: Person | None) -> BookLine:
    """The line of a book that an entry is, without the bank row that shows its money."""
    facts = entry.facts
    return BookLine(
        on=day(entry.on),
        paid_on=day(entry.paid_on),
        reference=facts.reference,
        party=person.party if person else "",
        nature=person.nature if person else "",
        activity=_ACTIVITIES[facts.activity],
        amount_cents=facts.amount_cents,
        method=_METHODS[facts.method],
        document=facts.document,
        kind=_KINDS[facts.kind],
        target_id=entry.target_id,
        vat=facts.vat_parts,
        disbursement_cents=facts.disbursement_cents,
        currency=facts.currency,
        is_correction=bool(entry.is_correction),
        entry=entry.number,
    )


def load_stray_persons(reader: Reader) -> list[int]:
    """The numbers of what names a person and belongs to no line."""
    rows = reader.iterate("SELECT number FROM book_person WHERE number NOT IN (SELECT number FROM book_entry)")
    return [number for (number,) in rows]


def load_removable(reader: Reader, on: date) -> list[int]:
    """The lines whose last day was before this one, and that still name an erased client or what is gone."""
    rows = reader.iterate(
        "SELECT book_entry.number FROM book_entry JOIN book_person ON book_person.number = book_entry.number"
        " WHERE kept_until < ? AND (target_id IN (SELECT target_id FROM kept_record)"
        " OR target_id NOT IN (SELECT id FROM target)) ORDER BY 1",
        (on.isoformat(),),
    )
    return [number for (number,) in rows]


def load_removable_of_years(reader: Reader, on: date, years: Collection[int], held: Collection[int] = ()) -> list[int]:
    """The lines of these years whose last day was before this one and that still name anybody, without those of the
    documents that are `held`."""
    rows = reader.iterate(
        "SELECT book_entry.number FROM book_entry JOIN book_person ON book_person.number = book_entry.number"
        ' WHERE kept_until < ? AND CAST(substr("on", 1, 4) AS INTEGER) IN (SELECT value FROM json_each(?))'
        f" AND target_id NOT IN ({_HELD}) ORDER BY 1",
        (on.isoformat(), json_list(years), json_list(held), json_list(held)),
    )
    return [number for (number,) in rows]


def count_named_by_year(reader: Reader, held: Collection[int] = ()) -> Mapping[int, int]:
    """How many lines of each year still name somebody, without those of the documents that are `held`."""
    sql = (
        'SELECT CAST(substr("on", 1, 4) AS INTEGER), count(*) FROM book_entry NATURAL JOIN book_person'
        f" WHERE target_id NOT IN ({_HELD}) GROUP BY 1"
    )
    return dict(reader.iterate(sql, (json_list(held), json_list(held))))


def remove_persons(writer: Writer, numbers: Sequence[int]) -> None:
    """Remove whom these lines name; the database refuses it without a seal that states it after the last day."""
    writer.run("DELETE FROM book_person WHERE number IN (SELECT value FROM json_each(?))", (json_list(numbers),))


def _entry(row: Sequence[Any]) -> Entry:
    facts = LineFacts(*row[_BEFORE_FACTS:_AFTER_FACTS])
    return Entry._make((*row[:_BEFORE_FACTS], facts, *row[_AFTER_FACTS:]))


def _values(entry: Entry) -> tuple[object, ...]:
    return (*entry[:_BEFORE_FACTS], *entry.facts, *entry[_BEFORE_FACTS + 1 :])
