"""What is kept beside a document and never printed: the answer to a quote, notes, attached files."""

from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.records.vouchers import Voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A document by its id, or a draft by its own: exactly one of them is given."""

    document_id: int | None = None
    draft_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note for the user alone."""

    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnswer:
    """What a client answered to a quote and when: ISSUED while there is no answer, which has no day.

    `remark` is how it came, in the user's words: « par courriel », « bon pour accord signé ».
    """

    status: DocumentStatus
    on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All that a draft has beside it, with the ids, so that a draft that was removed can be restored with it."""

    notes: tuple[tuple[int, Note], ...] = ()
    attachments: tuple[tuple[int, Voucher], ...] = ()
