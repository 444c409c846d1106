"""Which folder keeps sent letters, drafts or the bin, where neither the server nor a usual name shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Role
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.mail.folder_roles import save_folder_role

NEEDED = (Role.SENT, Role.DRAFTS, Role.TRASH)
"""Without a folder of these roles a copy, a draft or a deletion has no place to go."""
CHOSEN = (*NEEDED, Role.ARCHIVE, Role.SPAM)
"""The roles that a folder can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFolder:
    """The folders as they are after a choice."""

    folders: Sequence[Folder]
    changes: Changes = Changes.MAIL


def missing_roles(folders: Collection[Folder]) -> Sequence[Role]:
    """The needed roles that no folder has: which folder it is must be asked."""
    found = {folder.role for folder in folders}
    return tuple(role for role in NEEDED if role not in found)


def choose_folder(session: Session, account_id: str, role: Role, folder: str, job: Job) -> ChosenFolder:
    """Give a role to a folder of a mailbox, by its key, from now on; the one that had it loses it.

    Raises MAIL_UNSUPPORTED for a role or a folder that cannot be chosen, such as the inbox or a label of Gmail,
    MAIL_GONE for a folder that is not there, and what `open_mailbox` and `Mailbox.folders` raise.
    """
    mailbox = open_mailbox(session, account_id)
    found = [each for each in mailbox.folders(job) if each.key == folder]
    if not found:
        raise KnownError(ErrorCode.MAIL_GONE)
    if role not in CHOSEN or not can_be_chosen(found[0]):
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    with session.erasure_lock:
        account = find_account(session, account_id)
        session.write(lambda writer: save_folder_role(writer, account.id, role, folder))
    return ChosenFolder(folders=mailbox.folders(job))


def can_be_chosen(folder: Folder) -> bool:
    """Whether a folder can be given a role: it takes letters, and is not the inbox."""
    return folder.kind is FolderKind.FOLDER and folder.writable and folder.role is not Role.INBOX
