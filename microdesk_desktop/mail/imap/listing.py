"""One list of conversations, read from the newest letter down, a few hundred headers at a time.

    positions 1 … N (the whole folder, or the UIDs that a search found) ─▶ FETCH of the top 150 ─▶ conversations
                                                                           of them ─▶ 50 rows, the rest later

A cursor is the UID below which the next page begins, with its position: what arrives or leaves meanwhile moves
positions, never UIDs. A folder is never read whole, and never all its UIDs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.threads import ThreadHeader, conversations
from microdesk_desktop.domain.mail.types import Page
from microdesk_desktop.mail.imap.client import READ_S
from microdesk_desktop.mail.imap.connection import Selected, Session
from microdesk_desktop.mail.imap.folders import FolderTree
from microdesk_desktop.mail.imap.headers import SUMMARY, Summary, summary
from microdesk_desktop.mail.imap.keys import folder_key
from microdesk_desktop.mail.imap.rows import conversation_row
from microdesk_desktop.mail.imap.search import criteria

CHUNK = 150
"""Headers of one FETCH: they make 83 conversations in 33 ms (mail.md, 1), more than a page."""
_MOST_CHUNKS = 7
"""Of one page, where a few conversations have hundreds of letters; Yahoo answers at most 1,000 letters a command."""
_CONTEXT = 450
"""Letters above a cursor that are read again, to leave out conversations that pages before have shown."""
MOST_LETTERS = 5_000
"""In memory for one account (mail.md, 7)."""
_TEXTS_S = 120.0
"""For the answer to a search in texts: without an index a server reads every letter, 50,000 of them in 3 s from its own
disk (mail.md, 1), and many times longer on a busy one."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: below this UID, which was at this position."""

    validity: int
    uid: int
    position: int

    def text(self) -> str:
        return f"{self.validity}.{self.uid}.{self.position}"


@dataclass(frozen=True, slots=True)
class Sought:
    """A folder, by its name on the wire, and the words of a search in it, which are empty for all its letters.

    Without a folder the words are sought in several.
    """

    folder: bytes | None
    words: str
    in_texts: bool


def read_cursor(text: str) -> Cursor:
    """The cursor of a text. Raises INVALID_VALUE for one that is none."""
    numbers = text.split(".")
    if len(numbers) != 3 or not all(each.isascii() and each.isdecimal() and len(each) < 20 for each in numbers):
        raise KnownError(ErrorCode.INVALID_VALUE, field="after")
    return Cursor(*map(int, numbers))


class Listing:
    """The letters of a folder, or of a search in it, that were loaded so far; the newest ones, without a gap."""

    def __init__(self, folder: bytes, sought: Sought) -> None:
        self.sought = sought
        self._folder = folder
        self._letters: dict[int, Summary] = {}  # by UID
        self._headers: dict[int, ThreadHeader] = {}  # of the same letters; their people take time to read
        self._lowest = 0  # position of the lowest letter that was loaded, 0 before the first
        self._validity = 0
        self._found: Sequence[int] | None = None  # UIDs of a search, in rising order

    @property
    def letters(self) -> Sequence[Summary]:
        return tuple(self._letters.values())

    def page(self, session: Session, after: str | None, most: int, tree: FolderTree, job: Job) -> Page:
        """At most `most` rows after a cursor.

        Raises INVALID_VALUE for a cursor that is none, MAIL_GONE where UIDs have begun again since it was made.
        """
        cursor = None if after is None else read_cursor(after)
        selected = session.examine(self._folder)
        if cursor is not None and cursor.validity != selected.validity:
            raise KnownError(ErrorCode.MAIL_GONE)
        self._begin(session, selected, cursor)
        below = cursor.uid if cursor else None
        groups = self._groups(below)
        for _ in range(_MOST_CHUNKS):
            # One more than a page, so that the last row of the page is known not to continue the list.
            if len(groups) > most or self._lowest <= 1:
                break
            job.checkpoint()
            self._load(session, max(self._lowest - CHUNK, 1), self._lowest - 1)
            groups = self._groups(below)
        shown = groups[:most]
        rows = sorted((conversation_row(group, tree.role) for group in shown), key=lambda row: row.when, reverse=True)
        is_last = len(groups) <= most and self._lowest <= 1
        # A conversation of more than a thousand letters, shown before, can fill all that was loaded for this page.
        uid = _newest(shown[-1]) if shown else min(self._letters, default=0)
        following = self._cursor(uid, selected) if uid and not is_last else None
        return Page(rows=tuple(rows), next=following, stamp=stamp(selected))

    def _begin(self, session: Session, selected: Selected, after: Cursor | None) -> None:
        """Load what a first page needs; for a later one nothing, when the letters above its cursor are here."""
        is_here = after is not None and self._validity == selected.validity and after.uid in self._letters
        if is_here and len(self._letters) < MOST_LETTERS:
            return
        self._letters.clear()
        self._headers.clear()
        self._validity = selected.validity
        self._found = search(session, self.sought) if self.sought.words.strip() else None
        count = selected.count if self._found is None else len(self._found)
        top = count if after is None else min(count, after.position + _CONTEXT)
        self._lowest = top + 1
        if top:
            self._load(session, max((after.position if after else top + 1) - CHUNK, 1), top)

    def _load(self, session: Session, first: int, last: int) -> None:
        """Fetch the headers from one position to another, both included, and keep those above `first`."""
        for low in range(max(last - CHUNK + 1, first), first - CHUNK, -CHUNK):
            high = min(low + CHUNK - 1, last)
            for data in self._fetch(session, max(low, first), high):
                letter = summary(self._folder, self._validity, data)
                if letter is not None:
                    self._letters[letter.key.uid] = letter
                    self._headers[letter.key.uid] = letter.thread_header()
        self._lowest = first

    def _fetch(self, session: Session, first: int, last: int) -> Sequence[dict[bytes, Any]]:
        if last < first:
            return ()
        if self._found is not None:
            return session.fetch(self._found[first - 1 : last], SUMMARY)
        return session.fetch_positions(first, last, SUMMARY)

    def _groups(self, below: int | None) -> list[tuple[Summary, ...]]:
        """The conversations whose newest letter is below a UID, the newest first."""
        by_key = {letter.key.text(): letter for letter in self._letters.values()}
        threads = conversations(tuple(self._headers.values()))
        groups = [tuple(by_key[header.key] for header in thread) for thread in threads]
        if below is not None:
            groups = [group for group in groups if _newest(group) < below]
        return sorted(groups, key=_newest, reverse=True)

    def _cursor(self, uid: int, selected: Selected) -> str:
        above = sum(1 for each in self._letters if each > uid)
        position = self._lowest + len(self._letters) - above - 1
        return Cursor(selected.validity, uid, max(position, 1)).text()


def stamp(selected: Selected) -> str:
    """The state of a folder, for `wait`."""
    numbers = (selected.validity, selected.next_uid, selected.count, selected.modseq)
    return ".".join(map(str, numbers)) + "." + folder_key(selected.name)


def search(session: Session, sought: Sought) -> Sequence[int]:
    """The UIDs that a search finds in the selected folder, in rising order."""
    wanted = criteria(sought.words, in_texts=sought.in_texts)
    is_plain = all(each.isascii() for each in wanted if isinstance(each, bytes))
    with session.client.patient(_TEXTS_S if sought.in_texts else READ_S):
        found = session.client.search(wanted, None if is_plain else "UTF-8")
    return sorted(each for each in found if isinstance(each, int))


def _newest(group: tuple[Summary, ...]) -> int:
    return max(letter.key.uid for letter in group)
