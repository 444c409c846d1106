"""Search words of the program as a search expression of Gmail."""

import re
from datetime import date, datetime, time

from microdesk_desktop.base.errors import ErrorCode, KnownError

_TERM = re.compile(r'(?:(from|to|subject|has|since):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_NAMES = frozenset(("from", "to", "subject"))


def gmail_query(words: str) -> str:
    """The expression for plain words, `from:`, `to:`, `subject:`, `has:file` and `since:2026-01-31`.

    Any other word is searched as it stands: quotes keep Gmail from reading an operator in it. Raises INVALID_VALUE for
    a date that is none.
    """
    found = ((each[1] or "", each[2] if each[3] is None else each[3]) for each in _TERM.finditer(words))
    return " ".join(filter(None, (_term(name.lower(), value) for name, value in found)))


def _term(name: str, value: str) -> str:
    if name == "has" and value.lower() == "file":
        return "has:attachment"
    if name == "since":
        return f"after:{int(_day(value).timestamp())}"
    plain = " ".join("".join(each if each.isprintable() and each != '"' else " " for each in value).split())
    if not plain:
        return ""
    quoted = plain if plain.isalnum() else f'"{plain}"'
    if name in _NAMES:
        return f"{name}:{quoted}"
    return f'"{name}:{plain}"' if name else quoted


def _day(value: str) -> datetime:
    """The beginning of a day on this computer."""
    try:
        return datetime.combine(date.fromisoformat(value), time()).astimezone()
    except ValueError:
        raise KnownError(ErrorCode.INVALID_VALUE, field="since") from None
