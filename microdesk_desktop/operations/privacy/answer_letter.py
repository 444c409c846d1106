"""The letter that answers a person: what an erasure will keep, and the file where the user wants it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from microdesk_desktop.base.files.atomic import translate_os_errors, write_atomic
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.domain.privacy.requests import RequestKind
from microdesk_desktop.operations.documents.follow_up.letter import letter_pdf
from microdesk_desktop.operations.erasure_plan import plan_erasure
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.requests import load_request


def kept_after_erasure(reader: Reader, number: int) -> Sequence[tuple[str, date]]:
    """The records that a law will keep of whoever asked to be erased, the first to go first; none for other requests.

    Raises DOCUMENTS_CHANGED (`subjects`) as the erasure does.
    """
    request = load_request(reader, number)
    if request is None or request.kind is not RequestKind.ERASURE or request.client_id is None:
        return ()
    kept = plan_erasure(reader, request.client_id).kept.values()
    return sorted(((each.number, each.until) for each in kept), key=lambda each: (each[1], each[0]))


def save_letter(session: Session, page: Page, path: Path) -> None:
    """Write the letter as PDF/A-3b. Blocks while Typst works.

    Raises INVALID_VALUE (`field`: letter) for a character that no font has, PAGES_FAILED, or as the file answers.
    """
    content = letter_pdf(session, page)
    with translate_os_errors():
        write_atomic(path, content)
