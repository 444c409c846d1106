"""A mailbox of the product on a real server, and the letters that a test puts there."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from imapclient import IMAPClient

from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from microdesk_desktop.mail.provider import MailContext
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.dovecot import PASSWORD, Dovecot

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class MemorySecrets:
    """The secrets of one account, in memory."""

    def __init__(self, password: str = PASSWORD) -> None:
        self._kept = {"password": password}

    def get(self, name: str) -> str | None:
        return self._kept.get(name)

    def put(self, name: str, secret: str) -> None:
        self._kept[name] = secret

    def delete(self, name: str) -> None:
        self._kept.pop(name, None)


def context(
    account: Account,
    clock: FakeClock | None = None,
    password: str = PASSWORD,
    journal: MemoryJournal | None = None,
) -> MailContext:
    journal, clock = journal or MemoryJournal(), clock or FakeClock()
    return MailContext(
        account=account,
        secrets=MemorySecrets(password),
        http=HttpClient(journal, clock),
        journal=journal,
        clock=clock,
    )


def mailbox(server: Dovecot, user: str, **options: Any) -> ImapMailbox:
    return ImapMailbox(context(server.account(user), **options))


def letter(
    subject: str,
    *,
    key: str = "",
    answers: str = "",
    sender: str = "Nova <nova@client.example>",
    to: str = "me@studio.example",
    text: str = "Bonjour",
) -> EmailMessage:
    """A letter whose Message-ID is `<key@x>`; `answers` are keys of the letters that it refers to."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, to
    message["Message-ID"] = f"<{key or _plain(subject)}@x>"
    if answers:
        message["References"] = " ".join(f"<{each}@x>" for each in answers.split())
        message["In-Reply-To"] = f"<{answers.split()[-1]}@x>"
    message.set_content(text)
    return message


def _plain(subject: str) -> str:
    return re.sub("[^A-Za-z0-9-]", "", subject.replace(" ", "-"))


class Other:
    """Another mail program on the same account, to put letters there and to see what the product did."""

    def __init__(self, server: Dovecot, user: str) -> None:
        self.client = IMAPClient("localhost", server.tls_port, ssl_context=mail_tls_context(), timeout=60)
        self.client.normalise_times = False
        self._is_closed = False
        self.client.plain_login(user, PASSWORD)

    def add(self, folder: str, message: EmailMessage | bytes, *flags: bytes, minutes: int = 0) -> None:
        raw = message if isinstance(message, bytes) else bytes(message)
        self.client.append(folder, raw, flags, NOON + timedelta(minutes=minutes))

    def add_all(self, folder: str, messages: Iterable[EmailMessage]) -> None:
        """Add letters, each a minute after the one before it."""
        dated = [{"msg": bytes(each), "date": NOON + timedelta(minutes=at)} for at, each in enumerate(messages)]
        self.client.multiappend(folder, dated)

    def subjects(self, folder: str) -> list[str]:
        """The subjects of a folder, sorted."""
        self.client.select_folder(folder, readonly=True)
        found = self.client.fetch(self.client.search(), ["ENVELOPE"])
        return sorted((each[b"ENVELOPE"].subject or b"").decode() for each in found.values())

    def flags(self, folder: str) -> list[tuple[bytes, ...]]:
        self.client.select_folder(folder, readonly=True)
        found = self.client.get_flags(self.client.search())
        return [tuple(sorted(set(flags) - {b"\\Recent"})) for _, flags in sorted(found.items())]

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self.client.logout()
