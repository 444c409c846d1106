"""Drafts and sent letters: what is appended to a folder, and what is removed from the one of the drafts."""

from collections.abc import Callable
from contextlib import suppress

from imapclient.exceptions import IMAPClientError

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft, Role
from microdesk_desktop.mail.imap.connection import Connection, Session
from microdesk_desktop.mail.imap.errors import is_clean_refusal
from microdesk_desktop.mail.imap.folders import FolderTree
from microdesk_desktop.mail.imap.headers import header_fields
from microdesk_desktop.mail.imap.keys import LetterKey
from microdesk_desktop.mail.mime.headers import header_ids


class Drafts:
    """The drafts of one account, each of which is one letter at the server, whatever was interrupted.

    A new version is added before the former one is removed, so that a draft is never lost. What could not be removed is
    remembered, and removed with the next change of any draft.
    """

    def __init__(self, connection: Connection, folders: Callable[[Session], FolderTree]) -> None:
        self._connection = connection
        self._folders = folders
        self._outdated: set[LetterKey] = set()
        self._unknown: set[str] = set()  # Message-IDs of drafts of which it is unknown whether the server took them

    def save(self, draft: Draft, former: LetterKey | None, job: Job) -> Draft:
        """Keep a draft in place of its former version. Raises as `append` does, and MAIL_FOLDER_UNKNOWN."""
        sought = message_id(draft.message)
        try:
            saved = self._connection.run(job, lambda session: self._append(session, draft.message))
        except (KnownError, Cancelled):
            self._unknown.add(sought)
            raise
        if former is not None:
            self._outdated.add(former)
        self._remove_outdated(job, saved, sought)
        return Draft(message=draft.message, key=None if saved is None else saved.text(), answers=draft.answers)

    def has(self, key: LetterKey, job: Job) -> bool:
        """Whether a draft is still there: another program that changes one puts another letter in its place."""
        return self._connection.run(job, lambda session: _is_there(session, key))

    def drop(self, key: LetterKey, job: Job) -> None:
        """Remove a draft; one that is gone already is a success."""
        self._connection.run(job, lambda session: remove_draft(session, key))
        self._remove_outdated(job)

    def drop_sent(self, key: LetterKey, job: Job) -> None:
        """Remove the draft of a message that was sent; a failure raises nothing: the message must not seem unsent."""
        self._outdated.add(key)
        self._remove_outdated(job)

    def forget(self) -> None:
        """Drop what is remembered."""
        self._outdated.clear()
        self._unknown.clear()

    def _append(self, session: Session, message: bytes) -> LetterKey | None:
        folder = self._folders(session).with_role(Role.DRAFTS)
        return append(session, folder, message, b"\\Draft", b"\\Seen")

    def _remove_outdated(self, job: Job, saved: LetterKey | None = None, sought: str = "") -> None:
        """Remove former versions, and copies of the saved one that an earlier attempt may have left."""

        def change(session: Session) -> None:
            if saved is not None and sought in self._unknown:
                same = with_message_id(session, saved.folder, sought)
                self._outdated |= {saved._replace(uid=uid) for uid in same if uid < saved.uid}
                self._unknown.discard(sought)
            for key in tuple(self._outdated):
                remove_draft(session, key)
                self._outdated.discard(key)

        with suppress(KnownError, Cancelled):
            self._connection.run(job, change)


def _is_there(session: Session, key: LetterKey) -> bool:
    try:
        session.at(key.folder, key.validity)
    except KnownError as error:
        if error.code is ErrorCode.MAIL_GONE:
            return False
        raise
    # With FETCH a server still has what others have expunged; with NOOP it announces that.
    session.client.noop()
    found = session.fetch([key.uid], ("FLAGS",))
    return bool(found) and b"\\Deleted" not in found[0].get(b"FLAGS", ())


def append(session: Session, folder: bytes, message: bytes, *flags: bytes) -> LetterKey | None:
    """Add a message to a folder; returns its key where it can be found. Raises MAIL_OVER_QUOTA or MAIL_UNSUPPORTED."""
    try:
        session.client.append(folder, message, flags=flags)
    except IMAPClientError as error:
        if is_clean_refusal(error) and "[TRYCREATE]" in str(error).upper():
            raise KnownError(ErrorCode.MAIL_FOLDER_UNKNOWN) from None
        raise
    uid = session.client.appended()
    selected = session.examine(folder)
    if uid is None:
        found = with_message_id(session, folder, message_id(message))
        uid = max(found, default=None)
    return None if uid is None else LetterKey(folder, selected.validity, uid)


def with_message_id(session: Session, folder: bytes, sought: str) -> list[int]:
    """The UIDs of the letters of a folder that have a Message-ID."""
    if not sought:
        return []
    session.examine(folder)
    return list(session.client.search(["HEADER", "MESSAGE-ID", sought]))


def remove_draft(session: Session, key: LetterKey) -> None:
    """Delete one draft for good; one that is gone is a success, and a letter that is no draft stays."""
    try:
        session.at(key.folder, key.validity, is_writable=True)
    except KnownError as error:
        if error.code is ErrorCode.MAIL_GONE:
            return
        raise
    found = session.fetch([key.uid], ("FLAGS",))
    if not found or b"\\Draft" not in found[0].get(b"FLAGS", ()):
        return
    session.client.add_flags([key.uid], [b"\\Deleted"], silent=True)
    # Without UIDPLUS it stays marked: a plain EXPUNGE would also delete what other programs have marked.
    if session.client.has_capability("UIDPLUS"):
        session.client.uid_expunge([key.uid])


def message_id(message: bytes) -> str:
    """The Message-ID of a message, empty where it has none."""
    head = message.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return next(iter(header_ids(header_fields(head).get("message-id", b""))), "")
