"""Create, rename, colour and remove the folders or labels of a mailbox."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Folder
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


def create_folder(
    session: Session, account_id: str, name: str, parent: str | None, colour: str | None, job: Job
) -> Folder:
    """A new folder or label below `parent`, the key of another one.

    Raises MISSING_VALUE for an empty name, MAIL_FOLDER_EXISTS, and what `open_mailbox` raises.
    """
    return open_mailbox(session, account_id).folder_new(_checked(name), parent, colour, job)


def change_folder(session: Session, account_id: str, folder: str, name: str, colour: str | None, job: Job) -> Folder:
    """Give a folder or label another name or colour; its key may change with it. Raises as `create_folder` does."""
    return open_mailbox(session, account_id).folder_rename(folder, _checked(name), colour, job)


def remove_folder(session: Session, account_id: str, folder: str, job: Job) -> None:
    """Remove a label, whose letters stay, or an empty folder. Raises MAIL_FOLDER_NOT_EMPTY."""
    open_mailbox(session, account_id).folder_remove(folder, job)


def _checked(name: str) -> str:
    name = one_line(name).strip()
    if not name:
        raise KnownError(ErrorCode.INVALID_VALUE, field="name")
    return name
