"""What a careful human would hesitate over in the finished year, so that a certain truth becomes one to ask about."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.banks import plain
from tests.worlds.unseen.services.firms import TAILS
from tests.worlds.unseen.services.year import Contact, Paper, Row, Year

_SHORT = 3
_WIDEST_SET = 14


def demote(year: Year) -> None:
    """Ask about each row that has a rival, unless its label itself decides."""
    certain = [row for row in year.rows if row.mode in (Mode.MUST, Mode.MAY) and not row.is_taught]
    for row in certain:
        if not row.is_cited and any(_rivals(row, year)):
            row.mode = Mode.ASK


def words(contact: Contact | None) -> set[str]:
    """The words of a contact by which a label may mean it, those of a trade apart."""
    name = plain(contact.name if contact else "").replace("-", " ").replace("'", " ")
    return {word for word in name.split() if len(word) > _SHORT} - _COMMON


_COMMON = {plain(tail) for tail in TAILS} | {
    "MAIRIE",
    "COMMUNE",
    "COLLEGE",
    "HOPITAL",
    "MEDIATHEQUE",
    "ASSOCIES",
    "FILS",
}


def _rivals(row: Row, year: Year) -> Iterator[bool]:
    others = [paper for paper in year.papers if paper not in row.parts and paper.left_cents]
    yield any(_is_as_good(paper, row, year) for paper in others)
    yield any(_competes(other, row) for other in year.rows if other is not row)
    yield len(row.parts) > 1 and not row.fee_cents and _has_other_sum(row, year)


def _is_named(contact: Contact | None, label: str) -> bool:
    return bool(words(contact) & set(plain(label).replace("-", " ").replace("'", " ").split()))


def _is_as_good(paper: Paper, row: Row, year: Year) -> bool:
    """Whether another scene's paper fits the row by amount, name and day."""
    if paper.left_cents != row.cents or paper.currency != row.currency or not _was_open(paper, row, year):
        return False
    return paper.scene != row.scene and _is_named(paper.contact, row.label)


def _was_open(paper: Paper, row: Row, year: Year) -> bool:
    reach = row.on + timedelta(days=6)
    earlier = [other for other in year.rows if paper in other.parts and other.on < row.on]
    return paper.on <= reach and not any(other.is_taught or other.mode is Mode.MUST for other in earlier)


def _competes(other: Row, row: Row) -> bool:
    """Whether another scene's row would settle the same papers as well."""
    if other.scene == row.scene or other.cents != row.cents or abs((other.on - row.on).days) > 45:
        return False
    early = timedelta(days=6)
    if other.parts and all(paper.on > row.on + early for paper in other.parts):
        return False
    return any(_is_named(paper.contact, other.label) for paper in row.parts if other.on + early >= paper.on)


def _has_other_sum(row: Row, year: Year) -> bool:
    contacts = {id(paper.contact) for paper in row.parts}
    pool = [p for p in year.papers if id(p.contact) in contacts and p.left_cents and _was_open(p, row, year)]
    wanted = {id(paper) for paper in row.parts}
    return any({id(each) for each in chosen} != wanted for chosen in _sums(pool[:_WIDEST_SET], row.cents))


def _sums(pool: Sequence[Paper], cents: int) -> Iterator[tuple[Paper, ...]]:
    for size in range(1, len(pool) + 1):
        for chosen in combinations(pool, size):
            if sum(paper.left_cents for paper in chosen) == cents:
                yield chosen
