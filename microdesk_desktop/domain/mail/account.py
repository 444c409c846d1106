"""A mail account: its address and the settings of its servers. No secret and nothing of any message is part of it."""

from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.base.net.types import Security, Server

__all__ = ["Account", "AccountKind", "Authority", "Security", "Server"]


class AccountKind(StrEnum):
    """How an account is reached."""

    GMAIL = "gmail"
    IMAP = "imap"


class Authority(StrEnum):
    """Who gives the access tokens with which an IMAP account logs in, in place of a password."""

    MICROSOFT = "microsoft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of the user.

    `user` is the login name, which is the address at most providers. `incoming` (IMAP) and `outgoing` (SMTP) are None
    for Gmail; `base_url` replaces the addresses of Google or of the `authority` by one of this computer, for the
    demonstration and the tests.
    """

    id: str
    kind: AccountKind
    address: str
    user: str
    incoming: Server | None = None
    outgoing: Server | None = None
    base_url: str | None = None
    authority: Authority | None = None
