"""Set the pages of documents and make their files: here, or in a process of its own that the window shares.

The window uses a process of its own: what long documents leave in memory goes with it, hundreds of megabytes, and so
does a fault of compiled code. A command does the work itself: another process would start for one document, which
takes longer than the document, and both would end with the command.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from microdesk_desktop.base.errors import ErrorCode, KnownError

# Imported where it is used: every vault that opens has a press, and few set a page at once.
if TYPE_CHECKING:
    from microdesk_desktop.base.process.standing import StandingWorker
    from microdesk_desktop.documents.einvoice.terms import Terms
    from microdesk_desktop.documents.render.page import Page
    from microdesk_desktop.domain.documents.look import Look

_WITHIN_S = 60.0
"""A thousand lines, the most that a draft may have, take three seconds of computing on a slow machine."""
_SHEET_WITHIN_S = 0.2
"""More for each page of a book, which has no most of lines: a page takes a fiftieth of a second."""
_HEAD_BYTES = 4
_DAY = "$day"
"""How a message has a day, which JSON lacks: the terms of an e-invoice have some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the files of a document are made of; without `terms` it has no e-invoice. `at` is the moment of issue."""

    page: "Page"
    look: "Look"
    author: str
    at: datetime
    terms: "Terms | None" = None


class Press:
    """The maker of pages of one open vault; safe to use from any thread."""

    def __init__(self, worker: "StandingWorker | None" = None) -> None:
        self._worker = worker

    @property
    def process_id(self) -> int | None:
        """The process id of the process that sets pages; None while there is none."""
        return None if self._worker is None else self._worker.process_id

    def use_own_process(self) -> None:
        """From now on work in a process of its own, which starts with the first document."""
        from microdesk_desktop.base.process.standing import StandingWorker
        from microdesk_desktop.base.process.worker import Worker
        from microdesk_desktop.base.process.worker_options import SET_PAGES

        worker = Worker(module="microdesk_desktop.documents.render.press_worker", option=SET_PAGES)
        self._worker = self._worker or StandingWorker(worker, within=_WITHIN_S)

    def svg(self, page: "Page", look: "Look") -> Sequence[bytes]:
        """The pages of a document. Raises PAGES_FAILED when the process fails twice or takes too long."""
        if self._worker is None:
            from microdesk_desktop.documents.render.typeset import typesetter

            return typesetter().svg(page, look)
        _, pages = self._ask({"page": page, "look": _look_head(look)}, [look.logo])
        return pages

    def files(self, order: Order) -> Mapping[str, bytes]:
        """The « pdf » of a document, and its « xml » where it has an e-invoice. Raises PAGES_FAILED as `svg` does."""
        if self._worker is None:
            return files_of(order)
        head = {
            "page": order.page,
            "look": _look_head(order.look),
            "author": order.author,
            "at": order.at.isoformat(),
            "terms": order.terms,
        }
        within = _WITHIN_S + _SHEET_WITHIN_S * len(order.page.get("sheets", ()))
        answer, contents = self._ask(head, [order.look.logo], within)
        return dict(zip(answer["names"], contents, strict=True))

    def end(self) -> None:
        """End the process with the documents that it has in its memory; it starts again when it is needed."""
        if self._worker is not None:
            self._worker.end()

    def _ask(
        self, head: Mapping[str, Any], contents: Sequence[bytes], within: float = _WITHIN_S
    ) -> tuple[Mapping[str, Any], Sequence[bytes]]:
        from microdesk_desktop.base.process.standing import WorkerLostError

        assert self._worker is not None
        try:
            return unpacked(self._worker.ask(packed(head, contents), within=within))
        except WorkerLostError as error:
            raise KnownError(ErrorCode.PAGES_FAILED, part="time" if error.is_late else "process") from None


def files_of(order: Order) -> dict[str, bytes]:
    """The files of a document, made in this process by this thread."""
    from microdesk_desktop.documents.einvoice.pdf import attach_xml
    from microdesk_desktop.documents.einvoice.xml import write_xml
    from microdesk_desktop.documents.render.typeset import typesetter

    pdf = typesetter().pdf(order.page, order.look, order.at)
    if order.terms is None:
        return {"pdf": pdf}
    xml = write_xml(order.terms)
    title, language = f"{order.page['title']} {order.page['number']}", order.page["language"]
    return {"pdf": attach_xml(pdf, xml, title=title, author=order.author, language=language), "xml": xml}


def packed(head: Mapping[str, Any], contents: Sequence[bytes]) -> bytes:
    """A message between the two processes: the length of the head, the head as JSON, the contents."""
    lengths = [len(content) for content in contents]
    text = json.dumps({**head, "lengths": lengths}, default=lambda day: {_DAY: day.isoformat()}).encode()
    return b"".join((len(text).to_bytes(_HEAD_BYTES), text, *contents))


def unpacked(message: bytes) -> tuple[Mapping[str, Any], Sequence[bytes]]:
    """What `packed` put together."""
    at = _HEAD_BYTES + int.from_bytes(message[:_HEAD_BYTES])
    head = json.loads(message[_HEAD_BYTES:at], object_hook=_with_days)
    contents = []
    for length in head["lengths"]:
        contents.append(message[at : at + length])
        at += length
    return head, contents


def _with_days(entries: dict[str, Any]) -> Any:
    return date.fromisoformat(entries[_DAY]) if _DAY in entries else entries


def _look_head(look: "Look") -> Mapping[str, str | bool]:
    return {"template": look.template, "accent": look.accent, "shows_code": look.shows_code}
