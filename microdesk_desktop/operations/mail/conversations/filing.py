"""Change conversations of a list: their marks, their folders, the bin. Nothing is ever deleted for good.

The window changes its rows by itself, so that nothing needs to be read again; only an undo announces a change.
Each function raises what `open_mailbox` and the calls of `Mailbox` raise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.types import Row
from microdesk_desktop.mail.provider import LABELS, Mailbox
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.result import ChangeResult, Online
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    """Letters that get and lose the same folders; with IMAP each of the sets holds the one folder of a move."""

    letters: tuple[str, ...]
    add: frozenset[str]
    remove: frozenset[str]


def mark_read(session: Session, account_id: str, rows: Sequence[Row], job: Job, *, unread: bool) -> ChangeResult:
    """Mark all letters of conversations as read, or the newest of each as unread."""
    mailbox = open_mailbox(session, account_id)
    letters = _newest(mailbox, rows, job) if unread else _letters(mailbox, rows, job)
    mailbox.mark(letters, job, unread=unread)
    return ChangeResult(changes=Changes.NOTHING)


def star(session: Session, account_id: str, rows: Sequence[Row], job: Job, *, starred: bool) -> ChangeResult:
    """Put a star on the newest letter of each conversation, or remove the stars of all their letters."""
    mailbox = open_mailbox(session, account_id)
    letters = _newest(mailbox, rows, job) if starred else _letters(mailbox, rows, job)
    mailbox.mark(letters, job, starred=starred)
    return ChangeResult(changes=Changes.NOTHING)


def put_in_bin(session: Session, account_id: str, rows: Sequence[Row], job: Job) -> ChangeResult:
    """Move conversations to the bin; undone by moving them back to where they were."""
    letters = _letters(open_mailbox(session, account_id), rows, job)
    return _move_to_bin(session, account_id, letters, job)


def take_out_of_bin(session: Session, account_id: str, rows: Sequence[Row], job: Job) -> ChangeResult:
    """Move conversations from the bin back to where they were, else to the inbox."""
    letters = _letters(open_mailbox(session, account_id), rows, job)
    return _move_back(session, account_id, letters, job)


def file_conversations(
    session: Session, account_id: str, rows: Sequence[Row], add: frozenset[str], remove: frozenset[str], job: Job
) -> ChangeResult:
    """Add and remove labels of conversations, or move them into the one folder that is added; can be undone."""
    mailbox = open_mailbox(session, account_id)
    has_labels = LABELS in mailbox.can
    grouped: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for row in rows:
        for folders, letters in _by_folders(mailbox, row, job):
            change = (add - folders, remove & folders if has_labels else folders - add)
            grouped.setdefault(change, []).extend(letters)
    filings = [
        _Filing(letters=tuple(letters), add=added, remove=lost)
        for (added, lost), letters in grouped.items()
        if added or (has_labels and lost)
    ]
    return _file(session, account_id, filings, job)


def _file(
    session: Session, account_id: str, filings: Sequence[_Filing], job: Job, changes: Changes = Changes.NOTHING
) -> ChangeResult:
    mailbox = open_mailbox(session, account_id)
    for filing in filings:
        mailbox.put(filing.letters, filing.add, filing.remove, job)
    back = [replace(each, add=each.remove, remove=each.add) for each in filings]
    return ChangeResult(
        changes=changes, undo=Online(lambda session, job: _file(session, account_id, back, job, Changes.MAIL))
    )


def _move_to_bin(
    session: Session, account_id: str, letters: Sequence[str], job: Job, changes: Changes = Changes.NOTHING
) -> ChangeResult:
    open_mailbox(session, account_id).bin(letters, job)
    return ChangeResult(
        changes=changes, undo=Online(lambda session, job: _move_back(session, account_id, letters, job, Changes.MAIL))
    )


def _move_back(
    session: Session, account_id: str, letters: Sequence[str], job: Job, changes: Changes = Changes.NOTHING
) -> ChangeResult:
    open_mailbox(session, account_id).unbin(letters, job)
    return ChangeResult(
        changes=changes, undo=Online(lambda session, job: _move_to_bin(session, account_id, letters, job, Changes.MAIL))
    )


def _by_folders(mailbox: Mailbox, row: Row, job: Job) -> Iterable[tuple[frozenset[str], Sequence[str]]]:
    """The letters of a conversation by the folders that they are in: each goes back to its own."""
    if LABELS in mailbox.can or len(row.folders) == 1:
        return [(row.folders, _letters(mailbox, [row], job))]
    letters = mailbox.conversation(row.key, job)
    return [(each.folders, (each.key,)) for each in letters if each.folders & row.folders]


def _letters(mailbox: Mailbox, rows: Sequence[Row], job: Job) -> tuple[str, ...]:
    """The keys of all letters of conversations, but those that are in other folders than their row."""
    found: list[str] = []
    for row in rows:
        job.checkpoint()
        if row.complete and row.letters:
            found += row.letters
        else:
            found += [each.key for each in mailbox.conversation(row.key, job) if each.folders & row.folders]
    return tuple(found)


def _newest(mailbox: Mailbox, rows: Sequence[Row], job: Job) -> tuple[str, ...]:
    return tuple(row.letters[-1] if row.letters else mailbox.conversation(row.key, job)[-1].key for row in rows)
