"""Attach vouchers to receipts and expenses, remove them, and save copies of them; changes can be undone and redone."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.new_file import new_file
from microdesk_desktop.base.files.regular import read_regular
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.vouchers import MAX_BYTES, Voucher, media_type_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.vouchers import (
    delete_voucher,
    has_voucher,
    load_voucher,
    restore_vouchers,
    save_voucher,
)

_TOUCHED = Changes.LEDGER


def add_vouchers(session: Session, record_id: int, paths: Sequence[Path]) -> ChangeResult:
    """Attach files to a receipt or expense: all of them, or none when one is refused.

    Raises VOUCHER_TOO_LARGE above `MAX_BYTES`, VOUCHER_UNKNOWN (name) for what is neither a picture nor a PDF by its
    content, VOUCHER_KNOWN (name) for one that is attached already, UNKNOWN_TARGET, and as `read_regular` does.
    """
    vouchers = [_read(session, path) for path in paths]

    def write(writer: Writer) -> list[int]:
        _check_record(writer, record_id)
        return [_add(writer, record_id, voucher) for voucher in vouchers]

    ids = session.write(write)
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _remove(session, record_id, ids))


def remove_voucher(session: Session, voucher_id: int) -> ChangeResult:
    """Delete a voucher from the vault. Raises UNKNOWN_TARGET when it is not there."""
    found = session.read(lambda reader: load_voucher(reader, voucher_id))
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return _remove(session, found[0], [voucher_id])


def save_voucher_copy(session: Session, voucher_id: int, path: Path) -> None:
    """Write a voucher to a new file of the user's choice; nothing is left of it on an error.

    Raises UNKNOWN_TARGET when it is not there, FILE_EXISTS, DISK_FULL or READ_ONLY.
    """
    found = session.read(lambda reader: load_voucher(reader, voucher_id))
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    with new_file(path, lambda: path.with_name(f".{path.name}.partial")) as file:
        file.write(found[1].content)


def _read(session: Session, path: Path) -> Voucher:
    name = one_line(path.name) or path.suffix
    try:
        content = read_regular(path, MAX_BYTES)
    except KnownError as error:
        if error.code is ErrorCode.FILE_TOO_LARGE:
            raise KnownError(ErrorCode.VOUCHER_TOO_LARGE, name=name) from error
        raise
    media_type = media_type_of(content)
    if media_type is None:
        raise KnownError(ErrorCode.VOUCHER_UNKNOWN, name=name)
    return Voucher(name=name, media_type=media_type, content=content, added_at=session.clock.now())


def _check_record(reader: Reader, record_id: int) -> None:
    target = load_target(reader, record_id)
    if target is None or target.kind is TargetKind.INVOICE:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)


def _add(writer: Writer, record_id: int, voucher: Voucher) -> int:
    if has_voucher(writer, record_id, voucher.content):
        raise KnownError(ErrorCode.VOUCHER_KNOWN, name=voucher.name)
    return save_voucher(writer, record_id, voucher)


def _remove(session: Session, record_id: int, voucher_ids: Sequence[int]) -> ChangeResult:
    """Delete vouchers of one record. Until the vault locks, their content stays in memory for the undo."""

    def write(writer: Writer) -> list[tuple[int, Voucher]]:
        found = [(id_, each[1]) for id_ in voucher_ids if (each := load_voucher(writer, id_)) is not None]
        for id_, _ in found:
            delete_voucher(writer, id_)
        return found

    removed = session.write(write)
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _restore(session, record_id, removed))


def _restore(session: Session, record_id: int, vouchers: Sequence[tuple[int, Voucher]]) -> ChangeResult:
    def write(writer: Writer) -> None:
        _check_record(writer, record_id)
        restore_vouchers(writer, record_id, vouchers)

    session.write(write)
    ids = [id_ for id_, _ in vouchers]
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _remove(session, record_id, ids))
