"""The status « Encaissée » of an issued document: what it received since the last one, kept and written to a file.

Each message is kept with the document as a voucher, before it is written to the file: what it states is never stated
by another one, and the same bytes can be written again where the file was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.documents.einvoice.lifecycle.collected import (
    collected_message,
    has_collected_status,
    is_collected_due,
    not_reported,
    received_of,
)
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected
from microdesk_desktop.documents.einvoice.lifecycle.read import read_collected
from microdesk_desktop.documents.einvoice.lifecycle.rules import problems_of_status
from microdesk_desktop.documents.einvoice.lifecycle.statuses import COLLECTED
from microdesk_desktop.documents.einvoice.lifecycle.xml import write_status
from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.operations.documents.chain.load import require_issued, require_issued_id
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.payments import load_payments
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.vouchers import load_vouchers, save_voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedState:
    """What the next status of a document would state, and the messages that were made of it, the last one last.

    `is_due` is whether the State must have the status; else it only informs the client.
    """

    number: str
    currency: str
    amounts: tuple[Collected, ...]
    messages: tuple[bytes, ...]
    is_due: bool

    @property
    def has_any(self) -> bool:
        """Whether there is a file to write: a new one, or the last one again."""
        return bool(self.amounts or self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenStatus:
    """A status that was written to a file; `is_again` is whether it is the last one, written once more."""

    amounts: Sequence[Collected]
    currency: str
    is_due: bool
    is_again: bool


def load_collected(reader: Reader, number: str) -> CollectedState | None:
    """The state of a document; None where the status does not exist for it. Raises UNKNOWN_TARGET (`reference`)."""
    issued = require_issued(reader, number)
    return _state(reader, issued) if has_collected_status(issued.document) else None


def write_collected(session: Session, number: str, path: Path, *, again: bool = False) -> WrittenStatus:
    """Write the next status of a document to a file where the user chose, in clear; `again` writes the last one.

    Raises UNKNOWN_TARGET (`reference`), STATUS_UNAVAILABLE for a document without this status, STATUS_NOTHING_NEW
    (`reference`) without new money, STATUS_REFUSED (`problems`), DISK_FULL, READ_ONLY.
    """
    content, written = session.write(lambda writer: _kept(writer, number, session.clock.now(), again=again))
    write_atomic(path, content)
    return written


def _kept(writer: Writer, number: str, now: datetime, *, again: bool) -> tuple[bytes, WrittenStatus]:
    """The message to write, kept with its document."""
    issued = require_issued(writer, number)
    if not has_collected_status(issued.document):
        raise KnownError(ErrorCode.STATUS_UNAVAILABLE, reference=number)
    state = _state(writer, issued)
    if not (state.messages if again else state.amounts):
        raise KnownError(ErrorCode.STATUS_NOTHING_NEW, reference=number)
    if again:
        content, amounts = state.messages[-1], read_collected(state.messages[-1])
    else:
        content, amounts = _made(issued, state, now.astimezone()), state.amounts
        file = Voucher(name=_name(state), media_type=MediaType.XML, content=content, added_at=now)
        save_voucher(writer, require_issued_id(writer, number), file)
    return content, WrittenStatus(amounts=amounts, currency=state.currency, is_due=state.is_due, is_again=again)


def _made(issued: IssuedDocument, state: CollectedState, at: datetime) -> bytes:
    message = collected_message(issued, state.amounts, len(state.messages) + 1, at)
    problems = problems_of_status(message)
    if problems:
        raise KnownError(ErrorCode.STATUS_REFUSED, problems=tuple(problems))
    return write_status(message)


def _state(reader: Reader, issued: IssuedDocument) -> CollectedState:
    document_id = require_issued_id(reader, issued.number)
    messages = tuple(file.content for _, file in load_vouchers(reader, document_id))
    payments = [(each.on, each.amount_cents) for each in load_payments(reader, document_id)]
    reported = (amount for message in messages for amount in read_collected(message))
    return CollectedState(
        number=issued.number,
        currency=issued.document.currency,
        amounts=not_reported(received_of(issued, payments), reported),
        messages=messages,
        is_due=is_collected_due(issued.document),
    )


def _name(state: CollectedState) -> str:
    return f"{state.number.replace('/', '_')}-{COLLECTED}-{len(state.messages) + 1}.xml"
