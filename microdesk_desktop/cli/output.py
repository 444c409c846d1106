"""The result of a command, and its output on the terminal."""

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from microdesk_desktop.base.text import visible_lines

OK, KNOWN, USAGE, PARTLY, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The same outcome as one JSON value and as lines of text; `code` is `PARTLY` when some rows were refused."""

    value: object
    text: Sequence[str] = ()
    code: int = OK


def open_streams(*, as_json: bool) -> None:
    """JSON is written in UTF-8 whatever the locale; text escapes what the terminal cannot show.

    An answer typed in another encoding is read with replacements, and not refused.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_json = as_json and stream is sys.stdout
            stream.reconfigure(errors="backslashreplace", encoding="utf-8" if is_json else None)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at this standard stream; Python has None for one that was closed before the start."""
    return stream is not None and stream.isatty()


def show(result: Result, *, as_json: bool) -> None:
    """Write the outcome on standard output."""
    if as_json:
        _write_json(result.value)
        return
    for line in result.text:
        write_lines(line)


def show_failure(code: str, message: str, action: str = "", *, as_json: bool) -> None:
    """Write the sentence on standard error, then what to do next; with JSON, the sentence as a value too."""
    write_lines(message, sys.stderr)
    if action:
        write_lines(action, sys.stderr)
    if as_json:
        _write_json({"error": {"code": code, "message": message}})


def write_lines(text: str, stream: TextIO | None = None, *, end: str = "\n") -> None:
    """Write a text of one or more lines, on standard output unless a stream is named.

    What would control the terminal or turn the text around (escape sequences, direction marks) is written as escapes:
    names of files and banks come from outside.
    """
    # Flushed at once, so that a closed pipe is noticed here and not at exit.
    print(visible_lines(text.removesuffix("\n")), end=end, file=stream, flush=True)


def _write_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
