"""What the subject of a document or record and a label have in common, beyond the names of those who pay."""

import re
from collections.abc import Collection

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.stated import MONTH_OF_WORD, NOTHING_STATED, Stated, read_stated
from microdesk_desktop.reconcile.labels.vocabulary import PAYMENT_WORDS, STOP_WORDS
from microdesk_desktop.reconcile.open_items import OpenItems

_TOKEN = re.compile(r"[A-Z]{4,}|\d{4,}")
_NUMBER_ALONE = re.compile(r"(?<![\w.,/-])\d{2,6}(?![\w.,/%-])(?! ?%)")
_SILENT = PAYMENT_WORDS | STOP_WORDS | frozenset(MONTH_OF_WORD)


def shared_words(evidence: Evidence, items: OpenItems, position: int) -> Collection[str]:
    """The words and long numbers that the label and the subject share, without those of payments and of the name."""
    target = items.targets[position]
    if not target.label:
        return ()
    shared = _tokens(target.label) & _tokens(evidence.text)
    return shared - _tokens(target.party_name) if shared else ()


def is_of_stated_time(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the subject gives the day, the week or the month that the label states."""
    stated = evidence.stated
    if stated is NOTHING_STATED:
        return False
    subject = _stated(items.targets[position].label)
    if subject.days and stated.days:
        return any(_agree(one, other) for one in subject.days for other in stated.days)
    if subject.weeks and stated.weeks:
        return not set(subject.weeks).isdisjoint(stated.weeks)
    months = [month for _, month in stated.months]
    return any(_agree(one, other) for _, one in subject.months for other in months)


def has_serial_written(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the end of the document's number stands in the label: « REGLEMENT 157 »."""
    serial = items.serials[position]
    return serial is not None and serial in _numbers_alone(evidence.text)


def _agree(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two days or months are the same, a year that is not written being any."""
    return one[1:] == other[1:] and (one[0] == other[0] or not one[0] or not other[0])


@personal_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(fold(text))) - _SILENT


@personal_cache(maxsize=4096)
def _stated(label: str) -> Stated:
    return read_stated(fold(label))


@personal_cache(maxsize=64)
def _numbers_alone(text: str) -> frozenset[int]:
    return frozenset(map(int, _NUMBER_ALONE.findall(text)))
