"""Reading what GoCardless answers: a value of the expected shape, or the to_known_error error that it amounts to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.json_chunks import NotJson
from microdesk_desktop.base.http.types import Response


def read_value(answer: Response, url: str) -> object:
    """The JSON of an answer. Raises PROVIDER_DOWN for what is no JSON, such as a body that was cut."""
    try:
        return answer.json()
    except NotJson:
        raise KnownError(ErrorCode.PROVIDER_DOWN, host=urlsplit(url).hostname or url) from None


def read_mapping(answer: Response, url: str) -> Mapping[str, object]:
    """The JSON object of an answer; raises also PROVIDER_CHANGED for another kind of JSON."""
    with expect_schema(url):
        return mapping(read_value(answer, url))


@contextmanager
def expect_schema(url: str) -> Iterator[None]:
    """Whatever is missing or of another type in here means that the provider changed: PROVIDER_CHANGED."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise KnownError(ErrorCode.PROVIDER_CHANGED, host=urlsplit(url).hostname or url) from error


def mapping(value: object) -> Mapping[str, object]:
    """The value as a JSON object; raises TypeError."""
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def sequence(value: object) -> Sequence[object]:
    """The value as a JSON array; raises TypeError."""
    if not isinstance(value, list):
        raise TypeError("not an array")
    return value


def text(value: object) -> str:
    """The value as a text that says something; raises TypeError."""
    if not isinstance(value, str) or not value.strip():
        raise TypeError("not a text")
    return value.strip()
