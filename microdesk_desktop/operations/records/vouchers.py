"""Attach vouchers to receipts and expenses, remove them, and save copies of them; changes can be undone and redone.

Until the vault locks, the content of what can be undone stays in memory.
"""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.files.regular import read_regular
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.records.vouchers import MAX_BYTES, Voucher, media_type_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.records.edit import check_record, remove_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from microdesk_desktop.store.records.vouchers import (
    delete_voucher,
    has_voucher,
    load_voucher,
    restore_vouchers,
    save_voucher,
)

_TOUCHED = Changes.LEDGER | Changes.MATCHES
_NAMELESS = "-"
"""For a file whose name has only characters that nobody sees."""


def read_voucher(session: Session, path: Path) -> Voucher:
    """The voucher in a file, for `put_record_with_vouchers`.

    Raises VOUCHER_TOO_LARGE (name) above `MAX_BYTES`, VOUCHER_UNKNOWN (name) for what is neither a picture nor a PDF
    by its content, and as `read_regular` does.
    """
    name = one_line(path.name) or _NAMELESS
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


def add_vouchers(session: Session, record_id: int, paths: Sequence[Path]) -> ChangeResult:
    """Attach files to a receipt or expense: all of them, or none when one is refused.

    Raises as `read_voucher` does, VOUCHER_KNOWN (name) for one that is attached already, UNKNOWN_TARGET.
    """
    vouchers = [read_voucher(session, path) for path in paths]
    ids = session.write(lambda writer: _add_all(writer, record_id, vouchers))
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _remove(session, record_id, ids))


def put_record_with_vouchers(
    session: Session, record: Receipt | Expense, record_id: int | None, vouchers: Sequence[Voucher]
) -> ChangeResult:
    """Add a receipt or expense, or correct the one of this id, and attach vouchers to it: all of it, or nothing.

    Raises as `put_record` does, and VOUCHER_KNOWN (name).
    """

    def write(writer: Writer) -> tuple[int, Receipt | Expense | None, list[int]]:
        check_record(writer, record, record_id)
        before = load_record(writer, record.kind, record_id) if record_id else None
        saved = save_record(writer, record, record_id)
        return saved, before, _add_all(writer, saved, vouchers)

    saved, before, ids = session.write(write)

    def undo(session: Session) -> ChangeResult:
        if before is None:
            return remove_record(session, saved)
        session.write(lambda writer: _put_back(writer, saved, before, ids))
        return ChangeResult(
            changes=_TOUCHED,
            id=saved,
            undo=lambda session: put_record_with_vouchers(session, record, saved, vouchers),
        )

    return ChangeResult(changes=_TOUCHED, id=saved, undo=undo)


def remove_voucher(session: Session, voucher_id: int) -> ChangeResult:
    """Delete a voucher from the vault. Raises UNKNOWN_TARGET when it is not there."""
    return _remove(session, _load(session, voucher_id)[0], [voucher_id])


def save_voucher_copy(session: Session, voucher_id: int, path: Path) -> None:
    """Write a voucher in clear to the file that the user chose, in place of a former one.

    Raises UNKNOWN_TARGET when the voucher is not there, DISK_FULL or READ_ONLY.
    """
    write_atomic(path, _load(session, voucher_id)[1].content)


def _load(session: Session, voucher_id: int) -> tuple[int, Voucher]:
    found = session.read(lambda reader: load_voucher(reader, voucher_id))
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return found


def _check_record_is_there(reader: Reader, record_id: int) -> None:
    target = load_target(reader, record_id)
    if target is None or target.kind is TargetKind.INVOICE:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)


def _add_all(writer: Writer, record_id: int, vouchers: Sequence[Voucher]) -> list[int]:
    _check_record_is_there(writer, record_id)
    return [_add(writer, record_id, voucher) for voucher in vouchers]


def _add(writer: Writer, record_id: int, voucher: Voucher) -> int:
    if has_voucher(writer, record_id, voucher.content):
        raise KnownError(ErrorCode.VOUCHER_KNOWN, name=voucher.name)
    return save_voucher(writer, record_id, voucher)


def _put_back(writer: Writer, record_id: int, before: Receipt | Expense, voucher_ids: Sequence[int]) -> None:
    for each in voucher_ids:
        delete_voucher(writer, each)
    check_record(writer, before, record_id)
    save_record(writer, before, record_id)


def _remove(session: Session, record_id: int, voucher_ids: Sequence[int]) -> ChangeResult:
    def write(writer: Writer) -> list[tuple[int, Voucher]]:
        found = [(id_, each[1]) for id_ in voucher_ids if (each := load_voucher(writer, id_)) is not None]
        for id_, _ in found:
            delete_voucher(writer, id_)
        return found

    removed = session.write(write)
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _restore(session, record_id, removed))


def _restore(session: Session, record_id: int, vouchers: Sequence[tuple[int, Voucher]]) -> ChangeResult:
    def write(writer: Writer) -> None:
        _check_record_is_there(writer, record_id)
        restore_vouchers(writer, record_id, vouchers)

    session.write(write)
    ids = [id_ for id_, _ in vouchers]
    return ChangeResult(changes=_TOUCHED, id=record_id, undo=lambda session: _remove(session, record_id, ids))
