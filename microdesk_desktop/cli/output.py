"""The result of a command, and its output on the terminal."""

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

OK, KNOWN, USAGE, PARTLY, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The same outcome as one JSON value and as lines of text; `code` is `PARTLY` when some rows were refused."""

    value: object
    text: Sequence[str] = ()
    code: int = OK


def open_streams(*, as_json: bool) -> None:
    """JSON is written in UTF-8 whatever the locale; text escapes what the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_json = as_json and stream is sys.stdout
            stream.reconfigure(errors="backslashreplace", encoding="utf-8" if is_json else None)


def show(result: Result, *, as_json: bool) -> None:
    """Write the outcome on standard output."""
    if as_json:
        _write(json.dumps(result.value, ensure_ascii=False))
        return
    for line in result.text:
        _write(line)


def show_failure(code: str, message: str, action: str = "", *, as_json: bool) -> None:
    """Write the sentence on standard error, then what to do next; with JSON, the sentence as a value too."""
    print(message, file=sys.stderr)
    if action:
        print(action, file=sys.stderr)
    if as_json:
        _write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))


def _write(line: str) -> None:
    # Flushed at once, so that a closed pipe is noticed here and not at exit.
    print(line, flush=True)
