"""What a search over all mailboxes of the user found; it lives in memory only."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.types import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConversation:
    """A conversation, the account that has it, and the search that found it there, by its headers or `in_texts` too."""

    account: Account
    row: Row
    words: str
    in_texts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConversations:
    """The newest conversations that were found, newest first, each once; `is_cut` when there are more.

    `may_be_in_texts` is whether a mailbox was searched by its headers alone, where a search in texts may find more.
    `failed` are the accounts that could not be asked, each with its reason.
    """

    rows: tuple[FoundConversation, ...]
    is_cut: bool = False
    may_be_in_texts: bool = False
    failed: tuple[tuple[Account, KnownError], ...] = ()
