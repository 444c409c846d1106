"""A mailbox on an IMAP server: the contract of `mail/provider.py`, put together from the parts of this package."""

from collections.abc import Callable, Collection, Iterable
from threading import Event, Lock
from typing import BinaryIO, TypeVar

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Body, Change, Draft, Folder, Letter, Page, Role, Sent
from microdesk_desktop.mail.imap import changes, content, letters, sending
from microdesk_desktop.mail.imap.connection import Connection, Session
from microdesk_desktop.mail.imap.drafts import Drafts
from microdesk_desktop.mail.imap.everywhere import Everywhere
from microdesk_desktop.mail.imap.folders import FolderTree, Listed
from microdesk_desktop.mail.imap.keys import LetterKey, folder_name, letter_key
from microdesk_desktop.mail.imap.listing import Listing, Sought
from microdesk_desktop.mail.imap.waiting import wait_for_change
from microdesk_desktop.mail.outgoing.access import smtp_server
from microdesk_desktop.mail.outgoing.smtp import size_limit
from microdesk_desktop.mail.provider import PAGE_ROWS, PUSHES, MailContext

T = TypeVar("T")
_MOST_COUNTED = 15
"""Folders whose unread letters are counted one by one, where the server cannot count all at once."""
_MOST_MOVED = 5_000
"""Letters whose new place is remembered, so that a move can be undone by the keys of before."""


class ImapMailbox:
    """One IMAP account. Nothing of a letter is kept but the headers of the list that was read last."""

    can = frozenset((PUSHES,))

    def __init__(self, context: MailContext) -> None:
        self._context = context
        self._work = Connection(context)
        self._watch = Connection(context)
        self._sent = sending.SentLetters(self._work, self._listed)
        self._drafts = Drafts(self._work, self._listed)
        self._lock = Lock()
        self._tree: FolderTree | None = None
        self._listing: Listing | Everywhere | None = None
        self._most_bytes: int | None = None
        self._moved: dict[LetterKey, LetterKey] = {}  # where letters are now that this mailbox moved
        self._begun: changes.Begun = set()

    @property
    def address(self) -> str:
        return self._context.account.address

    @property
    def own(self) -> frozenset[str]:
        account = self._context.account
        return frozenset(each.casefold() for each in (account.address, account.user) if "@" in each)

    def signature(self, job: Job) -> str:
        return ""  # no server of IMAP or SMTP keeps one

    def folders(self, job: Job) -> tuple[Folder, ...]:
        def read(session: Session) -> tuple[Folder, ...]:
            tree = self._listed(session, anew=True)
            return tree.folders(_unread(session, tree, job))

        return self._work.run(job, read)

    def page(
        self,
        folder: str | None,
        words: str,
        after: str | None,
        job: Job,
        *,
        most: int = PAGE_ROWS,
        in_texts: bool = False,
    ) -> Page:
        def read(session: Session) -> Page:
            tree = self._listed(session)
            sought = Sought(None if folder is None else folder_name(folder), words, in_texts)
            listing = self._listing
            if after is None or listing is None or listing.sought != sought:
                listing = _listing(sought, tree)
            page = listing.page(session, after, most, tree, job)
            self._listing = listing
            return page

        return self._work.run(job, read)

    def conversation(self, key: str, job: Job) -> tuple[Letter, ...]:
        def read(session: Session) -> tuple[Letter, ...]:
            place = self._place(key)
            tree = self._listed(session)
            listing = self._listing
            known = listing.letters if listing is not None else ()
            return letters.conversation(session, place, known, _related(tree, place.folder), job)

        return self._work.run(job, read)

    def body(self, letter: str, job: Job) -> Body:
        return self._work.run(job, lambda session: content.body(session, self._place(letter), job))

    def part(self, letter: str, part: str, into: BinaryIO, job: Job) -> None:
        self._work.run(job, lambda session: content.write_part(session, self._place(letter), part, into, job))

    def mark(self, keys: Collection[str], job: Job, *, unread: bool | None = None, starred: bool | None = None) -> None:
        def change(session: Session) -> None:
            places = [self._place(key) for key in keys]
            if unread is not None:
                changes.set_flag(session, places, b"\\Seen", present=not unread)
            if starred is not None:
                changes.set_flag(session, places, b"\\Flagged", present=starred)

        self._work.run(job, change)

    def put(self, keys: Collection[str], add: frozenset[str], remove: frozenset[str], job: Job) -> None:
        if len(add) != 1:
            raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
        target = folder_name(next(iter(add)))
        self._work.run(job, lambda session: self._move(session, keys, lambda _: target))

    def bin(self, keys: Collection[str], job: Job) -> None:
        def change(session: Session) -> None:
            target = self._listed(session).with_role(Role.TRASH)
            self._move(session, keys, lambda _: target)

        self._work.run(job, change)

    def unbin(self, keys: Collection[str], job: Job) -> None:
        def change(session: Session) -> None:
            inbox = self._listed(session).with_role(Role.INBOX)
            origins = {now: before for before, now in self._moved.items()}

            def back(place: LetterKey) -> bytes:
                return origins[place].folder if place in origins else inbox

            self._move(session, keys, back)

        self._work.run(job, change)

    def folder_new(self, name: str, parent: str | None, colour: str | None, job: Job) -> Folder:
        def change(session: Session) -> Folder:
            tree = self._listed(session, anew=True)
            wire = tree.new_name(name, None if parent is None else folder_name(parent))
            if tree.has(wire):
                raise KnownError(ErrorCode.MAIL_FOLDER_EXISTS)
            session.client.create_folder(wire)
            return self._named(session, wire)

        return self._work.run(job, change)

    def folder_rename(self, folder: str, name: str, colour: str | None, job: Job) -> Folder:
        def change(session: Session) -> Folder:
            tree = self._listed(session, anew=True)
            old = _own_folder(tree, folder)
            wire = tree.new_name(name, tree.parent(old))
            if wire != old:
                if tree.has(wire):
                    raise KnownError(ErrorCode.MAIL_FOLDER_EXISTS)
                session.leave(old)
                session.client.rename_folder(old, wire)
            return self._named(session, wire)

        return self._work.run(job, change)

    def folder_remove(self, folder: str, job: Job) -> None:
        def change(session: Session) -> None:
            tree = self._listed(session, anew=True)
            name = _own_folder(tree, folder)
            if any(tree.children(name)) or session.examine(name).count:
                raise KnownError(ErrorCode.MAIL_FOLDER_NOT_EMPTY)
            session.leave(name)
            session.client.delete_folder(name)
            self._tree = None

        self._work.run(job, change)

    def save(self, draft: Draft, job: Job) -> Draft:
        return self._drafts.save(draft, None if draft.key is None else self._place(draft.key), job)

    def has_draft(self, draft: str, job: Job) -> bool:
        return self._drafts.has(self._place(draft), job)

    def drop(self, draft: str, job: Job) -> None:
        self._drafts.drop(self._place(draft), job)

    def send(self, message: bytes, draft: str | None, conversation: str | None, job: Job) -> Sent:
        sent = sending.send(message, self._context, self._sent, job)
        if draft is not None:
            self._drafts.drop_sent(self._place(draft), job)
        return sent

    def find_sent(self, message_id: str, job: Job) -> bool:
        return self._sent.has(message_id, job)

    def most_bytes(self, job: Job) -> int:
        if self._most_bytes is None:
            self._most_bytes = size_limit(smtp_server(self._context), job)
        return self._most_bytes

    def wait(self, stamp: str, stop: Event) -> Change:
        return self._watch.run(Job(), lambda session: wait_for_change(session, stamp, stop, self._context.clock))

    def close(self) -> None:
        self._work.close()
        self._watch.close()
        self._tree = self._listing = self._most_bytes = None
        self._moved.clear()
        self._begun.clear()
        self._drafts.forget()

    def _listed(self, session: Session, *, anew: bool = False) -> FolderTree:
        """The folders of the account, asked for once per connection or anew."""
        if self._tree is None or anew:
            chosen = {role: folder_name(key) for role, key in self._context.chosen_folders().items()}
            self._tree = FolderTree([_listed(each) for each in session.client.list_folders()], chosen)
        return self._tree

    def _named(self, session: Session, name: bytes) -> Folder:
        tree = self._listed(session, anew=True)
        found = [each for each in tree.folders({}) if folder_name(each.key) == name]
        if not found:
            raise KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=session.host)
        return found[0]

    def _place(self, key: str) -> LetterKey:
        """Where a letter is now, also one that was moved since its key was given."""
        place = letter_key(key)
        for _ in range(len(self._moved)):
            if place not in self._moved:
                break
            place = self._moved[place]
        return place

    def _move(self, session: Session, keys: Iterable[str], target: Callable[[LetterKey], bytes]) -> None:
        seen = {letter.key: letter.message_id for letter in self._listing.letters} if self._listing else {}
        places: dict[tuple[bytes, int, bytes], dict[int, str]] = {}
        for key in keys:
            place = self._place(key)
            if target(place) != place.folder:
                ids = places.setdefault((place.folder, place.validity, target(place)), {})
                ids[place.uid] = seen.get(place, "")
        for (folder, validity, into), ids in places.items():
            moved = changes.move(session, folder, validity, ids, into, self._begun)
            for old, new in moved.items():
                self._moved.pop(new, None)
                self._moved[old] = new
        while len(self._moved) > _MOST_MOVED:
            self._moved.pop(next(iter(self._moved)))


def _listed(answer: tuple[Iterable[bytes], object, object]) -> Listed:
    flags, separator, name = answer
    return Listed(
        flags=frozenset(flag.lower() for flag in flags),
        separator=separator if isinstance(separator, bytes) else b"",
        name=name if isinstance(name, bytes) else str(name).encode(),
    )


def _unread(session: Session, tree: FolderTree, job: Job) -> dict[bytes, int]:
    counts = session.client.unread_by_folder()
    if counts is not None:
        return counts
    counts = {}
    for name in tree.names()[:_MOST_COUNTED]:
        job.checkpoint()
        counts[name] = int(session.client.folder_status(name, ["UNSEEN"]).get(b"UNSEEN", 0))
    return counts


def _listing(sought: Sought, tree: FolderTree) -> Listing | Everywhere:
    """A list that is to be read; without a folder the one of all letters, else the inbox, or a search in all folders.

    What is in the bin or is spam is searched there alone.
    """
    names = {tree.role(name): name for name in tree.names()}
    inbox = names.get(Role.INBOX, b"INBOX")
    folder = sought.folder or names.get(Role.ALL)
    if folder is not None or not sought.words.strip():
        return Listing(folder or inbox, sought)
    searched = [name for name in tree.names() if tree.role(name) not in (Role.TRASH, Role.SPAM)]
    return Everywhere(sought, searched, inbox)


def _related(tree: FolderTree, folder: bytes) -> list[bytes]:
    """The folders in which the rest of a conversation is sought: the answers are mostly among the sent letters."""
    names = {tree.role(name): name for name in tree.names()}
    sought = (Role.ALL,) if Role.ALL in names else (Role.SENT, Role.INBOX)
    return [names[role] for role in sought if role in names and names[role] != folder]


def _own_folder(tree: FolderTree, key: str) -> bytes:
    """The name of a folder that may be renamed or removed. Raises MAIL_GONE; MAIL_UNSUPPORTED for one with a role."""
    name = folder_name(key)
    if not tree.has(name):
        raise KnownError(ErrorCode.MAIL_GONE)
    if tree.role(name) is not Role.NONE:
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    return name
