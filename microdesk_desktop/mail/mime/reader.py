"""Read the texts of letters in a process of its own, which stays: a hostile mail harms nothing but that process."""

from typing import TYPE_CHECKING

from microdesk_desktop.base.process.worker_options import READ_MAIL

# Imported where it is used: every vault that opens has a reader, and few open a letter at once.
if TYPE_CHECKING:
    from microdesk_desktop.base.process.standing import StandingWorker
    from microdesk_desktop.domain.mail.reading.text import Reading
    from microdesk_desktop.domain.mail.types import Body
    from microdesk_desktop.mail.mime.worker import Request

_WITHIN_S = 5.0
"""Seconds until the worker is ended: it gives up by itself after a quarter of a second of computing, which takes ten
times as long on a busy machine."""
_START_WITHIN_S = 20.0
"""Seconds that the process may take to start, which no mail prolongs: a tenth of a second on a quiet machine."""
_LONGEST_ID = 1_000


class MailReader:
    """Reads letters; safe to use from any thread, one letter at a time."""

    def __init__(self) -> None:
        self._worker: StandingWorker | None = None

    @property
    def process_id(self) -> int | None:
        """The process id of the worker that runs; None without one."""
        return None if self._worker is None else self._worker.process_id

    def start(self) -> None:
        """Start the process, so that the first letter need not wait for it. Raises OUT_OF_MEMORY when none can be."""
        from microdesk_desktop.base.process.standing import WorkerLostError
        from microdesk_desktop.mail.mime.worker import Request

        try:
            self._ask(Request(), within=_START_WITHIN_S)
        except WorkerLostError:
            return  # the next letter tries again, and is shown as text if that fails too

    def read(self, body: "Body", *, prefers_text: bool = False) -> "Reading":
        """What to show of a letter: as text where its HTML takes too long. Raises OUT_OF_MEMORY."""
        from microdesk_desktop.base.process.standing import WorkerLostError
        from microdesk_desktop.mail.mime.choose import as_text
        from microdesk_desktop.mail.mime.worker import Request

        inline_ids = tuple(each for each in body.images if len(each) <= _LONGEST_ID)
        request = Request(text=body.text, html=body.html, inline_ids=inline_ids, prefers_text=prefers_text)
        if self.process_id is None:
            self.start()
        try:
            return self._ask(request, within=_WITHIN_S)
        except WorkerLostError:
            return as_text(body.text, body.html)

    def end(self) -> None:
        """End the process with the letters in its memory; the next letter starts another."""
        if self._worker is not None:
            self._worker.end()

    def _ask(self, request: "Request", *, within: float) -> "Reading":
        import msgspec

        from microdesk_desktop.base.process.standing import StandingWorker
        from microdesk_desktop.base.process.worker import Worker
        from microdesk_desktop.domain.mail.reading.text import Reading

        worker = Worker(module="microdesk_desktop.mail.mime.worker", option=READ_MAIL)
        self._worker = self._worker or StandingWorker(worker, within=_WITHIN_S)
        answer = self._worker.ask(msgspec.msgpack.encode(request), within=within)
        return msgspec.msgpack.decode(answer, type=Reading)
