"""The usual categories of a freelancer's expenses (`expense_categories.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualCategory:
    """A category, its name by language, and the words of suppliers and labels that go with it."""

    key: str
    names: Mapping[str, str]
    words: frozenset[str]


@impersonal_cache(maxsize=1)
def usual_categories() -> Sequence[UsualCategory]:
    """The usual categories, in the order in which they are proposed."""
    content = tomllib.loads(resource("tables", "expense_categories.toml").read_text("utf-8"))
    return [
        UsualCategory(key=row["key"], names={"fr": row["fr"], "en": row["en"]}, words=frozenset(row["words"].split()))
        for row in content["category"]
    ]
