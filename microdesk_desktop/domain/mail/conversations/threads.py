"""Conversations from the headers of letters, for servers that do not group them.

Letters belong together when their message ids connect them (Message-ID, References, In-Reply-To). A subject alone
never connects two letters that have ids to go by: two invoices are both « Facture ».
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_REPLY = re.compile(r"^\s*+(?:(?:re|aw|sv|réf?|ref)\s*+(?:\[\d++\]\s*+)?:\s*+)+", re.IGNORECASE)
_PREFIXES = re.compile(r"^\s*+(?:(?:re|aw|sv|réf?|ref|tr|fwd?|wg)\s*+(?:\[\d++\]\s*+)?:\s*+)+", re.IGNORECASE)
_SAME_TALK = timedelta(days=30)
"""How far apart a reply without ids may be from the letter whose subject it repeats (mail.md, 7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadHeader:
    """What connects a letter to others.

    `references` are the message ids of References and In-Reply-To; `people` the addresses of all headers, in lower
    case.
    """

    key: str
    message_id: str
    references: tuple[str, ...]
    subject: str
    people: frozenset[str]
    when: datetime


def conversations(headers: Sequence[ThreadHeader]) -> list[tuple[ThreadHeader, ...]]:
    """The letters by conversation, oldest first in each; the result does not depend on the order of `headers`."""
    groups = _Groups()
    for header in headers:
        own = f"key {header.key}"
        for message_id in (header.message_id, *header.references):
            if message_id:
                groups.join(own, message_id)
    _join_replies_without_ids(headers, groups)
    found: dict[str, list[ThreadHeader]] = {}
    for header in sorted(headers, key=lambda each: (each.when, each.key)):
        found.setdefault(groups.root(f"key {header.key}"), []).append(header)
    return [tuple(each) for each in found.values()]


def base_subject(subject: str) -> str:
    """The subject without the prefixes of replies and forwards, in lower case: « RE : Fwd: Devis » is « devis »."""
    return _PREFIXES.sub("", subject).strip().casefold()


def _join_replies_without_ids(headers: Iterable[ThreadHeader], groups: "_Groups") -> None:
    """Join each reply without ids to the latest earlier letter of its subject, of 30 days, with a person in common."""
    by_subject: dict[str, list[ThreadHeader]] = {}
    for header in sorted(headers, key=lambda each: (each.when, each.key)):
        subject = base_subject(header.subject)
        earlier = by_subject.setdefault(subject, [])
        if subject and not header.references and _REPLY.match(header.subject):
            answered = next((each for each in reversed(earlier) if _may_answer(header, each)), None)
            if answered is not None:
                groups.join(f"key {header.key}", f"key {answered.key}")
        earlier.append(header)


def _may_answer(reply: ThreadHeader, answered: ThreadHeader) -> bool:
    return reply.when - answered.when <= _SAME_TALK and not reply.people.isdisjoint(answered.people)


class _Groups:
    """Disjoint sets of names: those that were joined, directly or through others, have one root."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, name: str) -> str:
        path = [name]
        while (parent := self._parents.get(path[-1], path[-1])) != path[-1]:
            path.append(parent)
        for each in path[:-1]:
            self._parents[each] = path[-1]
        return path[-1]

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parents[second] = first
