"""Receive files from suppliers: each becomes an expense that the user checks, with the file as its voucher.

file ──read_received (a process of its own)──▶ content ──twins?──▶ expense + voucher + what the file states
                                                                        │
                                               confirm, reject, join ◀──┘   each can be undone
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.regular import read_regular
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.received.read import read_received, write_content
from microdesk_desktop.documents.received.vat import vat_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.documents.received import (
    ReceivedContent,
    ReceivedForm,
    ReceivedRecord,
    ReceivedState,
    Twin,
)
from microdesk_desktop.domain.documents.vat_rates import usual_rates
from microdesk_desktop.domain.identifiers import compact
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MAX_BYTES, MediaType, Voucher, media_type_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.documents.received.twins import find_twins
from microdesk_desktop.operations.records.edit import DeletedRecord, delete_record, restore_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from microdesk_desktop.store.records.received import save_received
from microdesk_desktop.store.records.vouchers import save_voucher
from microdesk_desktop.store.vault.company import load_company

TOUCHED = Changes.LEDGER | Changes.MATCHES
_NAMELESS = "-"
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How an XML document begins, after blanks: its first bracket or a mark of its encoding."""
_OF_FILE = frozenset(
    (
        ErrorCode.FILE_IS_PDF,
        ErrorCode.FILE_IS_PICTURE,
        ErrorCode.FILE_TOO_LARGE,
        ErrorCode.INVOICE_AMBIGUOUS,
        ErrorCode.INVOICE_INCOMPLETE,
        ErrorCode.INVOICE_KNOWN,
        ErrorCode.INVOICE_LOCKED,
        ErrorCode.INVOICE_NONE,
        ErrorCode.INVOICE_UNREADABLE,
        ErrorCode.VOUCHER_TOO_LARGE,
    )
)
"""The refusals of one file; any other error is of the vault or the machine."""
_LONGEST_REFERENCE = 60
"""Characters of a supplier's number that serve as the expense's reference; BR-FR-01 allows 35."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file that a supplier sent: its name without its folder, and its bytes, which are kept unchanged."""

    name: str
    media_type: MediaType
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(ChangeResult):
    """The expense that was made of a file, and the expenses that it relates to."""

    reference: str
    content: ReceivedContent
    twins: tuple[Twin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedBatch(ChangeResult):
    """What became of several files: the expenses that were made, and the files that were refused, with their bytes."""

    received: tuple[Received, ...] = ()
    refused: tuple[Member, ...] = ()


def receive_all(
    session: Session, files: Sequence[Member], job: Job, *, plain_too: bool = False, again: bool = False
) -> ReceivedBatch:
    """Receive several files; one that is refused does not stop the others.

    A plain PDF or picture is refused as such (FILE_IS_PDF, FILE_IS_PICTURE) unless it is asked for: it may be a
    statement. What was received before a cancellation stays; raises Cancelled where that is nothing, and what the vault
    raises.
    """
    received: list[Received] = []
    refused: list[Member] = []
    for done, member in enumerate(files):
        job.progress(done, len(files), "read")
        try:
            job.checkpoint()
            received.append(_receive_member(session, member, job, plain_too=plain_too, again=again))
        except Cancelled:
            if not received:
                raise
            break
        except KnownError as error:
            if error.code not in _OF_FILE:
                raise
            refused.append(Member(member.name, member.data, error))
    ids = [each.id for each in received if each.id is not None]
    return ReceivedBatch(
        changes=TOUCHED,
        id=ids[0] if ids else None,
        undo=(lambda session: _remove_all(session, ids)) if ids else None,
        received=tuple(received),
        refused=tuple(refused),
    )


def _receive_member(session: Session, member: Member, job: Job, *, plain_too: bool, again: bool) -> Received:
    file = received_file(member.name.rpartition(" › ")[2], member.data)
    if len(file.data) > MAX_BYTES:
        raise KnownError(ErrorCode.VOUCHER_TOO_LARGE, name=file.name)
    content = _content(file, job)
    if content.form is ReceivedForm.PLAIN and not plain_too:
        is_pdf = file.media_type is MediaType.PDF
        raise KnownError(ErrorCode.FILE_IS_PDF if is_pdf else ErrorCode.FILE_IS_PICTURE)
    return _keep(session, file, content, again=again)


def _remove_all(session: Session, ids: Sequence[int]) -> ChangeResult:
    """Remove the expenses again; undone, they are all back."""

    def write(writer: Writer) -> list[DeletedRecord]:
        return [deleted for id_ in ids if (deleted := delete_record(writer, id_)) is not None]

    removed = session.write(write)

    def restore(session: Session) -> ChangeResult:
        def write(writer: Writer) -> None:
            for each in removed:
                restore_record(writer, each)

        session.write(write)
        return ChangeResult(changes=TOUCHED, id=ids[0], undo=lambda session: _remove_all(session, ids))

    return ChangeResult(changes=TOUCHED, undo=restore)


def receive(session: Session, path: Path, job: Job, *, again: bool = False) -> Received:
    """Make an expense to confirm of a file from a supplier. Raises as `read_file` and `receive_file` do."""
    return receive_file(session, read_file(path, job), job, again=again)


def read_file(path: Path, job: Job) -> ReceivedFile:
    """The file that is to be received.

    Raises VOUCHER_TOO_LARGE (name), INVOICE_NONE for what is neither XML nor a PDF nor a picture, and as
    `read_regular` does.
    """
    name = one_line(path.name) or _NAMELESS
    try:
        data = read_regular(path, MAX_BYTES, job)
    except KnownError as error:
        if error.code is ErrorCode.FILE_TOO_LARGE:
            raise KnownError(ErrorCode.VOUCHER_TOO_LARGE, name=name) from error
        raise
    return received_file(name, data)


def received_file(name: str, data: bytes) -> ReceivedFile:
    """The file of these bytes. Raises INVOICE_NONE for what is neither XML nor a PDF nor a picture."""
    media_type = media_type_of(data)
    if media_type is None and data.lstrip().startswith(_XML_STARTS):
        media_type = MediaType.XML
    if media_type is None:
        raise KnownError(ErrorCode.INVOICE_NONE)
    return ReceivedFile(name=one_line(name) or _NAMELESS, media_type=media_type, data=data)


def receive_file(session: Session, file: ReceivedFile, job: Job, *, again: bool = False) -> Received:
    """Make an expense to confirm of a file; one that is there already is only made again when asked for.

    Raises INVOICE_KNOWN (reference) where the vault has this file, or this document in another form, and as
    `read_received` does.
    """
    return _keep(session, file, _content(file, job), again=again)


def _keep(session: Session, file: ReceivedFile, content: ReceivedContent, *, again: bool) -> Received:
    received_at = session.clock.now()

    def write(writer: Writer) -> tuple[int, str, list[Twin]]:
        expense = expense_of(content, received_at.date(), load_company(writer))
        twins = find_twins(writer, file.data, content, expense)
        known = next((twin for twin in twins if twin.reason.is_certain), None)
        if known is not None and not again:
            raise KnownError(ErrorCode.INVOICE_KNOWN, reference=known.reference, expense_id=known.expense_id)
        record = ReceivedRecord(
            state=ReceivedState.TO_CONFIRM,
            number=compact(content.invoice.number) if content.invoice else "",
            received_at=received_at,
            content=write_content(content),
        )
        expense_id = save_record(writer, _with_free_reference(writer, expense))
        save_voucher(
            writer,
            expense_id,
            Voucher(name=file.name, media_type=file.media_type, content=file.data, added_at=received_at),
        )
        save_received(writer, expense_id, record)
        return expense_id, _reference(writer, expense_id), twins

    expense_id, reference, twins = session.write(write)
    return Received(
        changes=TOUCHED,
        id=expense_id,
        undo=lambda session: _remove_all(session, [expense_id]),
        reference=reference,
        content=content,
        twins=tuple(twins),
    )


def _content(file: ReceivedFile, job: Job) -> ReceivedContent:
    if file.media_type.is_picture:
        return ReceivedContent(form=ReceivedForm.PLAIN)
    try:
        return read_received(file.data, job)
    except KnownError as error:
        if error.code is ErrorCode.INVOICE_UNREADABLE and file.media_type is MediaType.PDF:
            raise KnownError(error.code, part="pdf") from None
        raise


def expense_of(content: ReceivedContent, today: date, company: Company) -> Expense:
    """The expense that a file states; of a plain one, what the user has still to type is empty or zero."""
    invoice = content.invoice
    if invoice is None:
        return Expense(on=today, supplier="", label="", amount_cents=0)
    return Expense(
        on=invoice.issued_on,
        supplier=invoice.supplier.name,
        label=invoice.lines[0].label if len(invoice.lines) == 1 else "",
        amount_cents=invoice.expense_cents,
        reference=invoice.number if len(invoice.number) <= _LONGEST_REFERENCE else "",
        currency=invoice.currency,
        vat=vat_of(
            invoice,
            usual_rates(company.postal_code)[0],
            is_liable=company.vat_regime_on(invoice.issued_on) is VatRegime.REAL,
        ),
    )


def _with_free_reference(reader: Reader, expense: Expense) -> Expense:
    """The expense under the supplier's number, which a label of the bank may cite; where it is taken, its label."""
    if expense.reference and find_target(reader, TargetKind.EXPENSE, expense.reference) is not None:
        return replace(expense, reference="", label=f"{expense.reference} {expense.label}".strip())
    return expense


def _reference(reader: Reader, expense_id: int) -> str:
    record = load_record(reader, TargetKind.EXPENSE, expense_id)
    assert record is not None, "it was just saved"
    return record.reference
