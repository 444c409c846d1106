"""Attach files to documents and drafts, remove them, and save copies; changes can be undone until the vault locks."""

import re
from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors, write_atomic
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.records.vouchers import Voucher
from microdesk_desktop.operations.documents.beside.notes import require_holder
from microdesk_desktop.operations.records.vouchers import read_voucher
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.beside import (
    delete_attachment,
    has_attachment,
    load_attachment,
    load_attachments,
    save_attachment,
)

_SEPARATORS = re.compile(r"[/\\]")
"""Of folders, in a name that came from another system."""
Kept = Sequence[tuple[int | None, Voucher]]


def attach_files(session: Session, holder: Holder, paths: Sequence[Path]) -> ChangeResult:
    """Attach pictures and PDFs to a document or a draft: all of them, or none when one is refused.

    Raises as `read_voucher` does, VOUCHER_KNOWN (`name`) for one that is attached already, UNKNOWN_TARGET.
    """
    return _put(session, holder, [(None, read_voucher(session, path)) for path in paths])


def remove_attachment(session: Session, attachment_id: int) -> ChangeResult:
    """Delete an attached file from the vault. Raises UNKNOWN_TARGET when it is not there."""
    return _remove(session, [attachment_id])


def attachment_content(session: Session, attachment_id: int) -> Voucher:
    """An attached file, to be shown. Raises UNKNOWN_TARGET when it is not there."""
    found = session.read(lambda reader: load_attachment(reader, attachment_id))
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return found[1]


def save_attachment_copy(session: Session, attachment_id: int, path: Path) -> None:
    """Write an attached file in clear where the user chose, in place of a former one.

    Raises UNKNOWN_TARGET when it is not there, DISK_FULL or READ_ONLY.
    """
    write_atomic(path, attachment_content(session, attachment_id).content)


def save_attachments(session: Session, holder: Holder, folder: Path) -> list[Path]:
    """Write every attached file of a document or a draft in clear into a folder; returns their paths.

    Each is numbered, since two files may have one name. Raises UNKNOWN_TARGET, FILE_EXISTS where a file of this name
    is there already, DISK_FULL, READ_ONLY.
    """
    session.read(lambda reader: require_holder(reader, holder))
    facts = session.read(lambda reader: load_attachments(reader, holder))
    with translate_os_errors():
        folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{place}-{_SEPARATORS.sub('_', each.name)}" for place, each in enumerate(facts, 1)]
    existing = next((path for path in paths if path.exists()), None)
    if existing is not None:
        raise KnownError(ErrorCode.FILE_EXISTS, path=existing)
    for path, each in zip(paths, facts, strict=True):
        save_attachment_copy(session, each.id, path)
    return paths


def _put(session: Session, holder: Holder, files: Kept) -> ChangeResult:
    def write(writer: Writer) -> list[int]:
        require_holder(writer, holder)
        return [_add(writer, holder, file, id_) for id_, file in files]

    ids = session.write(write)
    return ChangeResult(
        changes=Changes.DOCUMENTS,
        id=holder.document_id or holder.draft_id,
        undo=lambda session: _remove(session, ids),
    )


def _add(writer: Writer, holder: Holder, file: Voucher, attachment_id: int | None) -> int:
    if has_attachment(writer, holder, file.content):
        raise KnownError(ErrorCode.VOUCHER_KNOWN, name=file.name)
    return save_attachment(writer, holder, file, attachment_id)


def _remove(session: Session, ids: Sequence[int]) -> ChangeResult:
    def write(writer: Writer) -> tuple[Holder, list[tuple[int | None, Voucher]]]:
        found = [(id_, load_attachment(writer, id_)) for id_ in ids]
        kept = [(id_, each) for id_, each in found if each is not None]
        if not kept:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        for id_, _ in kept:
            delete_attachment(writer, id_)
        return kept[0][1][0], [(id_, each[1]) for id_, each in kept]

    holder, removed = session.write(write)
    return ChangeResult(
        changes=Changes.DOCUMENTS,
        id=holder.document_id or holder.draft_id,
        undo=lambda session: _put(session, holder, removed),
    )
