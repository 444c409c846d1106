"""Announce what is to go, then remove it from one database, the vault or a copy, once it was announced long enough."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from microdesk_desktop.operations.book_persons import remove_persons_of_years
from microdesk_desktop.operations.client_rows import Moment
from microdesk_desktop.operations.retention_facts import Years, load_goings, load_told, notice_rows
from microdesk_desktop.privacy.retention import ANNOUNCED, Category, Key, Notice, due, tell
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.client_contacts import blank_contacts
from microdesk_desktop.store.privacy.erased_clients import note_request
from microdesk_desktop.store.privacy.retention import (
    load_decided,
    load_look,
    log_gone,
    note_decided,
    note_new_clients,
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


def erase_ripe(writer: Writer, moment: Moment, reports: Years) -> None:
    """Remove from the vault what is ripe, and note it for its backups and in the log.

    The announcements are brought up to the day first: what is used again since, or was prolonged, stays.
    """
    ripe = [notice.going for notice in announce(writer, moment.day, reports) if notice.is_ripe(moment.day)]
    remove(writer, [(going.category, going.item) for going in ripe], moment)
    for going in ripe:
        if going.category in _ERASED:
            note_request(writer, going.item, moment.at)
    note_decided(writer, [(going.category.value, going.item) for going in ripe])
    counts = Counter[str]()
    for going in ripe:
        counts[going.category.value] += going.rows
    log_gone(writer, moment.day, counts)
    files = {going.item for going in ripe if going.category is Category.REPORTS}
    announce(writer, moment.day, {year: count for year, count in reports.items() if year not in files})


def load_removed(reader: Reader) -> Sequence[Key]:
    """What went from the vault and may still be in its backups."""
    known = {each.value: each for each in Category}
    return [(known[name], item) for name, item in load_decided(reader) if name in known]


def remove(writer: Writer, keys: Sequence[Key], moment: Moment) -> None:
    """Remove these from one database; clients who are erased are left to their own erasure, reports are no rows."""
    for category in Category:
        items = [item for found, item in keys if found is category]
        if not items or category in (*_ERASED, Category.REPORTS):
            continue
        if category is Category.INACTIVE:
            blank_contacts(writer, items)
            continue
        erase_years(writer, category.value, items)
        if category is Category.ARCHIVES:
            remove_persons_of_years(writer, items, moment.at, moment.day)
