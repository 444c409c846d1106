"""Reasons as JSON text in a column: codes with ids, amounts and counts, never the name of a person or of a rule."""

import json
from collections.abc import Sequence

from microdesk_desktop.domain.settle.reasons import Reason

_NAMES = {"name", "reference", "rule"}


def dump_reasons(reasons: Sequence[Reason]) -> str:
    """The JSON text of these reasons. Raises ValueError for one that holds a name."""
    if any(_NAMES & reason.params.keys() for reason in reasons):
        raise ValueError("a stored reason holds ids, not names")
    return json.dumps([[reason.code, dict(reason.params)] for reason in reasons], ensure_ascii=False)


def load_reasons(text: str | None) -> tuple[Reason, ...]:
    """The reasons of a JSON text; none of NULL."""
    if text is None or text == "[]":  # most rows of a list: do not parse
        return ()
    return tuple(Reason(code=code, params=params) for code, params in json.loads(text))
