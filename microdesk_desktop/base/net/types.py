"""Where a mail server is and how its connection is encrypted; light to import, unlike `secure` that needs sockets."""

from dataclasses import dataclass, field
from enum import StrEnum

ENDED = "ended"
"""The outcome in the network journal of a connection that was closed without a failure."""


class Security(StrEnum):
    """How a connection becomes encrypted; there is no third way."""

    TLS = "tls"
    """From the first byte (ports 993 and 465)."""
    STARTTLS = "starttls"
    """After a first exchange in clear, which carries neither name nor password (ports 143 and 587)."""


class MailProtocol(StrEnum):
    """Which exchange leads to STARTTLS."""

    IMAP = "imap"
    SMTP = "smtp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server: its host, which its certificate must name, its port, and how the connection is encrypted.

    `certificate` (PEM) is that of a program of this computer, which no authority signs: it is the only one that is
    accepted there. It is empty everywhere else.
    """

    host: str
    port: int
    security: Security
    certificate: str = field(default="", repr=False)
