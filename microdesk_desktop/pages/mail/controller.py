"""The mailboxes of the window: accounts, folders and lists that are in memory from the first look until the lock.

    page ──open, more, refresh──▶ controller ──Lane.NET──▶ operations/mail ──▶ server
      ▲                              │ keeps the latest lists
      └──── accounts, folders, lists ┘ signals

The page may be closed and built anew; what was read stays, and is shown at once. Nothing of it is written to disk, and
closing the workspace drops it.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import Signal

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.conversations.listed import Listed, ListKey
from microdesk_desktop.domain.mail.conversations.unread import recounted, refiled
from microdesk_desktop.domain.mail.types import Folder, Page, Role, Row
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.conversations.listing import list_folders, own_addresses
from microdesk_desktop.operations.mail.conversations.pages import load_page
from microdesk_desktop.operations.mail.network import closed_by_user

MOST_ROWS = 5_000
"""Of one list: what a mailbox keeps in memory for an account (mail.md, 7); a search finds what is older."""
_LISTS_KEPT = 6
"""To go back and forth between a few folders without a pause."""

K = TypeVar("K")
Change = Callable[[ListKey, Listed], Listed]
"""Makes a list with a change applied that was asked of the server."""
Where = Callable[[ListKey], bool]
"""Which lists a change concerns."""


class MailController(Controller):
    """What is known of each mailbox.

    `accounts_changed` comes once the accounts were read; `folders_changed` carries the id of an account, `list_changed`
    the key of a list whose rows, problem or loading changed, `list_read` that of one whose first page was just read.
    `failed` carries the id of an account whose folders, or a first page, could not be read, and the error.
    """

    accounts_changed = Signal()
    folders_changed = Signal(str)
    list_changed = Signal(object)
    list_read = Signal(object)
    failed = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.accounts: Sequence[Account] | None = None
        """None until they were read."""
        self._folders: dict[str, Sequence[Folder]] = {}
        self._own: dict[str, frozenset[str]] = {}
        self._folder_problems: dict[str, KnownError] = {}
        self._lists: OrderedDict[ListKey, Listed] = OrderedDict()
        self._problems: dict[ListKey, KnownError] = {}
        self._loading: dict[ListKey, Task[Page]] = {}
        self._loading_folders: dict[str, Task[Any]] = {}
        self._stale: set[ListKey] = set()
        self._stale_folders: set[str] = set()
        self._leaving: dict[str, dict[str, Where]] = {}
        workspace.changed.connect(self._on_changed)

    def load_accounts(self) -> None:
        """Read which accounts there are."""
        self.workspace.examine(lambda session, _: list_accounts(session), owner=self, on_success=self._take_accounts)

    def account(self, account_id: str) -> Account | None:
        """The account of this id; None once it was removed."""
        return next((each for each in self.accounts or () if each.id == account_id), None)

    def own(self, account_id: str) -> frozenset[str]:
        """The addresses of the user in an account, in lower case: that of the account, and its aliases."""
        account = self.account(account_id)
        return self._own.get(account_id, frozenset()) | {each.address.casefold() for each in (account,) if each}

    def folders(self, account_id: str) -> Sequence[Folder] | None:
        """The folders of an account; None until they were read."""
        return self._folders.get(account_id)

    def folder(self, account_id: str, key: str | None) -> Folder | None:
        """The folder of this key."""
        return next((each for each in self._folders.get(account_id, ()) if each.key == key), None)

    def with_role(self, account_id: str, role: Role) -> Folder | None:
        """The folder of an account that has this role."""
        return next((each for each in self._folders.get(account_id, ()) if each.role is role), None)

    def load_folders(self, account_id: str, *, is_stale: bool = False) -> None:
        """Ask the server for the folders and their unread letters, unless that is under way.

        `is_stale`: something has changed, and an answer that is under way may be older; they are asked for once more.
        """
        if account_id in self._loading_folders:
            if is_stale:
                self._stale_folders.add(account_id)
            return
        self._loading_folders[account_id] = self.workspace.examine(
            lambda session, job: (list_folders(session, account_id, job), own_addresses(session, account_id)),
            owner=self,
            lane=Lane.NET,
            on_success=lambda found: self._take_folders(account_id, *found),
            on_error=lambda error: self._fail_folders(account_id, error),
            on_end=lambda: self._end_folders(account_id),
        )

    def listed(self, key: ListKey) -> Listed | None:
        """The rows of a list that are in memory; None until its first page was read."""
        return self._lists.get(key)

    def problem(self, key: ListKey) -> KnownError | None:
        """Why the list could not be read last."""
        return self._problems.get(key)

    def folder_problem(self, account_id: str) -> KnownError | None:
        """Why the folders of an account could not be read last."""
        return self._folder_problems.get(account_id)

    def is_loading(self, key: ListKey) -> bool:
        """Whether a page of the list is asked for."""
        return key in self._loading

    def is_read_again(self, key: ListKey) -> bool:
        """Whether the list is read once more after the page that is asked for, which may be older than a change."""
        return key in self._stale

    def list_with(self, account_id: str, conversation: str) -> ListKey | None:
        """The list that changed last of those that show a conversation."""
        keys = (key for key in reversed(self._lists) if key.account_id == account_id)
        return next((key for key in keys if self._lists[key].find(conversation) is not None), None)

    def refresh(self, key: ListKey, *, may_have_left: bool = True) -> None:
        """Read the first page of a list again; once more where that is under way, since it may be older."""
        if key in self._loading:
            self._stale.add(key)
            return
        leaving = self._hidden(key)
        self._load(key, None, lambda page: self._take_first(key, page, leaving, may_have_left))

    def more(self, key: ListKey) -> None:
        """Read the page after those that are known, if there is one and nothing of the list is being read."""
        listed = self._lists.get(key)
        if listed is None or listed.next is None or key in self._loading or len(listed.rows) >= MOST_ROWS:
            return
        self._load(key, listed.next, lambda page: self._put(key, self._lists[key].extended(page)))

    def forget(self, key: ListKey) -> None:
        """Stop reading a list that is no longer wanted, such as that of a former search, and drop it."""
        task = self._loading.pop(key, None)
        if task is not None:
            task.forget()
        self._lists.pop(key, None)
        self._problems.pop(key, None)

    def mark(self, account_id: str, keys: Collection[str], *, unread: bool, letters: int = 1) -> None:
        """Mark conversations in the lists and in the unread counts, before the server has answered.

        `letters`: how many of each conversation change their mark, as far as is known.
        """
        rows = (row for key, listed in self._lists.items() if key.account_id == account_id for row in listed.rows)
        changed = {row.key: row for row in rows if row.key in keys and row.unread is not unread}
        self.change_rows(account_id, lambda _, listed: listed.marked(keys, unread=unread))
        if changed and account_id in self._folders:
            folders = self._folders[account_id]
            self._folders[account_id] = recounted(folders, changed.values(), unread=unread, letters=letters)
            self.folders_changed.emit(account_id)

    def refile(
        self, account_id: str, rows: Collection[Row], add: Collection[str], remove: Collection[str] | None
    ) -> None:
        """Count the unread letters of folders as they are once these conversations lie elsewhere, as `refiled` does."""
        if account_id in self._folders and any(row.unread for row in rows):
            self._folders[account_id] = refiled(self._folders[account_id], rows, add, remove)
            self.folders_changed.emit(account_id)

    def change_rows(self, account_id: str, change: Change) -> None:
        """Apply a change that was asked of the server to every list of an account, before the server has answered."""
        for key, listed in list(self._lists.items()):
            if key.account_id == account_id:
                self._put(key, change(key, listed))

    def hold_back(self, account_id: str, keys: Collection[str], where: Where) -> None:
        """Take rows out of some lists, and let them not come back with a page that was read before they have left."""
        self.change_rows(account_id, lambda key, listed: listed.without(keys) if where(key) else listed)
        self._leaving.setdefault(account_id, {}).update(dict.fromkeys(keys, where))

    def let_back(self, account_id: str, keys: Collection[str]) -> None:
        """The rows have left, or stay: pages that are read from now on are right about them."""
        for key in keys:
            self._leaving.get(account_id, {}).pop(key, None)

    def _load(self, key: ListKey, after: str | None, take: Callable[[Page], None]) -> None:
        self._problems.pop(key, None)
        self._loading[key] = self.workspace.examine(
            lambda session, job: load_page(session, key, after, job),
            owner=self,
            lane=Lane.NET,
            on_success=take,
            on_error=lambda error: self._fail(key, error, is_first=after is None),
            on_end=lambda: _drop(self._loading, key),
        )
        self.list_changed.emit(key)

    def _take_first(self, key: ListKey, page: Page, leaving: frozenset[str], may_have_left: bool) -> None:
        hidden = leaving | self._hidden(key)
        page = replace(page, rows=tuple(row for row in page.rows if row.key not in hidden))
        former = self._lists.get(key)
        if former is None:
            listed = Listed(rows=page.rows, next=page.next, stamp=page.stamp)
        else:
            listed = former.renewed(page, may_have_left=may_have_left)
        self._put(key, listed)
        self.list_read.emit(key)
        if key in self._stale:
            self._stale.discard(key)
            self.refresh(key)

    def _hidden(self, key: ListKey) -> frozenset[str]:
        """The rows that are leaving this list."""
        leaving = self._leaving.get(key.account_id, {})
        return frozenset(each for each, where in leaving.items() if where(key))

    def _put(self, key: ListKey, listed: Listed) -> None:
        self._lists[key] = listed
        self._lists.move_to_end(key)
        while len(self._lists) > _LISTS_KEPT:
            self._lists.popitem(last=False)
        self.list_changed.emit(key)

    def _fail(self, key: ListKey, error: KnownError, *, is_first: bool) -> None:
        self._stale.discard(key)
        if error.code is ErrorCode.MAIL_GONE and not is_first:
            # The folder was made anew at the server: what was read of it is no longer there.
            self._lists.pop(key, None)
            self.refresh(key)
            return
        self._problems[key] = error
        self.list_changed.emit(key)
        if is_first:
            self.failed.emit(key.account_id, error)

    def _end_folders(self, account_id: str) -> None:
        del self._loading_folders[account_id]
        if account_id in self._stale_folders:
            self._stale_folders.discard(account_id)
            self.load_folders(account_id)

    def _take_folders(self, account_id: str, folders: Sequence[Folder], own: frozenset[str]) -> None:
        self._folder_problems.pop(account_id, None)
        self._folders[account_id], self._own[account_id] = folders, own
        self.folders_changed.emit(account_id)

    def _fail_folders(self, account_id: str, error: KnownError) -> None:
        self._folder_problems[account_id] = error
        self.folders_changed.emit(account_id)
        self.failed.emit(account_id, error)

    def _take_accounts(self, accounts: Sequence[Account]) -> None:
        self.accounts = accounts
        ids = {each.id for each in accounts}
        for key in [each for each in (*self._lists, *self._loading) if each.account_id not in ids]:
            self.forget(key)
        for account_id in set(self._folders) - ids:
            del self._folders[account_id]
            self._own.pop(account_id, None)
            self._leaving.pop(account_id, None)
        self.accounts_changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.MAIL and self.accounts is not None:
            self.load_accounts()
        if changes & Changes.NETWORK:
            self._read_what_was_closed()

    def _read_what_was_closed(self) -> None:
        """Read again what could not be read because the user had closed its network, where it is open now."""
        for account in self.accounts or ():
            if closed_by_user(self.workspace.session, account) is not None:
                continue
            folders = self._folder_problems.get(account.id)
            if folders is not None and folders.code in CLOSED:
                self.load_folders(account.id)
            for key, problem in list(self._problems.items()):
                if key.account_id == account.id and problem.code in CLOSED:
                    self.refresh(key)


def _drop(tasks: dict[K, Task[Any]], key: K) -> None:
    tasks.pop(key, None)
