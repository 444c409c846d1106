"""What the error responses of every provider have in common: bodies that are bounded, and the delay that they state."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.http.types import Response

MAX_ERROR_BYTES = 100_000
"""Longest body that is read as an error; real ones have a thousand bytes."""
MAX_HIDDEN_ERROR_BYTES = 10_000
"""An error behind a successful status is short; longer bodies are data, and are not decoded twice."""


def json_object(response: Response) -> Mapping[str, object] | None:
    """The body as a JSON object; None where it is longer than an error, or anything else."""
    if len(response.body) > MAX_ERROR_BYTES:
        return None
    try:
        return response.decode(dict[str, object])
    except KnownError:
        return None


def read_retry_after(text: str, now: datetime) -> timedelta | None:
    """The delay of a Retry-After header, in seconds or as a date (RFC 9110, 10.2.3); None where it states none."""
    if re.fullmatch(r"\d{1,9}", text.strip()):
        return timedelta(seconds=int(text))
    try:
        return max(timedelta(), parsedate_to_datetime(text) - now)
    except (ValueError, TypeError, OverflowError):
        return None
