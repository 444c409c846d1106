"""Read a large JSON text without holding the interpreter for long.

The standard parser reads five megabytes in one call, during which no other thread runs and the window stands still.
Here the outer containers are walked in Python, and each element of an array is read by one short call.
"""

import re
from json import JSONDecoder


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


_DECODER = JSONDecoder(parse_float=str, parse_constant=_refuse_constant)
_SPACE = re.compile(r"[ \t\r\n]*")


class NotJson(ValueError):
    """The text is no JSON, or was cut."""


def parse_incrementally(body: bytes) -> object:
    """The value of a UTF-8 JSON text; a number with a fraction is given as its text. Raises NotJson."""
    try:
        text = body.decode("utf-8-sig")
        value, end = _read_value(text, _skip(text, 0))
        if _skip(text, end) != len(text):
            raise NotJson("text after the end")
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return value


def _read_value(text: str, at: int) -> tuple[object, int]:
    opening = text[at : at + 1]
    if opening == "{":
        return _read_object(text, at + 1)
    if opening == "[":
        return _read_array(text, at + 1)
    return _DECODER.raw_decode(text, at)


def _read_object(text: str, at: int) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    at = _skip(text, at)
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        _expect(text, at, '"')
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        _expect(text, at, ":")
        found[name], at = _read_value(text, _skip(text, at + 1))
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return found, at + 1
        _expect(text, at, ",")
        at = _skip(text, at + 1)


def _read_array(text: str, at: int) -> tuple[list[object], int]:
    found: list[object] = []
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        return found, at + 1
    while True:
        value, at = _DECODER.raw_decode(text, at)
        found.append(value)
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return found, at + 1
        _expect(text, at, ",")
        at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, wanted: str) -> None:
    if text[at : at + 1] != wanted:
        raise ValueError(f"expected {wanted!r} at {at}")
