"""Series of documents on a real vault: caught up after the program was closed, each period once, whatever happens."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from threading import Thread

import pytest
from sqlcipher3 import IntegrityError

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.recurring.series import Repeated, Rhythm, RhythmUnit, Series
from microdesk_desktop.operations.documents.drafts import change_draft, new_draft, remove_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.recurring.catch_up import catch_up
from microdesk_desktop.operations.documents.recurring.series import (
    pause_series,
    put_repeated,
    put_series,
    remove_series,
    resume_series,
    source_of_document,
    source_of_draft,
)
from microdesk_desktop.store.documents.chain import load_numbers
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.recurring import load_all_series, load_series, load_waiting
from microdesk_desktop.views.documents.recurring.sources import load_sources
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.documents.issuing import NOVA, issuing_vault
from tests.support.vaults import reopened

START = date(2027, 1, 31)
FORM = {
    "type": "invoice",
    "client": NOVA,
    "lines": [{"label": "Maintenance de {period}", "unit_price": "120.00", "period": ["2027-01-01", "2027-01-31"]}],
}


@pytest.fixture
def clock():
    return FakeClock(date(2027, 1, 30))


@pytest.fixture
def session(tmp_path, clock):
    opened = issuing_vault(tmp_path / "profile", clock=clock)
    yield opened
    opened.close()


def monthly(**facts):
    return Series(rhythm=Rhythm(start=START), **facts)


def at(clock, day):
    clock.set_forward(days=(date.fromisoformat(day) - clock.today()).days)


def drafts(session):
    """The forms of all drafts by day of issue."""
    forms = [json.loads(form) for _, form, _ in session.read(load_drafts)]
    return sorted(forms, key=lambda form: form["issue_date"])


def days(session):
    return [form["issue_date"] for form in drafts(session)]


def test_three_closed_months_are_caught_up_under_their_own_days_and_texts_each_once(session, clock):
    put_series(session, read_form(FORM), monthly(terms=7))
    assert catch_up(session, Job()).drafts == ()
    at(clock, "2027-04-30")
    assert len(catch_up(session, Job()).drafts) == 4
    assert days(session) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert [form["due_date"] for form in drafts(session)] == ["2027-02-07", "2027-03-07", "2027-04-07", "2027-05-07"]
    assert [form["lines"][0]["label"] for form in drafts(session)] == [
        "Maintenance de janvier 2027", "Maintenance de février 2027", "Maintenance de mars 2027",
        "Maintenance d'avril 2027",
    ]  # fmt: skip
    assert drafts(session)[1]["lines"][0]["period"] == ["2027-02-01", "2027-02-28"]
    assert catch_up(session, Job()).drafts == ()


def test_a_clock_that_goes_back_makes_nothing_again_and_a_removed_draft_does_not_come_back(session, clock):
    put_series(session, read_form(FORM), monthly())
    at(clock, "2027-03-31")
    made = catch_up(session, Job()).drafts
    remove_draft(session, made[1])
    for day in ("2026-01-01", "2027-02-28", "2027-03-31"):
        at(clock, day)
        assert catch_up(session, Job()).drafts == ()
    at(clock, "2027-05-01")
    assert len(catch_up(session, Job()).drafts) == 1
    assert days(session) == ["2027-01-31", "2027-03-31", "2027-04-30"]


@pytest.mark.parametrize("end", [{"until": date(2027, 2, 28)}, {"times": 2}])
def test_a_series_ends_at_its_day_or_after_its_number_of_times(session, clock, end):
    put_series(session, read_form(FORM), monthly(**end))
    at(clock, "2028-01-01")
    catch_up(session, Job())
    assert days(session) == ["2027-01-31", "2027-02-28"]


def test_what_falls_into_a_pause_is_not_made_and_the_anchor_stays(session, clock):
    series_id = put_series(session, read_form(FORM), monthly()).id
    pause_series(session, series_id)
    at(clock, "2027-03-15")
    assert catch_up(session, Job()).drafts == ()
    resumed = resume_series(session, series_id)
    at(clock, "2027-04-30")
    catch_up(session, Job())
    assert days(session) == ["2027-03-31", "2027-04-30"]
    resumed.undo(session)
    assert session.read(lambda reader: load_series(reader, series_id)).series == monthly(is_paused=True)


def test_a_stop_at_any_point_is_taken_up_again(session, clock):
    put_series(session, read_form(FORM), monthly())
    put_series(session, read_form(FORM), Series(rhythm=Rhythm(start=START, unit=RhythmUnit.WEEK), times=5))
    at(clock, "2027-06-30")
    stopped = 0
    while True:
        try:
            catch_up(session, StopsAfter(2))
            break
        except Cancelled:
            stopped += 1
    assert stopped > 2
    assert days(session) == sorted(
        ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]
        + [(START + timedelta(weeks=week)).isoformat() for week in range(5)]
    )


class StopsAfter(Job):
    """A job that the user stops at its third checkpoint."""

    def __init__(self, count):
        super().__init__()
        self._left = count

    def checkpoint(self):
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_a_period_that_cannot_be_noted_leaves_no_draft(session, clock):
    put_series(session, read_form(FORM), monthly())
    refusing = "CREATE TRIGGER refusing BEFORE INSERT ON recurring_period BEGIN SELECT raise(ABORT, 'refused'); END"
    session.write(lambda writer: writer.run(refusing))
    at(clock, "2027-02-01")
    with pytest.raises(IntegrityError, match="refused"):
        catch_up(session, Job())
    assert drafts(session) == []
    session.write(lambda writer: writer.run("DROP TRIGGER refusing"))
    assert len(catch_up(session, Job()).drafts) == 1


def test_two_at_once_make_each_period_once(session, clock):
    put_series(session, read_form(FORM), monthly())
    at(clock, "2028-01-31")
    threads = [Thread(target=catch_up, args=(session, Job())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(days(session)) == len(set(days(session))) == 13


def test_a_series_that_is_issued_gives_numbers_in_the_order_of_the_days(session, clock):
    put_series(session, read_form(FORM), monthly(is_issued=True))
    put_series(session, read_form(FORM), Series(rhythm=Rhythm(start=date(2027, 2, 15)), is_issued=True))
    at(clock, "2027-03-16")
    done = catch_up(session, Job())
    assert done.issued == ("F-2027-0001", "F-2027-0002", "F-2027-0003", "F-2027-0004")
    assert [day.isoformat() for _, day in sorted(session.read(load_numbers))] == [
        "2027-01-31", "2027-02-15", "2027-02-28", "2027-03-15",
    ]  # fmt: skip
    assert (done.drafts, done.held, drafts(session)) == ((), (), [])


def test_what_stands_against_an_issue_is_kept_and_the_draft_waits_until_it_is_gone(session, clock):
    wrong = read_form({**FORM, "client": {**NOVA, "siren": "552100555"}})
    put_series(session, wrong, monthly(is_issued=True, times=1))
    at(clock, "2027-02-01")
    held = catch_up(session, Job()).held
    (waiting,) = session.read(load_waiting)
    assert held == (waiting.draft_id,)
    assert waiting.hindrance["code"] == "document_refused"
    assert {"rule": "MD-SIREN", "term": "BT-47", "line": None, "value": ""} in waiting.hindrance["problems"]
    assert not session.read(load_numbers)
    right = replace(read_form(json.loads(waiting.form)), buyer=read_form(FORM).buyer)
    change_draft(session, waiting.draft_id, right)
    assert catch_up(session, Job()).issued == ("F-2027-0001",)


def test_a_document_that_would_stand_before_the_last_one_is_held_back(session, clock):
    put_series(session, read_form(FORM), monthly(is_issued=True, times=1))
    at(clock, "2027-02-10")
    by_hand = put_series(session, read_form(FORM), Series(rhythm=Rhythm(start=date(2027, 2, 9)), times=1)).id
    job = StopsAfter(2)
    with pytest.raises(Cancelled):
        catch_up(session, job)  # both drafts are made, none is issued
    (of_hand,) = [each for each in session.read(load_waiting) if each.series_id == by_hand]
    issue(session, of_hand.draft_id)
    assert len(catch_up(session, Job()).held) == 1
    (waiting,) = session.read(load_waiting)
    assert waiting.hindrance == {"code": "date_before_last", "last": "2027-02-09"}


def test_another_rhythm_goes_on_after_the_last_document_and_its_undo_brings_the_former_back(session, clock):
    series_id = put_series(session, read_form(FORM), monthly(times=12)).id
    at(clock, "2027-03-01")
    catch_up(session, Job())
    weekly = Series(rhythm=Rhythm(start=date(2027, 2, 22), unit=RhythmUnit.WEEK), times=12)
    changed = put_series(session, read_form(FORM), weekly, series_id)
    assert changed.id != series_id
    at(clock, "2027-03-31")
    catch_up(session, Job())
    assert days(session)[2:] == ["2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22", "2027-03-29"]
    redo = changed.undo(session)
    (former,) = session.read(load_all_series)
    assert (former.id, former.series, len(former.made)) == (series_id, monthly(times=12), 2)
    redo.undo(session)
    assert [len(each.made) for each in session.read(load_all_series)] == [2, 5]


def test_a_removed_series_comes_back_with_the_periods_that_it_made(session, clock):
    series_id = put_series(session, read_form(FORM), monthly()).id
    at(clock, "2027-03-01")
    catch_up(session, Job())
    before = session.read(load_all_series)
    removed = remove_series(session, series_id)
    assert session.read(load_all_series) == []
    assert len(drafts(session)) == 2
    removed.undo(session)
    assert session.read(load_all_series) == before
    assert catch_up(session, Job()).drafts == ()


@pytest.mark.parametrize("source", ["draft", "document"])
def test_the_repeated_document_is_the_first_of_its_series_and_is_not_made_again(session, clock, source):
    draft_id = new_draft(session, {**FORM, "issue_date": "2027-01-31"}).id
    at(clock, "2027-03-31")
    repeated = Repeated(draft_id=draft_id)
    if source == "document":
        repeated = Repeated(number=issue(session, draft_id).number)
    series_id = put_repeated(session, repeated, monthly(times=3), opens_period=True).id
    catch_up(session, Job())
    assert days(session)[-2:] == ["2027-02-28", "2027-03-31"]
    assert len(days(session)) == (3 if source == "draft" else 2)
    assert [form["lines"][0]["period"] for form in drafts(session)[-2:]] == [
        ["2027-02-01", "2027-02-28"], ["2027-03-01", "2027-03-31"],
    ]  # fmt: skip
    at(clock, "2028-01-01")
    assert catch_up(session, Job()).drafts == ()
    assert list(session.read(lambda reader: load_series(reader, series_id)).made) == [0, 1, 2]


def test_a_later_document_replaces_what_a_series_repeats_and_bills_its_own_periods(session, clock):
    series_id = put_series(session, read_form(FORM), monthly()).id
    at(clock, "2027-03-31")
    catch_up(session, Job())
    later = {**FORM, "issue_date": "2027-03-31"}
    later["lines"] = [{**FORM["lines"][0], "unit_price": "150.00", "period": ["2027-03-01", "2027-03-31"]}]
    put_repeated(session, Repeated(draft_id=new_draft(session, later).id), monthly(), series_id)
    at(clock, "2027-04-30")
    catch_up(session, Job())
    (line,) = drafts(session)[-1]["lines"]
    assert (line["unit_price"], line["period"]) == ("150.00", ["2027-04-01", "2027-04-30"])


@pytest.mark.parametrize(
    ("form", "series", "field"),
    [
        ({"type": "credit_note"}, monthly(), "type"),
        ({"lines": []}, monthly(), "lines"),
        ({}, Series(rhythm=Rhythm(start=START, every=0)), "every"),
        ({}, monthly(until=date(2027, 1, 30)), "until"),
        ({}, monthly(times=0), "times"),
        ({}, monthly(terms=366), "terms"),
        ({}, Series(rhythm=Rhythm(start=date(2017, 1, 1))), "start"),
    ],
)
def test_what_can_be_no_series_is_refused_with_its_field(session, form, series, field):
    with pytest.raises(KnownError) as caught:
        put_series(session, read_form({**FORM, **form}), series)
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, field)
    assert session.read(load_all_series) == []


def test_a_series_repeats_a_draft_or_an_issued_document(session, clock):
    put_series(session, read_form(FORM), monthly(times=1))
    at(clock, "2027-01-31")
    (draft_id,) = catch_up(session, Job()).drafts
    of_draft = session.read(lambda reader: source_of_draft(reader, draft_id))
    number = issue(session, draft_id).number
    of_document = session.read(lambda reader: source_of_document(reader, number))
    assert of_draft.day == of_document.day == START
    assert of_document.terms is None
    (line,) = of_draft.pattern.lines
    assert of_document.pattern.lines == (replace(line, activity=Activity.BNC),)
    assert of_document.pattern.client_id is not None
    assert session.read(load_sources)[-1][0] == Repeated(number=number)
    with raises_known(ErrorCode.UNKNOWN_TARGET):
        session.read(lambda reader: source_of_document(reader, "F-1"))


def test_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path, clock):
    profile = tmp_path / "killed"
    session = issuing_vault(profile, clock=clock)
    put_series(session, read_form(FORM), monthly(is_issued=True))
    session.close()
    program = f"from tests.operations.documents.recurring.test_recurring import run; run({str(profile)!r})"
    for kill_at in (1, 2, 3, 5, 8):
        ran = subprocess.run([sys.executable, "-c", program, str(kill_at)], timeout=300, check=False)
        assert ran.returncode == -signal.SIGKILL
    subprocess.run([sys.executable, "-c", program, "999"], timeout=300, check=True)
    session = reopened(profile, clock=clock)
    numbers = sorted(session.read(load_numbers))
    assert [number for number, _ in numbers] == [f"F-2027-{number:04}" for number in range(1, 13)]
    assert [day for _, day in numbers] == [day for _, day in islice(Rhythm(start=START).days(), 12)]
    assert not drafts(session)
    session.close()


def run(profile):
    """Catch up in December, and die at the checkpoint of the number given."""
    clock = FakeClock(date(2027, 12, 31))
    session = reopened(Path(profile), clock=clock)
    catch_up(session, DiesAt(int(sys.argv[1])))
    session.close()


class DiesAt(Job):
    """A job whose process is killed at a checkpoint."""

    def __init__(self, count):
        super().__init__()
        self._left = count

    def checkpoint(self):
        self._left -= 1
        if self._left == 0:
            signal.raise_signal(signal.SIGKILL)
