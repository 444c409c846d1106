"""The table of the ways of following a bank, and of the banks that freelancers in France name."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.domain.bank.ways import Fitness, KnownBank, Way
from microdesk_desktop.domain.text import fold


@impersonal_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resource("tables", "bank_ways.toml").read_text("utf-8"))


def ways() -> Sequence[Way]:
    """Every way but the statement file, in the order in which they are shown."""
    return [
        Way(
            provider=entry["provider"],
            fitness=Fitness(entry["fitness"]),
            banks=frozenset(entry.get("banks", ())),
            pages=tuple(entry["pages"]),
        )
        for entry in _table()["way"]
    ]


def known_banks() -> Sequence[KnownBank]:
    """The banks by name."""
    found = [
        KnownBank(
            id=entry["id"],
            name=entry["name"],
            also=tuple(entry.get("also", ())),
            listed=tuple(entry.get("listed", ())),
            layouts=tuple(entry.get("layouts", ())),
        )
        for entry in _table()["bank"]
    ]
    return sorted(found, key=lambda each: fold(each.name))
