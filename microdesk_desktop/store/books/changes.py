"""What changed since in the money of validated days, noted on the day of the change until a closing takes it in."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.books.entries import LineFacts, facts_of, reversed_line
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.store.books.entries import line_of, load_entries_paid_on
from microdesk_desktop.store.books.lines import load_lines
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader, Writer


class Change(NamedTuple):
    """A line that is to be reversed (`sign` -1) or added (1), by what it holds of its money."""

    sign: int
    facts: LineFacts


class Correction(NamedTuple):
    """A line of a book that corrects what was validated, dated on the day of the change."""

    sign: int
    line: BookLine


def touched_purchases(reader: Reader) -> list[str]:
    """The validated days, in ISO form, whose purchases may have changed in this transaction."""
    return [on for (on,) in reader.iterate('SELECT "on" FROM book_touched ORDER BY 1')]


def forget_purchases(writer: Writer) -> None:
    """Forget what was noted."""
    writer.run("DELETE FROM book_touched")


def find_changes(reader: Reader, book: Book, paid_on: str) -> Counter[Change]:
    """How the money of a validated day differs from its validated lines, by the facts of each line."""
    validated: Counter[LineFacts] = Counter()
    for entry, _ in load_entries_paid_on(reader, book, paid_on):
        validated[_compared(book, entry.settled_facts)] += entry.sign
    on = day(paid_on)
    lines = [_compared(book, facts_of(line)) for line in load_lines(reader, book, Span(on, on))]
    current = _with_validated_activities(Counter(lines), validated)
    changes: Counter[Change] = Counter()
    for sign, found in ((-1, validated - current), (1, current - validated)):
        changes.update({Change(sign, facts): copies for facts, copies in found.items()})
    return changes


def _with_validated_activities(current: Counter[LineFacts], validated: Counter[LineFacts]) -> Counter[LineFacts]:
    """The current lines; those of which the money states no activity have that of the validated lines like them.

    A closing gives them the only activity of the company, which may have more of them since.
    """
    left, found = validated - current, Counter[LineFacts]()
    for facts, copies in current.items():
        for alike in [each for each in left if not facts.activity and each._replace(activity="") == facts]:
            taken = min(left[alike], copies - validated[facts])
            if taken > 0:
                found[alike] += taken
                left[alike] -= taken
                copies -= taken
        found[facts] += copies
    return found


def note_changes(writer: Writer, book: Book, paid_on: str, changes: Counter[Change], today: date) -> None:
    """Keep what is noted of a day equal to its changes: what is new is of today, what was taken back goes.

    Of equal changes, the latest one is taken back first.
    """
    left = changes.copy()
    rows = writer.all(
        "SELECT sign, facts, changed_on, copies FROM book_change WHERE book = ? AND paid_on = ? ORDER BY changed_on",
        (book, paid_on),
    )
    kept: Counter[tuple[int, str, str]] = Counter()
    for sign, facts, changed_on, copies in rows:
        change = Change(sign, _facts(facts))
        stays = min(copies, left[change])
        left[change] -= stays
        kept[sign, facts, changed_on] += stays
    for change, copies in left.items():
        kept[change.sign, _text(change.facts), today.isoformat()] += copies
    if rows or kept:
        writer.run("DELETE FROM book_change WHERE book = ? AND paid_on = ?", (book, paid_on))
        writer.run_many(
            "INSERT INTO book_change (book, paid_on, sign, facts, changed_on, copies) VALUES (?, ?, ?, ?, ?, ?)",
            ((book, paid_on, *key, copies) for key, copies in kept.items() if copies > 0),
        )


def forget_changes(writer: Writer, until: date) -> None:
    """Forget the changes until a day, which are lines of the books from now on."""
    writer.run("DELETE FROM book_change WHERE changed_on <= ?", (until.isoformat(),))


def load_corrections(reader: Reader, book: Book, span: Span) -> list[Correction]:
    """The lines that correct what was validated, of the changes made in these days; reversals first, day by day."""
    rows = reader.all(
        "SELECT paid_on, sign, facts, changed_on, copies FROM book_change WHERE book = ? AND changed_on BETWEEN ? AND ?"
        " ORDER BY changed_on, paid_on, sign, facts",
        (book, span.since.isoformat(), span.until.isoformat()),
    )
    return [
        correction
        for paid_on, sign, facts, changed_on, copies in rows
        for correction in _corrections(reader, book, paid_on, Change(sign, _facts(facts)), day(changed_on), copies)
    ]


def _corrections(
    reader: Reader, book: Book, paid_on: str, change: Change, changed_on: date, copies: int
) -> Iterable[Correction]:
    """The lines of equal changes of one day."""
    if change.sign < 0:
        entries = load_entries_paid_on(reader, book, paid_on)
        lines = [
            reversed_line(line_of(entry, person))
            for entry, person in entries
            if entry.sign > 0 and _compared(book, entry.facts) == change.facts
        ]
    else:
        on = day(paid_on)
        current = load_lines(reader, book, Span(on, on))
        lines = [line for line in current if _compared(book, facts_of(line)) == change.facts]
    dated = (line._replace(on=changed_on, is_correction=True, entry=None) for line in lines[-copies:])
    return [Correction(change.sign, line) for line in dated]


def _compared(book: Book, facts: LineFacts) -> LineFacts:
    """What is compared of a line: how a purchase was paid is read from the bank later, and is no correction."""
    return facts._replace(method="") if book is Book.PURCHASES else facts


def _facts(text: str) -> LineFacts:
    return LineFacts(*json.loads(text))


def _text(facts: LineFacts) -> str:
    return json.dumps(list(facts), ensure_ascii=False, separators=(",", ":"))
