"""Close the legal books until a day: their lines are validated, and from then on corrected by other lines only."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.retention import least_until
from microdesk_desktop.documents.seal.books import BookTally, entry_after, person_digest
from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.entries import Entry, Person, facts_of
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.book_changes import bring_books_up_to_date
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.books.changes import Correction, forget_changes, load_corrections
from microdesk_desktop.store.books.entries import append_entries, closed_until, iterate_entries, last_entry
from microdesk_desktop.store.books.lines import load_lines
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import append_seal, last_seal
from microdesk_desktop.store.vault.company import load_company

_SALT_BYTES = 16


def close_books(session: Session, until: date, job: Job | None = None) -> int:
    """Validate both books until a day that is over; returns how many lines were validated.

    All of them or none; days that are closed stay as they are, and closing them again does nothing. Raises
    PERIOD_NOT_OVER (`last`: the last day that may be closed), Cancelled.
    """
    job = job or Job()
    _check_over(until, session.clock)
    closed = session.read(closed_until)
    if closed is not None and closed >= until:
        return 0
    return session.write(lambda writer: close_lines(writer, until, session.clock, job))


def close_lines(writer: Writer, until: date, clock: Clock, job: Job | None = None) -> int:
    """Validate both books inside a transaction that changes more; as `close_books`."""
    _check_over(until, clock)
    bring_books_up_to_date(writer, clock.today)
    closed = closed_until(writer)
    if closed is not None and closed >= until:
        return 0
    days = Span(closed + timedelta(days=1) if closed else date.min, until)
    company = load_company(writer)
    tally = _tally(writer)
    append_entries(writer, _validated(_pending(writer, days, company), tally, job or Job()))
    forget_changes(writer, until)
    content = tally.closing(until.isoformat(), company.declares)
    subject, at = until.isoformat(), clock.now().isoformat()
    append_seal(
        writer,
        seal_after(last_seal(writer), at=at, kind=SealKind.BOOK, subject=subject, content=content, files={}),
    )
    return tally.entries


def _check_over(until: date, clock: Clock) -> None:
    yesterday = clock.today() - timedelta(days=1)
    if until > yesterday:
        raise KnownError(ErrorCode.PERIOD_NOT_OVER, last=yesterday)


def _tally(reader: Reader) -> BookTally:
    """What was validated so far, before the lines of the next closing."""
    tally = BookTally(last=last_entry(reader))
    for entry, _ in iterate_entries(reader):
        tally.add(entry)
    tally.begin()
    return tally


def _pending(reader: Reader, days: Span, company: Company) -> Sequence[tuple[Book, Correction]]:
    """The lines that are not validated yet, day by day.

    A company of one activity has it in every line, so that one more activity later changes no line.
    """
    only = company.activity if not company.other_activities else None
    found: list[tuple[Book, Correction]] = []
    for book in Book:
        lines = [
            *load_corrections(reader, book, days),
            *(Correction(1, each) for each in load_lines(reader, book, days)),
        ]
        if book is Book.RECEIPTS and only is not None:
            lines = [each._replace(line=_of_activity(each.line, only)) for each in lines]
        found += ((book, each) for each in lines)
    return sorted(found, key=lambda each: (each[1].line.on, each[0]))


def _of_activity(line: BookLine, activity: Activity) -> BookLine:
    return line if line.activity else line._replace(activity=activity)


def _validated(
    pending: Sequence[tuple[Book, Correction]], tally: BookTally, job: Job
) -> Iterator[tuple[Entry, Person]]:
    """The lines as entries that follow the last one."""
    for place, (book, (sign, line)) in enumerate(pending):
        job.checkpoint()
        job.progress(place, len(pending), "close")
        person = Person(salt=secrets.token_hex(_SALT_BYTES), party=line.party, nature=line.nature)
        entry = entry_after(tally.last, _entry(book, sign, line, person))
        tally.add(entry)
        yield entry, person


def _entry(book: Book, sign: int, line: BookLine, person: Person) -> Entry:
    kept_until = least_until(DocumentType.INVOICE, line.on)
    assert kept_until is not None, "the law keeps what is settled by money"
    return Entry(
        number=0,
        book=book.value,
        on=line.on.isoformat(),
        paid_on=line.paid_on.isoformat(),
        sign=sign,
        is_correction=int(line.is_correction),
        facts=facts_of(line),
        target_id=line.target_id,
        kept_until=kept_until.isoformat(),
        person=person_digest(person),
        digest="",
    )
