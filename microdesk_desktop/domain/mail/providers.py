"""What is known of mail providers before anything is asked of a server or of the user."""

from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.domain.mail.account import Server

GMAIL_FIRST = "gmail_first"
"""The note of a provider whose mailboxes are better connected by Google's page."""


class Way(StrEnum):
    """How a mailbox of a provider can be connected by IMAP and SMTP."""

    PASSWORD = "password"
    APP_PASSWORD = "app_password"
    BRIDGE = "bridge"
    OWN_CLIENT = "own_client"
    """By an access token, which the provider gives to a client that the user has registered there."""
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The servers of a mailbox and its login name.

    `provider` is the name of the provider, empty where only the servers are known; `notes` are codes of what the user
    has to do or to know before connecting.
    """

    address: str
    user: str
    imap: Server
    smtp: Server
    provider: str = ""
    way: Way = Way.PASSWORD
    notes: tuple[str, ...] = ()

    @property
    def is_google(self) -> bool:
        """Whether Google has the mailbox, which is then better connected by its page."""
        return GMAIL_FIRST in self.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class MailProvider:
    """A provider of the table: the domains of its addresses, its servers, and how it is connected.

    `reason` is the code of why it cannot be connected, or only by a bridge; empty otherwise. `servers` are the hosts
    that lead to it from addresses of any domain.
    """

    id: str
    name: str
    domains: frozenset[str]
    way: Way
    imap: Server | None = None
    smtp: Server | None = None
    takes_local_part: bool = False
    notes: tuple[str, ...] = ()
    reason: str = ""
    servers: frozenset[str] = frozenset()

    def settings(self, address: str) -> MailSettings | None:
        """The settings for an address; None where the provider cannot be connected."""
        if self.imap is None or self.smtp is None:
            return None
        return MailSettings(
            address=address,
            user=address.rpartition("@")[0] if self.takes_local_part else address,
            imap=self.imap,
            smtp=self.smtp,
            provider=self.name,
            way=self.way,
            notes=self.notes,
        )


def domain_of(address: str) -> str:
    """The domain of an address in lower case; empty for a text without one."""
    return address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""
