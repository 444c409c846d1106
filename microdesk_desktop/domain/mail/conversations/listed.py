"""The conversations of one list that are in memory: one page after another, renewed at its top while mail arrives."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from microdesk_desktop.domain.mail.types import Page, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKey:
    """Which list: of a folder (None for all letters) of an account, with the words of a search.

    `in_texts`: the words are sought in the texts of letters too, which takes some servers seconds.
    """

    account_id: str
    folder: str | None
    words: str = ""
    in_texts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The rows that were read so far, newest first; `next` is the cursor of what follows, None at the end.

    `stamp` is the state of the folder when its first page was read.
    """

    rows: tuple[Row, ...]
    next: str | None
    stamp: str

    def extended(self, page: Page) -> "Listed":
        """With the following page; a conversation that is listed already is not repeated."""
        known = _known(self.rows)
        new = tuple(row for row in page.rows if known.isdisjoint((row.key, *row.letters)))
        return replace(self, rows=self.rows + new, next=page.next)

    def renewed(self, first: Page, *, may_have_left: bool) -> "Listed":
        """With its first page read again; the rows below that page stay, so that what is in sight does not jump.

        `may_have_left`: a row above the last one of the page, and no longer on it, has left the folder. Where that last
        one is not known, nothing below the page is certain: it is read again when it is scrolled to.
        """
        shown = _known(first.rows)
        again = [at for at, row in enumerate(self.rows) if not shown.isdisjoint((row.key, *row.letters))]
        former = _known(self.rows)
        ends_known = bool(again) and not former.isdisjoint((first.rows[-1].key, *first.rows[-1].letters))
        if first.next is None or not again or (may_have_left and not ends_known):
            return Listed(rows=first.rows, next=first.next, stamp=first.stamp)
        kept = self.rows[again[-1] + 1 :] if may_have_left else self.rows
        below = tuple(row for row in kept if shown.isdisjoint((row.key, *row.letters)))
        return Listed(rows=first.rows + below, next=self.next if below else first.next, stamp=first.stamp)

    def without(self, keys: Collection[str]) -> "Listed":
        """Without the conversations of these keys."""
        return replace(self, rows=tuple(row for row in self.rows if row.key not in keys))

    def marked(self, keys: Collection[str], *, unread: bool | None = None, starred: bool | None = None) -> "Listed":
        """With other marks on these conversations; None leaves a mark as it is."""
        return replace(self, rows=tuple(_marked(row, unread, starred) if row.key in keys else row for row in self.rows))

    def filed(self, keys: Collection[str], add: frozenset[str], remove: frozenset[str]) -> "Listed":
        """With other folders of these conversations."""
        rows = (replace(row, folders=(row.folders | add) - remove) if row.key in keys else row for row in self.rows)
        return replace(self, rows=tuple(rows))

    def find(self, key: str) -> Row | None:
        """The conversation of this key, or the one that the letter of this key has become part of."""
        exact = next((row for row in self.rows if row.key == key), None)
        return exact or next((row for row in self.rows if key in row.letters), None)

    def find_again(self, row: Row) -> Row | None:
        """A conversation that was here before, though its letters have other keys now."""
        known = self.find(row.key)
        return known or next((each for each in self.rows if _marks(each) == _marks(row)), None)


def _marks(row: Row) -> tuple[object, ...]:
    """What stays with a conversation wherever it is moved."""
    return row.subject, row.people, row.when


def _known(rows: Iterable[Row]) -> set[str]:
    return {key for row in rows for key in (row.key, *row.letters)}


def _marked(row: Row, unread: bool | None, starred: bool | None) -> Row:
    return replace(
        row,
        unread=row.unread if unread is None else unread,
        starred=row.starred if starred is None else starred,
    )
