"""What the pane shows of a letter, made ready on a worker thread: slices of text, and images as pixels."""

from dataclasses import dataclass, field

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.gui.pictures import decode_format
from microdesk_desktop.operations.mail.reading.read_letter import ReadLetter, read_letter
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.mail.reading.letter import LetterView, letter_view
from microdesk_desktop.views.mail.reading.slices import slices

_BOUNDS = QSize(1_200, 2_400)
"""Pixels of one image: twice the widest that the shown HTML asks for, for screens of scale 2."""
_MOST_PIXELS = 24_000_000
"""Of all images of a letter together: 100 MB. Those beyond are left out."""
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"), (b"GIF87a", b"gif"), (b"GIF89a", b"gif"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """The view of a letter, its text in slices, and its images in the order of `Reading.images`."""

    view: LetterView
    slices: tuple[str, ...] = field(repr=False)
    images: tuple[QImage, ...] = field(repr=False)


def load_content(
    session: Session, account_id: str, letter: Letter, job: Job, *, prefers_text: bool = False
) -> LetterContent:
    """Read a letter at the server, and make it ready to be shown. Raises what `read_letter` raises."""
    read = read_letter(session, account_id, letter.key, job, prefers_text=prefers_text)
    return ready_content(letter, read, job)


def ready_content(letter: Letter, read: ReadLetter, job: Job) -> LetterContent:
    """The content of a letter that was read."""
    images, left = [], _MOST_PIXELS
    for content in read.images:
        job.checkpoint()
        image = _decoded(content) if left > 0 else QImage()
        left -= image.width() * image.height()
        images.append(image)
    return LetterContent(
        view=letter_view(letter, read.reading), slices=tuple(slices(read.reading.html)), images=tuple(images)
    )


def _decoded(content: bytes) -> QImage:
    """The picture, whatever its name: only formats that can refer to nothing outside, unlike SVG; else a null image."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    named = b"webp" if is_webp else next((name for start, name in _SIGNATURES if content.startswith(start)), b"")
    return (decode_format(content, named, _BOUNDS) if named else None) or QImage()
