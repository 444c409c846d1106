"""The queue of all that waits: its counts, its first items, and which one follows another."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem
from microdesk_desktop.views.waiting.registry import PROVIDERS

# Of each kind: more than anybody handles in one go, and few enough to be read in some tens of milliseconds.
LISTED = 200
EVERYTHING = 2**31 - 1
"""More items of a kind than a vault can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits: how many of each kind, and the first ones, kind after kind."""

    counts: Mapping[str, int]
    items: Sequence[WaitingItem]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def count_by_page(reader: Reader, today: date) -> Mapping[str, int]:
    """How many things wait on each page today, by its key; pages where nothing waits are left out."""
    counted = Counter[str]()
    for provider in PROVIDERS:
        counted[provider.everything[0]] += _count(provider, reader, today)
    return +counted


def load_queue(reader: Reader, today: date, kind: str = "", listed: int = LISTED) -> Queue:
    """How much of each kind waits, and the first items of every kind, or of one."""
    few = {each.kind: each.load(reader, today, EVERYTHING) for each in PROVIDERS if each.are_few or not each.count}
    counted = {
        each.kind: len(few[each.kind]) if each.kind in few else _count(each, reader, today) for each in PROVIDERS
    }
    shown = [provider for provider in PROVIDERS if counted[provider.kind] and kind in ("", provider.kind)]
    items = [
        item
        for each in shown
        for item in _with_others(
            each, few[each.kind][:listed] if each.kind in few else each.load(reader, today, listed), counted[each.kind]
        )
    ]
    return Queue(counts=counted, items=items)


def _count(provider: Provider, reader: Reader, today: date) -> int:
    return provider.count(reader, today) if provider.count else len(provider.load(reader, today, EVERYTHING))


def _with_others(provider: Provider, items: Sequence[WaitingItem], count: int) -> Sequence[WaitingItem]:
    others = count - len(items)
    return [*items, _others(provider, others)] if others > 0 else items


def _others(provider: Provider, count: int) -> WaitingItem:
    page, wanted = provider.everything
    return WaitingItem(
        key=f"{provider.kind}:others",
        kind=provider.kind,
        title=ntr("et {count} autre", "et {count} autres", count).format(count=counts.count(count)),
        page=page,
        wanted=wanted,
        action=WaitingAction.SEE_ALL,
        others=count,
    )


def following(
    queue: Sequence[WaitingItem], listed: Sequence[str], opened: Collection[str], after: str
) -> WaitingItem | None:
    """The item to handle after one: the first below it that has not been opened, else the first from the top.

    `listed` are the keys of the queue as it was when `after` was opened: it may have left the queue since.
    """
    places = {key: place for place, key in enumerate(listed)}
    here = places.get(after, -1)
    left = [item for item in queue if item.key not in opened]
    return next((item for item in left if places.get(item.key, len(listed)) > here), left[0] if left else None)
