"""Units of quantities: codes of UN/ECE recommendation 20, and the words that users write (`units.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.domain.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: its code, its words for one and for several in each language, and other words that mean it."""

    code: str
    one: Mapping[str, str]
    many: Mapping[str, str]
    words: tuple[str, ...]


@impersonal_cache(maxsize=1)
def units() -> Mapping[str, Unit]:
    """The units that documents use, by code, in the order in which they are proposed."""
    content = tomllib.loads(resource("tables", "units.toml").read_text("utf-8"))
    return {entry["code"]: _unit(entry) for entry in content["unit"]}


def is_unit(code: str) -> bool:
    """Whether the code is one of the table."""
    return code in units()


def unit_of(text: str) -> Unit | None:
    """The unit of a code or of a French or English word for it; None where no unit is called so."""
    return units().get(text.strip().upper()) or _by_word().get(fold(text.strip()))


@impersonal_cache(maxsize=1)
def _by_word() -> Mapping[str, Unit]:
    return {fold(word): unit for unit in units().values() for word in _all_words(unit)}


def _all_words(unit: Unit) -> tuple[str, ...]:
    return (*unit.one.values(), *unit.many.values(), *unit.words)


def _unit(entry: Mapping[str, str]) -> Unit:
    return Unit(
        code=entry["code"],
        one={"fr": entry["fr"], "en": entry["en"]},
        many={"fr": entry["fr_many"], "en": entry["en_many"]},
        words=tuple(entry.get("words", ())),
    )
