"""The daily sums of the journal are those of its rows, and go on where it deletes its oldest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Database, Reader, Writer
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.privacy.network.days import load_first_day, load_sums
from microdesk_desktop.store.privacy.network.journal import (
    KEPT_EVENTS,
    complete_event,
    count_events,
    erase_events_before,
    load_events,
    save_event,
)
from microdesk_desktop.store.retained_years import count_by_year, erase_years

START = datetime(2026, 11, 20, 23, tzinfo=UTC)
Days = dict[tuple[str, str, str], tuple[int, int, int, datetime]]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = Database.create(tmp_path_factory.mktemp("days") / "vault.db", bytes(32))
    yield made
    made.close()


@pytest.fixture
def fresh(database: Database) -> Database:
    database.write(_empty)
    return database


def event(at: datetime, host: str = "bank.example", purpose: str = "bank.balances") -> NetworkEvent:
    return NetworkEvent(at=at, host=host, purpose=purpose, bytes_out=0, bytes_in=0, outcome="sent")


def kept_days(reader: Reader) -> Days:
    rows = reader.all('SELECT "on", host, purpose, requests, bytes_out, bytes_in, last_at FROM network_day')
    return {(on, host, purpose): (*sums, datetime.fromisoformat(last)) for on, host, purpose, *sums, last in rows}


def days_of(events: list[NetworkEvent]) -> Days:
    found: Days = {}
    for each in events:
        key = (each.at.date().isoformat(), each.host, each.purpose)
        requests, sent, received, last = found.get(key, (0, 0, 0, each.at))
        found[key] = (requests + 1, sent + each.bytes_out, received + each.bytes_in, max(last, each.at))
    return found


moments = st.integers(0, 72 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
begun = st.builds(event, moments, st.sampled_from(("a.example", "b.example")), st.sampled_from(("read", "send")))
outcomes = st.tuples(st.integers(0, 30), st.integers(0, 1_000), st.integers(0, 1_000))


@given(steps=st.lists(st.one_of(begun, outcomes, moments), max_size=30))
def test_the_sums_are_those_of_the_journal_whatever_begins_ends_and_is_erased(
    database: Database, steps: list[NetworkEvent | tuple[int, int, int] | datetime]
) -> None:
    def run(writer: Writer) -> tuple[Days, Days]:
        _empty(writer)
        known: list[tuple[int, NetworkEvent]] = []
        for step in steps:
            if isinstance(step, NetworkEvent):
                known.append((save_event(writer, step), step))
            elif isinstance(step, datetime):
                erase_events_before(writer, step)
            elif known:
                which, sent, received = step
                number, one = known[which % len(known)]
                complete_event(writer, number, replace(one, bytes_out=sent, bytes_in=received, outcome="200"))
        return kept_days(writer), days_of(load_events(writer))

    kept, expected = database.write(run)
    assert kept == expected


def test_what_the_journal_deleted_as_its_oldest_is_still_counted(fresh: Database) -> None:
    def save_many(writer: Writer) -> None:
        save_event(writer, event(START, "first.example"))
        for _ in range(KEPT_EVENTS + 2):
            save_event(writer, event(START + timedelta(days=1)))

    fresh.write(save_many)
    sums = fresh.read(lambda reader: load_sums(reader, START.date()))
    assert {each.host: each.requests for each in sums} == {"first.example": 1, "bank.example": KEPT_EVENTS + 2}
    assert fresh.read(count_events) == KEPT_EVENTS
    assert fresh.read(load_first_day) == START.date()


def test_they_are_erased_with_what_began_before_a_moment_even_where_the_journal_is_shorter(fresh: Database) -> None:
    def write(writer: Writer) -> None:
        for day in range(3):
            save_event(writer, event(START + timedelta(days=day)))
        writer.run("DELETE FROM network_event WHERE id < (SELECT max(id) FROM network_event)")
        erase_events_before(writer, START + timedelta(days=1, minutes=1))

    fresh.write(write)
    assert [on for on, *_ in fresh.read(kept_days)] == ["2026-11-22"]


def test_a_year_that_only_the_sums_still_have_is_announced_and_goes_as_a_whole(fresh: Database) -> None:
    old, recent = datetime(2025, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)

    def write(writer: Writer) -> None:
        for at in (old, old, recent):
            save_event(writer, event(at))
        writer.run('DELETE FROM network_event WHERE "at" < ?', (recent.isoformat(),))

    fresh.write(write)
    assert fresh.read(lambda reader: count_by_year(reader, "journal")) == {2025: 2, 2026: 1}
    fresh.write(lambda writer: erase_years(writer, "journal", [2025]))
    assert fresh.read(lambda reader: count_by_year(reader, "journal")) == {2026: 1}
    fresh.write(lambda writer: erase_years(writer, "journal", [2026]))
    assert (fresh.read(kept_days), fresh.read(count_events)) == ({}, 0)


def test_a_vault_from_before_has_the_sums_of_the_rows_that_it_kept(tmp_path: Path) -> None:
    former = [step for step in load_migrations() if step.number < 520]
    old = Database.create(tmp_path / "vault.db", bytes(32), migrations=former)
    rows = [
        ("2026-11-20T23:59:59.999999+00:00", "a.example", "mail.read", 1, 10, "200"),
        ("2026-11-20T09:00:00+00:00", "a.example", "mail.read", 2, 20, "sent"),
        ("2026-11-20T09:00:00+00:00", "a.example", "mail.send", 4, 40, "200"),
        ("2026-11-21T00:00:00+00:00", "a.example", "mail.read", 8, 80, "offline"),
    ]
    insert = 'INSERT INTO network_event ("at", host, purpose, bytes_out, bytes_in, outcome) VALUES (?, ?, ?, ?, ?, ?)'
    old.write(lambda writer: writer.run_many(insert, rows))
    old.close()
    migrated = Database.open(tmp_path / "vault.db", bytes(32), copy_first=lambda _: None)
    assert migrated.read(kept_days) == {
        ("2026-11-20", "a.example", "mail.read"): (2, 3, 30, datetime(2026, 11, 20, 23, 59, 59, 999_999, UTC)),
        ("2026-11-20", "a.example", "mail.send"): (1, 4, 40, datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-21", "a.example", "mail.read"): (1, 8, 80, datetime(2026, 11, 21, tzinfo=UTC)),
    }
    assert migrated.read(load_first_day) == date(2026, 11, 20)
    migrated.close()


def _empty(writer: Writer) -> None:
    for table in ("network_event", "network_day"):
        writer.run(f"DELETE FROM {table}")
