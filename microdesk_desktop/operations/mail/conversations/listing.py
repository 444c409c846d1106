"""List conversations of a mailbox, as many as are wanted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Folder, Page, Role, Row
from microdesk_desktop.mail.provider import PAGE_ROWS, Mailbox
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which conversations: those of a folder, by its key, its role or its name, that agree with the words of a search.

    Without a folder: those of the inbox, or of the whole mailbox where words are searched. `in_texts` searches them in
    the texts of letters too. `after` is the cursor that an earlier list gave as `next`.
    """

    folder: str | None = None
    words: str = ""
    in_texts: bool = False
    limit: int = PAGE_ROWS
    after: str | None = None


def list_folders(session: Session, account_id: str, job: Job) -> Sequence[Folder]:
    """The folders or labels of a mailbox. Raises what `open_mailbox` and `Mailbox.folders` raise."""
    return open_mailbox(session, account_id).folders(job)


def own_addresses(session: Session, account_id: str) -> frozenset[str]:
    """The addresses of the user that are known of an account, in lower case; all of them once its folders were read."""
    return open_mailbox(session, account_id).own


def list_conversations(session: Session, account_id: str, wanted: Wanted, job: Job) -> Page:
    """At most `wanted.limit` rows, newest first.

    Raises MAIL_FOLDER_UNKNOWN for a folder that is not there or shares its name, and what `open_mailbox` and
    `Mailbox.page` raise.
    """
    mailbox = open_mailbox(session, account_id)
    folder = _folder_key(mailbox, wanted, job)
    rows: list[Row] = []
    after = wanted.after
    while True:
        most = min(wanted.limit - len(rows), PAGE_ROWS)
        page = mailbox.page(folder, wanted.words, after, job, most=most, in_texts=wanted.in_texts)
        rows += page.rows
        after = page.next
        if after is None or len(rows) >= wanted.limit:
            return Page(rows=tuple(rows), next=after, stamp=page.stamp)


def _folder_key(mailbox: Mailbox, wanted: Wanted, job: Job) -> str | None:
    if wanted.folder is None and wanted.words.strip():
        return None
    return named_folder(mailbox.folders(job), wanted.folder or Role.INBOX.value).key


def named_folder(folders: Collection[Folder], name: str) -> Folder:
    """The folder of this key, role or name. Raises MAIL_FOLDER_UNKNOWN where none has it, or several do."""
    by_key = [folder for folder in folders if folder.key == name]
    by_role = [folder for folder in folders if folder.role == name.lower() != Role.NONE]
    by_name = [folder for folder in folders if folder.name.casefold() == name.casefold()]
    for found in (by_key, by_role, by_name):
        if len(found) == 1:
            return found[0]
    raise KnownError(ErrorCode.MAIL_FOLDER_UNKNOWN)
