"""A search over several folders, for accounts whose server keeps no folder of all letters.

    each folder: SEARCH ─▶ INTERNALDATE of what it found ─▶ one order over all, newest first ─▶ the headers of the
                                                            next 150 ─▶ conversations of them ─▶ a page

A cursor is the moment and the key of a letter in that order, which is the same however often it is made.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.threads import ThreadHeader, conversations
from microdesk_desktop.domain.mail.types import Page
from microdesk_desktop.mail.imap.connection import Session
from microdesk_desktop.mail.imap.folders import FolderTree
from microdesk_desktop.mail.imap.headers import NO_DATE, SUMMARY, Summary, received_at, summary
from microdesk_desktop.mail.imap.keys import LetterKey, letter_key
from microdesk_desktop.mail.imap.listing import CHUNK, MOST_LETTERS, Sought, search, stamp
from microdesk_desktop.mail.imap.rows import conversation_row

Place = tuple[datetime, LetterKey]


class Everywhere:
    """The letters that a search found in several folders: the newest 5,000, of which some are loaded from the top."""

    def __init__(self, sought: Sought, folders: Sequence[bytes], inbox: bytes) -> None:
        self.sought = sought
        self._folders = folders
        self._inbox = inbox
        self._stamp = ""
        self._order: list[Place] = []
        self._taken = 0  # how many of the order were loaded
        self._letters: dict[LetterKey, Summary] = {}
        self._headers: list[ThreadHeader] = []

    @property
    def letters(self) -> Sequence[Summary]:
        return tuple(self._letters.values())

    def page(self, session: Session, after: str | None, most: int, tree: FolderTree, job: Job) -> Page:
        """At most `most` rows after a cursor. Raises INVALID_VALUE for a cursor that is none, and MAIL_GONE."""
        below = None if after is None else _read_cursor(after)
        if not self._stamp:
            self._find(session, job)
        start = 0 if below is None else sum(1 for place in self._order if place >= below)
        groups = self._groups(start)
        while self._taken < len(self._order) and len(groups) <= most:
            job.checkpoint()
            self._load(session, max(CHUNK, start - self._taken))
            groups = self._groups(start)
        shown = groups[:most]
        following = _cursor(self._first(shown[-1])) if len(groups) > most else None
        return Page(
            rows=tuple(conversation_row(group, tree.role) for group in shown), next=following, stamp=self._stamp
        )

    def _find(self, session: Session, job: Job) -> None:
        """Search each folder; one that cannot be opened is left out."""
        order: list[Place] = []
        for folder in self._folders:
            job.checkpoint()
            try:
                selected = session.examine(folder)
            except KnownError as error:
                if error.code is not ErrorCode.MAIL_GONE:
                    raise
                continue
            # The newest letters have the highest UIDs, but for those that were moved.
            found = search(session, self.sought)[-MOST_LETTERS:]
            order += (
                (received_at(data) or NO_DATE, LetterKey(folder, selected.validity, data[b"UID"]))
                for data in session.fetch(found, ("UID", "INTERNALDATE"))
            )
        self._order = sorted(order, reverse=True)[:MOST_LETTERS]
        self._stamp = stamp(session.examine(self._inbox))

    def _load(self, session: Session, count: int) -> None:
        """Fetch the headers of the next letters in the order."""
        by_folder: dict[tuple[bytes, int], list[int]] = {}
        for _, key in self._order[self._taken : self._taken + count]:
            by_folder.setdefault((key.folder, key.validity), []).append(key.uid)
        for (folder, validity), uids in by_folder.items():
            session.at(folder, validity)
            letters = (summary(folder, validity, data) for data in session.fetch(uids, SUMMARY))
            for letter in filter(None, letters):
                self._letters[letter.key] = letter
                self._headers.append(letter.thread_header())
        self._taken += count

    def _groups(self, start: int) -> list[tuple[Summary, ...]]:
        """The conversations of the loaded letters that begin at this place of the order or below, the newest first."""
        by_text = {letter.key.text(): letter for letter in self._letters.values()}
        places = {key: at for at, (_, key) in enumerate(self._order[: self._taken])}
        threads = ([by_text[header.key] for header in thread] for thread in conversations(self._headers))
        found = [(min(places[letter.key] for letter in thread), tuple(thread)) for thread in threads]
        return [thread for place, thread in sorted(found, key=lambda each: each[0]) if place >= start]

    def _first(self, group: Sequence[Summary]) -> Place:
        keys = {letter.key for letter in group}
        return next(place for place in self._order if place[1] in keys)


def _cursor(place: Place) -> str:
    moment, key = place
    return f"{(moment - NO_DATE).total_seconds():.0f}.{key.text()}"


def _read_cursor(text: str) -> Place:
    seconds, _, key = text.partition(".")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 12):
        raise KnownError(ErrorCode.INVALID_VALUE, field="after")
    try:
        return NO_DATE + timedelta(seconds=int(seconds)), letter_key(key)
    except (KnownError, OverflowError):
        raise KnownError(ErrorCode.INVALID_VALUE, field="after") from None
