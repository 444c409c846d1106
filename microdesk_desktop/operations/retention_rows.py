"""Announce what is to go, then remove it from one database, the vault or a copy, once it was announced long enough."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.operations.book_persons import remove_persons_of_years
from microdesk_desktop.operations.document_purge import Moment, purge_documents
from microdesk_desktop.operations.lapsed_clients import lapse_clients
from microdesk_desktop.operations.retention_facts import (
    NEEDED,
    Years,
    load_goings,
    load_ripe_documents,
    load_told,
    notice_rows,
)
from microdesk_desktop.operations.retention_held import Held
from microdesk_desktop.privacy.retention import ANNOUNCED, Category, Key, Notice, due, extended, tell
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import note_request
from microdesk_desktop.store.privacy.retention import (
    load_decided,
    load_look,
    log_gone,
    note_decided,
    note_new_clients,
    save_extension,
    save_look,
    save_notices,
)
from microdesk_desktop.store.retained_years import erase_years

_ERASED = (Category.PROSPECTS, Category.FORMER)
"""Of these the client is erased, as one who asks for it: what a law still keeps of it stays until its day."""


def announce(writer: Writer, day: date, reports: Years) -> Sequence[Notice]:
    """Bring the announcements up to this day; returns those that stand."""
    note_new_clients(writer, day)
    told = tell(load_told(writer), load_goings(writer, day, reports), day, load_look(writer))
    save_notices(writer, notice_rows(told))
    save_look(writer, day)
    return told


def agree_to_trips(writer: Writer, day: date) -> None:
    """Announce the trips that go now as if it had been done for long: the user, who was shown them, wants it so."""
    others = [notice for notice in load_told(writer) if notice.going.category is not Category.TRIPS]
    trips = [going for going in load_goings(writer, day, {}) if going.category is Category.TRIPS]
    agreed = [Notice(going=going, told_on=day - ANNOUNCED) for going in due(trips, day + ANNOUNCED)]
    save_notices(writer, notice_rows([*others, *agreed]))


def load_ripe(reader: Reader, day: date) -> Sequence[Notice]:
    """What was announced for long enough, and is over."""
    return [notice for notice in load_told(reader) if notice.is_ripe(day)]


def load_documents(reader: Reader, day: date) -> Sequence[tuple[int, int]]:
    """The year and the id of each document that goes today; they go in batches, before everything else."""
    return load_ripe_documents(reader, load_ripe(reader, day), day)


def erase_documents(documents: Sequence[tuple[int, int]], moment: Moment, writer: Writer) -> None:
    """Take the clients out of these documents, a batch of those that go; those of a year that is kept longer stay."""
    years = {
        notice.going.item for notice in load_ripe(writer, moment.day) if notice.going.category is Category.DOCUMENTS
    }
    purged = purge_documents(writer, [id_ for year, id_ in documents if year in years], moment)
    if purged:
        note_decided(writer, [(Category.DOCUMENTS.value, id_) for id_ in purged])
        log_gone(writer, moment.day, {Category.DOCUMENTS.value: len(purged)})


def erase_ripe(writer: Writer, moment: Moment, reports: Years) -> None:
    """Remove from the vault what is ripe, and note it for its backups and in the log; documents went before.

    The announcements are brought up to the day first: what is used again since, or was prolonged, stays.
    """
    ripe = [notice.going for notice in announce(writer, moment.day, reports) if notice.is_ripe(moment.day)]
    for going in ripe:
        if going.category is Category.DOCUMENTS:  # what is left of them has a seal that does not hold
            save_extension(writer, going.category.value, going.item, extended(going, moment.day))
    ripe = [going for going in ripe if going.category is not Category.DOCUMENTS]
    keys = [(going.category, going.item) for going in ripe]
    note_decided(writer, [(category.value, item) for category, item in keys])
    remove(writer, Removed(keys=keys, held=Held(writer).documents if needs_held(keys) else frozenset()), moment)
    for going in ripe:
        if going.category in _ERASED:
            note_request(writer, going.item, moment.at)
    counts = Counter[str]()
    for going in ripe:
        counts[going.category.value] += going.rows
    log_gone(writer, moment.day, counts)
    files = {going.item for going in ripe if going.category is Category.REPORTS}
    announce(writer, moment.day, {year: count for year, count in reports.items() if year not in files})


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What went from the vault: categories with the year, the client or the document, and the documents held by what
    is not over."""

    keys: Sequence[Key]
    held: Collection[int]


def load_removed(reader: Reader) -> Removed:
    """What went from the vault and may still be in its backups."""
    known = {each.value: each for each in Category}
    keys = [(known[name], item) for name, item in load_decided(reader) if name in known]
    return Removed(keys=keys, held=Held(reader).documents if needs_held(keys) else frozenset())


def needs_held(keys: Iterable[Key]) -> bool:
    """Whether something of these years may belong to a document that is needed still."""
    return any(category in NEEDED for category, _ in keys)


def remove(writer: Writer, removed: Removed, moment: Moment) -> None:
    """Remove these from one database; clients who are erased are left to their own erasure, reports are no rows."""
    for category in Category:
        items = [item for found, item in removed.keys if found is category]
        if not items or category in (*_ERASED, Category.REPORTS):
            continue
        if category is Category.INACTIVE:
            lapse_clients(writer, items)
            continue
        if category is Category.DOCUMENTS:
            purge_documents(writer, items, moment)
            continue
        erase_years(writer, category.value, items, removed.held)
        if category is Category.ARCHIVES:
            remove_persons_of_years(writer, items, moment.at, moment.day, removed.held)
