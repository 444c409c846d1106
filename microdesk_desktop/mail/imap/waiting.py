"""Waiting for a change of one folder, on a connection of its own: IDLE, or a look every half minute."""

import time
from collections.abc import Sequence
from datetime import timedelta
from threading import Event

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.types import Change
from microdesk_desktop.mail.imap.connection import Selected, Session
from microdesk_desktop.mail.imap.keys import LetterKey, folder_name

_IDLE_S = 8 * 60.0
"""Then IDLE is asked for anew: routers and several servers end a connection that is silent for ten minutes."""
_POLL_S = 30.0
_LOOK_S = 0.5
"""How soon `stop` is noticed."""
_SLEPT = timedelta(minutes=1)
"""Between two looks, half a second apart: the computer was asleep."""


def stamped_folder(stamp: str) -> tuple[Selected, bytes]:
    """The state and the folder of a stamp. Raises MAIL_GONE for a text that is none."""
    *numbers, key = stamp.split(".", 4)
    if len(numbers) != 4 or not all(each.isascii() and each.isdecimal() for each in numbers):
        raise KnownError(ErrorCode.MAIL_GONE)
    validity, next_uid, count, modseq = map(int, numbers)
    name = folder_name(key)
    return Selected(name, validity, next_uid, count, modseq, is_writable=False), name


def wait_for_change(session: Session, stamp: str, stop: Event, clock: Clock) -> Change:
    """What differs from the stamp, as soon as something does; an empty Change once `stop` is set.

    Raises MAIL_DROPPED where the server has closed the connection, or the computer has slept: its end may be unknown to
    this side for a quarter of an hour.
    """
    before, name = stamped_folder(stamp)
    while not stop.is_set():
        change = _difference(session, before, session.examine(name))
        if change != Change():
            return change
        if session.client.has_capability("IDLE"):
            _idle(session, stop, clock)
        else:
            stop.wait(_POLL_S)
    return Change()


def _difference(session: Session, before: Selected, now: Selected) -> Change:
    if now.validity != before.validity:
        return Change(everything=True)
    arrived = now.next_uid > before.next_uid
    # Without QRESYNC a server does not name what has left; the list is then read again, which is one page.
    left = now.count < before.count + max(now.next_uid - before.next_uid, 0) if arrived else now.count < before.count
    touched: frozenset[str] = frozenset()
    if before.modseq and now.modseq > before.modseq:
        touched = _touched(session, before, now)
    return Change(arrived=arrived, touched=touched, everything=left)


def _touched(session: Session, before: Selected, now: Selected) -> frozenset[str]:
    changed = session.client.changed_since(before.modseq)
    return frozenset(LetterKey(now.name, now.validity, uid).text() for uid in changed if uid < before.next_uid)


def _idle(session: Session, stop: Event, clock: Clock) -> None:
    """Return when the server reports something, when it is time to ask anew, or when `stop` is set."""
    client = session.client
    client.idle()
    until = time.monotonic() + _IDLE_S
    news: Sequence[object] = ()
    looked_at = clock.now()
    while not news and not stop.is_set() and time.monotonic() < until:
        news = [each for each in client.idle_check(timeout=_LOOK_S) if each and each[0] != b"OK"]
        client.check_open()
        if clock.now() - looked_at > _SLEPT:
            raise KnownError(ErrorCode.MAIL_DROPPED, host=session.host)
        looked_at = clock.now()
    # Before any other command: one that is sent while the server idles waits for its timeout.
    client.idle_done()
