"""Keep drafts of sales documents: each change is on disk at once."""

import json
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.form import Form, read_form, write_form
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Beside
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.beside import load_beside, restore_beside
from microdesk_desktop.store.documents.drafts import add_draft, delete_draft, load_draft, save_draft


def new_draft(session: Session, form: Form) -> ChangeResult:
    """Keep a new draft. Raises INVALID_VALUE (`field`) or FIELD_UNKNOWN for what is no draft."""
    text = _text(read_form(form))
    draft_id = session.write(lambda writer: add_draft(writer, text, session.clock.now()))
    return ChangeResult(changes=Changes.DOCUMENTS, id=draft_id, undo=lambda session: remove_draft(session, draft_id))


def change_draft(session: Session, draft_id: int, draft: Draft, *, expected: Draft | None = None) -> ChangeResult:
    """Replace a draft. Raises UNKNOWN_TARGET when it is no longer there, DRAFT_CHANGED when it is not as `expected`."""
    before = session.write(lambda writer: _replace(writer, draft_id, draft, expected, session.clock.now()))
    return ChangeResult(
        changes=Changes.DOCUMENTS, id=draft_id, undo=lambda session: change_draft(session, draft_id, before)
    )


@dataclass(slots=True)
class OpenDraft:
    """A draft that an editor has open: its id once it is kept, and what the vault holds of it as the editor knows it.

    Only operations change it, one after the other: what the editor writes next is compared with what it wrote before.
    """

    id: int | None = None
    stored: Draft | None = None


def keep_draft(session: Session, opened: OpenDraft, draft: Draft, *, expects: bool = True) -> ChangeResult:
    """Keep what an editor shows of a draft, as a new one the first time.

    Raises DRAFT_CHANGED where another hand changed the draft meanwhile, unless nothing is expected of it, and
    UNKNOWN_TARGET where it is no longer there.
    """
    if opened.id is None:
        result = new_draft(session, write_form(draft))
        opened.id = result.id
    else:
        result = change_draft(session, opened.id, draft, expected=opened.stored if expects else None)
    opened.stored = session.read(lambda reader: require_draft(reader, opened.id or 0))
    return result


def put_draft_back(session: Session, opened: OpenDraft, draft: Draft) -> ChangeResult:
    """Keep a former state of a draft that an editor has open; undo brings back what it replaces."""
    before = session.read(lambda reader: require_draft(reader, opened.id or 0))
    keep_draft(session, opened, draft, expects=False)
    return ChangeResult(
        changes=Changes.DOCUMENTS, id=opened.id, undo=lambda session: put_draft_back(session, opened, before)
    )


def _replace(writer: Writer, draft_id: int, draft: Draft, expected: Draft | None, at: datetime) -> Draft:
    """Keep the draft in place of the one that is returned."""
    before = require_draft(writer, draft_id)
    if expected is not None and before != expected:
        raise KnownError(ErrorCode.DRAFT_CHANGED)
    save_draft(writer, draft_id, _text(draft), at)
    return before


def remove_draft(session: Session, draft_id: int) -> ChangeResult:
    """Remove a draft with its notes and files; undo brings all back. Raises UNKNOWN_TARGET when it is not there."""

    def write(writer: Writer) -> tuple[Draft, Beside]:
        before = require_draft(writer, draft_id), load_beside(writer, draft_id)
        delete_draft(writer, draft_id)
        return before

    before, beside = session.write(write)
    return ChangeResult(changes=Changes.DOCUMENTS, undo=lambda session: _restore(session, draft_id, before, beside))


def require_draft(reader: Reader, draft_id: int) -> Draft:
    """The draft of this id. Raises UNKNOWN_TARGET when there is none."""
    form = load_draft(reader, draft_id)
    if form is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return read_form(json.loads(form))


def _restore(session: Session, draft_id: int, draft: Draft, beside: Beside) -> ChangeResult:
    def write(writer: Writer) -> None:
        add_draft(writer, _text(draft), session.clock.now(), draft_id)
        restore_beside(writer, draft_id, beside)

    session.write(write)
    return ChangeResult(changes=Changes.DOCUMENTS, id=draft_id, undo=lambda session: remove_draft(session, draft_id))


def _text(draft: Draft) -> str:
    return json.dumps(write_form(draft), ensure_ascii=False)
