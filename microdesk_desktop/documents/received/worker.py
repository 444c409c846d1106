"""The process that reads one received file: the file on standard input, what it states as JSON on standard output.

The file comes from anywhere; whatever it makes the readers do ends with this process, which has little memory and
little time and writes no file.
"""

import sys
from dataclasses import replace

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.base.process.worker import limit_process, used_memory
from microdesk_desktop.documents.received.pdf import find_xml, first_text
from microdesk_desktop.documents.received.proposal import propose
from microdesk_desktop.documents.received.xml import read_xml
from microdesk_desktop.domain.documents.received import ReceivedContent, ReceivedForm
from microdesk_desktop.domain.records.vouchers import MAX_BYTES, MediaType, media_type_of

_MEMORY = 160 << 20
"""Bytes beyond what the program takes by itself: the largest file and its tree take two thirds of it."""
_MEMORY_UNKNOWN = 1 << 30
"""Bytes in all, where the system does not state what the program takes."""
_PROCESSOR_S = 1.5
"""Seconds of computing; an invoice of 5,000 lines takes one."""


class Answer(msgspec.Struct, frozen=True):
    """What was read, or the error code and its field."""

    content: ReceivedContent | None = None
    error: str = ""
    field: str = ""


def main() -> int:
    """Read the file and answer with a line of JSON; of a plain PDF, with a second one that has its proposal."""
    harden_process()
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if media_type_of(data) is MediaType.PDF:
        import pypdf  # noqa: F401  # before the bounds: loading it is no work of the file's
    known = used_memory()
    limit_process(memory=known + _MEMORY if known else _MEMORY_UNKNOWN, processor_s=_PROCESSOR_S)
    try:
        answer = Answer(content=read(data))
    except KnownError as error:
        answer = Answer(error=error.code.value, field=str(error.params.get("field", "")))
    except (MemoryError, RecursionError):
        answer = Answer(error=ErrorCode.INVOICE_UNREADABLE.value)
    _write(answer)
    if answer.content is not None and answer.content.form is ReceivedForm.PLAIN:
        # After the answer, which stands even if reading the text takes too much.
        _write(Answer(content=replace(answer.content, proposal=propose(first_text(data)))))
    return 0


def _write(answer: Answer) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    sys.stdout.buffer.flush()


def read(data: bytes) -> ReceivedContent:
    """What the file states. Raises as `read_received` does, MemoryError, RecursionError."""
    if len(data) > MAX_BYTES:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    match media_type_of(data):
        case None:
            return read_xml(data)
        case MediaType.PDF:
            return _read_pdf(data)
        case _:
            return ReceivedContent(form=ReceivedForm.PLAIN)


def _read_pdf(data: bytes) -> ReceivedContent:
    """The invoice inside a PDF, which may occur twice. Raises INVOICE_AMBIGUOUS where two differ."""
    contents = [read_xml(each) for each in find_xml(data)]
    invoices = {each.invoice: each for each in contents}
    if len(invoices) > 1:
        raise KnownError(ErrorCode.INVOICE_AMBIGUOUS)
    if not contents:
        return ReceivedContent(form=ReceivedForm.PLAIN)
    return ReceivedContent(form=ReceivedForm.FACTUR_X, profile=contents[0].profile, invoice=contents[0].invoice)


if __name__ == "__main__":
    sys.exit(main())
