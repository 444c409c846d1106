"""What the tables and columns of an export mean, from `resources/privacy/columns.toml`."""

import tomllib
from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.i18n import french, language
from microdesk_desktop.base.paths import resource

_FRENCH, _ENGLISH = range(2)


def table_text(table: str) -> str:
    """What the rows of a table are; its name where no words are known."""
    return _said(_words()["table"].get(table), table)


def column_text(table: str, column: str) -> str:
    """What a column holds; its name where no words are known."""
    words = _words()
    return _said(words["in"].get(table, {}).get(column) or words["column"].get(column), column)


def _said(words: list[str] | None, name: str) -> str:
    if words is None:
        return name
    return words[_ENGLISH].replace("'", "’") if language() == "en" else french(words[_FRENCH])


@impersonal_cache(maxsize=None)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("privacy", "columns.toml").read_text("utf-8"))
