"""Remove people from validated lines of the books, once the law no longer keeps them there."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from microdesk_desktop.documents.seal.books import purge_content
from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.store.books.entries import load_removable, load_removable_of_years, remove_persons
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import append_seal, last_seal


def remove_due_persons(writer: Writer, at: datetime, day: date) -> None:
    """Remove erased clients from the lines whose last day was before this one; a link of the chain states which."""
    _remove(writer, load_removable(writer, day), at, day)


def remove_persons_of_years(
    writer: Writer, years: Collection[int], at: datetime, day: date, held: Collection[int] = ()
) -> None:
    """Remove everybody from the lines of these years whose last day was before this one, in the same way.

    The lines of documents that are `held` stay as they are.
    """
    _remove(writer, load_removable_of_years(writer, day, years, held), at, day)


def _remove(writer: Writer, numbers: Sequence[int], at: datetime, day: date) -> None:
    if not numbers:
        return
    seal = seal_after(
        last_seal(writer),
        at=at.isoformat(),
        kind=SealKind.BOOK_PURGE,
        subject=day.isoformat(),
        content=purge_content(numbers),
        files={},
    )
    append_seal(writer, seal)
    remove_persons(writer, numbers)
