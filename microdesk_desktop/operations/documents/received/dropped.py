"""Files that are dropped on the expenses without an expense beneath: looked at first, then attached or received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.read import read_received
from microdesk_desktop.domain.documents.received import ReceivedContent
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.operations.documents.received.receive import ReceivedBatch, receive_all
from microdesk_desktop.operations.records.vouchers import read_voucher
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedFiles:
    """Files that may be vouchers, and the amounts and days that their text seems to state.

    `is_readable` is false for a single PDF that no expense can be made of, and that may be a voucher all the same.
    """

    vouchers: Sequence[Voucher]
    amounts: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    is_readable: bool = True


def examine_files(session: Session, paths: Sequence[Path], job: Job) -> DroppedFiles:
    """Read files that were dropped; nothing is kept. Raises as `read_voucher` does, for the first that is refused."""
    vouchers = [read_voucher(session, path) for path in paths]
    contents = [content for each in vouchers if (content := _content(each, job)) is not None]
    invoices = [each.invoice for each in contents if each.invoice is not None]
    stated = (*(each.expense_cents for each in invoices), *(each.proposal.total_cents for each in contents))
    days = (*(each.issued_on for each in invoices), *(each.proposal.issued_on for each in contents))
    return DroppedFiles(
        vouchers=vouchers,
        amounts=frozenset(cents for cents in stated if cents),
        days=frozenset(day for day in days if day is not None),
        is_readable=len(vouchers) > 1 or bool(contents) or vouchers[0].media_type.is_picture,
    )


def receive_dropped(session: Session, vouchers: Sequence[Voucher], job: Job) -> ReceivedBatch:
    """Make an expense to check of each file; undone, all are gone. Raises as `receive_all` does."""
    return receive_all(session, [Member(each.name, each.content) for each in vouchers], job, plain_too=True)


def _content(voucher: Voucher, job: Job) -> ReceivedContent | None:
    """What a PDF states, None for a picture, and for a file that cannot be read: it may be a voucher all the same."""
    if voucher.media_type is not MediaType.PDF:
        return None
    try:
        return read_received(voucher.content, job)
    except KnownError:
        return None
