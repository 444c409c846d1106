"""The process that sets pages for the window: one document after the other, from standard input to standard output."""

from datetime import datetime
from pathlib import Path

from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.base.process.standing import serve
from microdesk_desktop.documents.render.press import Order, files_of, packed, unpacked
from microdesk_desktop.documents.render.typeset import typesetter
from microdesk_desktop.domain.documents.look import Look

_MOST_RESIDENT = 256 << 20
"""Bytes of memory above which this process ends, to be started anew: 200 lines leave it at 100 MiB, 1,000 at 400."""


def main() -> int:
    """Set documents until the window ends, or this process has grown too large, or nothing was asked for a while."""
    harden_process()
    return serve(_answer, _tidy)


def _answer(request: bytes) -> bytes:
    head, (logo,) = unpacked(request)
    look = Look(logo=logo, **head["look"])
    if "at" not in head:
        return packed({}, typesetter().svg(head["page"], look))
    order = Order(
        page=head["page"],
        look=look,
        author=head["author"],
        at=datetime.fromisoformat(head["at"]),
        terms=head["terms"],
    )
    files = files_of(order)
    return packed({"names": list(files)}, list(files.values()))


def _tidy() -> bool:
    """Forget the documents before the last one; whether this process has grown too large all the same."""
    typesetter().keep_last()
    return _resident_bytes() > _MOST_RESIDENT


def _resident_bytes() -> int:
    """The memory that this process holds; 0 where the system does not state it: there it ends when it is not used."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    import resource

    return int(pages) * resource.getpagesize()
