"""The process that pictures the first page of a received PDF: the file on standard input, a PNG on standard output.

The file comes from anywhere and its reader is compiled code; here what it does to that reader ends this process alone.
The PDF is given to it as lists of numbers, the only form in which Typst takes bytes that are no text without a file:
a clear copy is never on a disk, on any system.
"""

import sys

from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.base.process.worker import limit_process, used_memory
from microdesk_desktop.domain.records.vouchers import MAX_BYTES

_MEMORY = 384 << 20
"""Bytes beyond what the program takes by itself: a scanned page in colours takes half of it."""
_MEMORY_UNKNOWN = 1 << 30
_PROCESSOR_S = 2.0
"""Seconds of computing; a scanned page takes half a second."""
_DOTS_PER_INCH = 120
"""A page is then about a thousand dots wide: small print can be read."""
_PART_BYTES = 1 << 18
"""Of the PDF in one list, which takes thirty times as much while it is read: 8 MiB."""
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#let part(number) = bytes(json(bytes(sys.inputs.at(str(number)))))
#image(range(sys.inputs.len()).map(part).sum(), format: "pdf", page: 1, width: 210mm)
"""


def main() -> int:
    """Picture the page; the exit code is 1 where that cannot be done."""
    import typst

    harden_process()
    parts = _parts(sys.stdin.buffer.read(MAX_BYTES + 1))
    if not parts:
        return 1
    known = used_memory()
    limit_process(memory=known + _MEMORY if known else _MEMORY_UNKNOWN, processor_s=_PROCESSOR_S)
    try:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        picture = typst.Compiler(font_paths=fonts).compile(_PAGE, format="png", ppi=_DOTS_PER_INCH, sys_inputs=parts)
    except (RuntimeError, MemoryError):
        return 1
    if not isinstance(picture, bytes):
        return 1
    sys.stdout.buffer.write(picture)
    sys.stdout.buffer.flush()
    return 0


def _parts(data: bytes) -> dict[str, str]:
    """The bytes as JSON lists of numbers, by their places."""
    starts = range(0, len(data), _PART_BYTES)
    return {str(place): str(list(data[start : start + _PART_BYTES])) for place, start in enumerate(starts)}


if __name__ == "__main__":
    sys.exit(main())
