"""What the user decides about how long data stays: another duration, or to keep longer what was announced."""

from datetime import date

from microdesk_desktop.base.bug_report import count_reports_by_year
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.retention_facts import load_chosen, load_told
from microdesk_desktop.operations.retention_rows import announce
from microdesk_desktop.operations.session import Session
from microdesk_desktop.privacy.retention import Category, durations, extended
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.privacy.retention import (
    forget_choice,
    load_choices,
    load_contacts,
    load_extensions,
    note_contact,
    save_choice,
    save_extension,
)

__all__ = ["Category"]


def set_duration(session: Session, category: Category, years: int | None) -> ChangeResult:
    """Keep a category for so many years, or until the user decides; nothing goes that was not announced for 30 days.

    Raises INVALID_VALUE (`field`) for years that the law, or the program, does not allow.
    """
    if category is Category.TRIPS:
        return _announced(set_keeping(session, Keeping(years)))

    def write(writer: Writer) -> tuple[bool, int | None]:
        if not durations(session.clock.today(), load_chosen(writer))[category].allows(years):
            raise KnownError(ErrorCode.INVALID_VALUE, field="kept_years")
        before = load_choices(writer)
        save_choice(writer, category.value, years)
        _announce(session, writer)
        return category.value in before, before.get(category.value)

    was_chosen, former = session.write(write)
    return ChangeResult(
        changes=Changes.RETENTION, undo=lambda session: _go_back(session, category, former, was_chosen=was_chosen)
    )


def keep_longer(session: Session, category: Category, item: int) -> ChangeResult:
    """Keep what was announced: a year longer, or of a client as long again, since the user is in touch with it.

    Nothing happens for what is not announced any more.
    """

    def write(writer: Writer) -> tuple[bool, date | None]:
        going = next(
            (each.going for each in load_told(writer) if (each.going.category, each.going.item) == (category, item)),
            None,
        )
        if going is None:
            return False, None
        if category.is_by_client:
            former = load_contacts(writer).get(item)
            note_contact(writer, item, session.clock.today())
        else:
            former = load_extensions(writer).get((category.value, item))
            save_extension(writer, category.value, item, extended(going, session.clock.today()))
        _announce(session, writer)
        return True, former

    is_kept, former = session.write(write)
    if not is_kept:
        return ChangeResult(changes=Changes.NOTHING)
    return ChangeResult(changes=Changes.RETENTION, undo=lambda session: _let_go(session, category, item, former))


def _let_go(session: Session, category: Category, item: int, former: date | None) -> ChangeResult:
    def write(writer: Writer) -> None:
        if not category.is_by_client:
            save_extension(writer, category.value, item, former)
        elif former is not None:
            note_contact(writer, item, former)
        _announce(session, writer)

    session.write(write)
    return ChangeResult(changes=Changes.RETENTION, undo=lambda session: keep_longer(session, category, item))


def _go_back(session: Session, category: Category, former: int | None, *, was_chosen: bool) -> ChangeResult:
    if was_chosen:
        return set_duration(session, category, former)

    def write(writer: Writer) -> None:
        forget_choice(writer, category.value)
        _announce(session, writer)

    session.write(write)
    return ChangeResult(changes=Changes.RETENTION)


def _announced(done: ChangeResult) -> ChangeResult:
    undo = done.undo
    return ChangeResult(
        changes=done.changes | Changes.RETENTION,
        undo=(lambda session: _announced(undo(session))) if undo else None,
    )


def _announce(session: Session, writer: Writer) -> None:
    announce(writer, min(session.clock.today(), session.clock.now().date()), count_reports_by_year(session.profile))
