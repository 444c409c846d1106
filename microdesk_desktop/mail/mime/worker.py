"""The process that reads the texts of mails: one after the other, from standard input to standard output.

It has no network, no Qt and little memory, and is ended where a mail takes too long.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.base.process.standing import serve
from microdesk_desktop.base.process.worker import limit_process, used_memory
from microdesk_desktop.domain.mail.reading.text import Reading
from microdesk_desktop.domain.mail.types import EncodedText
from microdesk_desktop.mail.mime.choose import as_text, read_texts

_MEMORY = 512 << 20
"""Bytes beyond what the program takes by itself: the tree of the longest text takes a third of it."""
_MEMORY_UNKNOWN = 2 << 30
_PROCESSOR_S = 0.25
"""Seconds of computing for one mail, after which it is shown as text; of 1,500 real mails the longest took 0.14."""
_LIFETIME_S = 3_600.0
"""Seconds of computing of the process: it bounds what nothing else does."""


class Request(msgspec.Struct, frozen=True):
    """The texts of a mail and the Content-IDs of its images; without texts, a question whether the process runs."""

    text: EncodedText | None = None
    html: EncodedText | None = None
    inline_ids: tuple[str, ...] = ()
    prefers_text: bool = False


class _TooLongError(Exception):
    """A mail took more computing than it may."""


def main() -> int:
    """Read mails until the program ends or nothing was asked for a while."""
    harden_process()
    known = used_memory()
    limit_process(memory=known + _MEMORY if known else _MEMORY_UNKNOWN, processor_s=_LIFETIME_S)
    return serve(_answer, lambda: False)


def _answer(request: bytes) -> bytes:
    return msgspec.msgpack.encode(_read(msgspec.msgpack.decode(request, type=Request)))


def _read(request: Request) -> Reading:
    try:
        with _limited(_PROCESSOR_S):
            return read_texts(request.text, request.html, request.inline_ids, prefers_text=request.prefers_text)
    except (_TooLongError, MemoryError, RecursionError):
        return as_text(request.text, request.html)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TooLongError after so much computing; Windows has no such timer, there the asking side waits less long."""
    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _give_up(*_: object) -> None:
    raise _TooLongError


if __name__ == "__main__":
    sys.exit(main())
