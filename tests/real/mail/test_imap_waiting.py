"""A change at the server reaches the program by itself."""

from collections.abc import Callable
from threading import Event, Thread

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Change
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.mail.mailbox import Other, letter

pytestmark = pytest.mark.real
Box = tuple[ImapMailbox, Other]


def changed(mine: ImapMailbox, stamp: str, action: Callable[[], object]) -> Change:
    """What `wait` returns when something happens while it waits, or has happened before."""
    found: list[Change] = []
    thread = Thread(target=lambda: found.append(mine.wait(stamp, Event())))
    thread.start()
    action()
    thread.join(30)
    assert found, "wait did not return"
    return found[0]


def test_new_marked_and_removed_letters_are_noticed(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Un"))
    page = mine.page("INBOX", "", None, job)
    change = changed(mine, page.stamp, lambda: other.add("INBOX", letter("Deux")))
    assert (change.arrived, change.everything, change.touched) == (True, False, frozenset())
    page = mine.page("INBOX", "", None, job)
    change = changed(mine, page.stamp, lambda: mine.mark([page.rows[0].key], job, starred=True))
    assert (change.arrived, change.touched) == (False, {page.rows[0].key})
    page = mine.page("INBOX", "", None, job)
    change = changed(mine, page.stamp, lambda: mine.bin([page.rows[0].key], job))
    assert (change.arrived, change.everything) == (False, True)


def test_waiting_stops_at_once(box: Box, job: Job) -> None:
    mine, _ = box
    stop = Event()
    found: list[Change] = []
    thread = Thread(target=lambda: found.append(mine.wait(mine.page("INBOX", "", None, job).stamp, stop)))
    thread.start()
    stop.set()
    thread.join(10)
    assert found == [Change()]


def test_a_folder_made_anew_is_a_change_of_everything(box: Box, job: Job) -> None:
    mine, other = box
    other.client.create_folder("Projets")
    stamp = mine.page("Projets", "", None, job).stamp
    _, rest = stamp.split(".", 1)
    assert mine.wait(f"1.{rest}", Event()) == Change(everything=True)
    with pytest.raises(KnownError) as raised:
        mine.wait("x", Event())
    assert raised.value.code is ErrorCode.MAIL_GONE
