"""Reasons with their values as text."""

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.settle.reasons import Reason


def make_reason(code: str, **params: object) -> Reason:
    """A reason whose values are written as text."""
    return Reason(code=code, params={name: str(value) for name, value in params.items()})


# Cached: reasons without id and amount are few, and thousands of transactions share them.
common_reason = personal_cache(maxsize=1024)(make_reason)
