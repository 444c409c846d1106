"""What stays although its time is over, because something that is not over needs it.

    a document of which money is still due, or to be given back ─┐
    a document that a draft continues                            ├─▶ it, and all that it is linked with, stays whole:
    a document of a client who waits for an answer               ┘   its client too, its names in the books, its money

An unpaid invoice may be a claim that a judgment keeps alive for longer than ten years, and whoever asked for their data
may need it against the user (RGPD art. 17-3 e and 18-1 c): once it is paid, written off or answered, it goes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.targets import load_standings
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.ageing import (
    find_numbered,
    load_client_of_each,
    load_last_years,
    load_links,
    load_waiting_clients,
    load_whole,
)
from microdesk_desktop.store.privacy.client_contacts import load_draft_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """Documents by the year of the last act on them or on what they are linked with: those that may go after their
    time, and those that are held."""

    free: Mapping[int, list[int]]
    held: Mapping[int, list[int]]


class Held:
    """What is needed still; looked up where something is over, which is seldom."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def documents(self) -> frozenset[int]:
        """The documents that stay, with those that they are linked with."""
        return frozenset(id_ for id_, root in self._roots.items() if root in self._held_roots) | self._needed

    @cached_property
    def clients(self) -> frozenset[int]:
        """The clients who stay: those of these documents, and those who wait for an answer."""
        return self._waiting | {self._client_of[id_] for id_ in self.documents}

    def by_age(self, before: date) -> Aged:
        """The documents issued before a day that are whole, by the last year of each with what it is linked with."""
        years = load_last_years(self._reader, before)
        last: dict[int, int] = defaultdict(int)
        for id_, year in years.items():
            last[self._root(id_)] = max(year, last[self._root(id_)])
        free: dict[int, list[int]] = defaultdict(list)
        held: dict[int, list[int]] = defaultdict(list)
        for id_ in load_whole(self._reader, before):
            group = held if id_ in self.documents else free
            group[last[self._root(id_)]].append(id_)
        return Aged(free=free, held=held)

    @cached_property
    def _needed(self) -> frozenset[int]:
        standings = load_standings(self._reader, TargetKind.INVOICE)
        unsettled = (id_ for id_, standing in standings.items() if standing.remaining_cents)
        continued = find_numbered(self._reader, sorted(set(_numbers_in_drafts(self._reader))))
        return frozenset((*unsettled, *continued, *self._of_waiting()))

    def _of_waiting(self) -> Iterable[int]:
        return (id_ for id_, client_id in self._client_of.items() if client_id in self._waiting)

    @cached_property
    def _client_of(self) -> Mapping[int, int]:
        return load_client_of_each(self._reader)

    @cached_property
    def _waiting(self) -> frozenset[int]:
        return load_waiting_clients(self._reader)

    @cached_property
    def _held_roots(self) -> frozenset[int]:
        return frozenset(self._roots[id_] for id_ in self._needed if id_ in self._roots)

    @cached_property
    def _roots(self) -> Mapping[int, int]:
        """One document of each group of linked ones, the same for all of it."""
        roots: dict[int, int] = {}

        def root(id_: int) -> int:
            while roots.setdefault(id_, id_) != id_:
                roots[id_] = id_ = roots[roots[id_]]
            return id_

        for one, other in load_links(self._reader):
            roots[root(one)] = root(other)
        return {id_: root(id_) for id_ in roots}

    def _root(self, id_: int) -> int:
        return self._roots.get(id_, id_)


def _numbers_in_drafts(reader: Reader) -> Iterator[str]:
    for form, _ in load_draft_forms(reader):
        try:
            draft = read_form(json.loads(form))
        except (KnownError, ValueError):
            continue
        yield from (*draft.refers_to, *draft.deposits)
