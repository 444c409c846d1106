"""The queue outside of the window: as JSON, and as lines of text with the command that does what is next."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.waiting.items import WaitingItem
from microdesk_desktop.views.waiting.queue import Queue
from microdesk_desktop.views.waiting.registry import BY_KIND
from microdesk_desktop.views.waiting.words import action_words, amount_text

_OBJECTS = {
    "bank": "transaction",
    "reminder": "invoice",
    "invoice": "invoice",
    "expenses": "expense",
    "received": "expense",
    "editor": "draft",
    "person_requests": "request",
}
"""What the page of an item shows, by its key."""


def waiting_json(item: WaitingItem) -> Mapping[str, object]:
    """One item in the stable shape of `todo`; `command` holds the words after the program's name, None for none."""
    return {
        "kind": item.kind,
        "title": item.title,
        "detail": item.detail,
        "object": _object_json(item),
        "amount": format_decimal(item.amount.cents) if item.amount else None,
        "currency": item.amount.currency if item.amount else None,
        "date": item.since.isoformat() if item.since else None,
        "action": item.action.value,
        "action_text": action_words()[item.action],
        "command": list(item.command) or None,
    }


def queue_lines(queue: Queue) -> Sequence[str]:
    """Every item below the name of its kind, with its next action."""
    return list(_lines(queue.items)) or [tr("Rien à traiter. Tout est réglé.")]


def _lines(items: Sequence[WaitingItem]) -> Iterator[str]:
    for kind, same in groupby(items, key=lambda item: item.kind):
        of_kind = list(same)
        yield f"{BY_KIND[kind].title()} · {counts.count(len(of_kind))}"
        yield from map(_line, of_kind)


def _line(item: WaitingItem) -> str:
    day = dates.typed_day(item.since) if item.since else ""
    what = " · ".join(filter(None, (day, amount_text(item), item.title, item.detail)))
    action = action_words()[item.action]
    if not item.command:
        return f"  {what} → {action}"
    command = shlex.join(("microdesk", *item.command))  # a reference comes from a file, and is pasted into a shell
    return "  " + tr("{what} → {action} : {command}").format(what=what, action=action, command=command)


def _object_json(item: WaitingItem) -> Mapping[str, object] | None:
    """What the item is about; None for the consent, which has no number."""
    if not isinstance(item.wanted, int):
        return None
    return {"kind": _OBJECTS[item.page], "id": str(item.wanted), "reference": item.reference or None}
