"""A vault with a mail account, whose letters hold words that must be nowhere at rest.

The account is at a simulated Google, or at a real Dovecot and an SMTP server.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Protocol, cast

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.gmail.state import Label
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.mail.mailbox import Other
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import PASSWORD, Dovecot
from tests.support.servers.smtp_server import RealSmtp, real_smtp
from tests.support.strict_keyring import StrictKeyring
from tests.support.traces import Places, new_words
from tests.support.vaults import PASSPHRASE, new_vault

KINDS = ("subject", "text", "person", "file", "content", "label", "sought", "written", "receiver", "attached", "added")
"""Where each word stands: in letters that came, then in what the user does."""
_LETTERS = 4
_DRAFTS, _SENT, _BIN = "Brouillons", "Messages envoyés", "Corbeille"


class Servers(Protocol):
    """What is in the mailbox, as its servers have it."""

    def came(self) -> bytes:
        """All that is in it: what the search must be able to find."""
        ...

    def sent(self) -> Sequence[bytes]:
        """The messages that were sent from it."""
        ...

    def drafts(self) -> int: ...

    def binned(self) -> int: ...


@dataclass(frozen=True)
class GmailServers:
    """The simulated Google."""

    gmail: SandboxGmail

    def came(self) -> bytes:
        names = " ".join(label.name for label in self.gmail.state.labels.values())
        return b"\n".join(mail.raw for mail in self.gmail.state.mails.values()) + names.encode()

    def sent(self) -> Sequence[bytes]:
        return [each.raw for each in self.gmail.api.sent]

    def drafts(self) -> int:
        return len(self.gmail.state.drafts)

    def binned(self) -> int:
        return sum("TRASH" in mail.labels for mail in self.gmail.state.mails.values())


@dataclass(frozen=True)
class ImapServers:
    """Dovecot, seen by another program on the same account, and aiosmtpd."""

    other: Other
    smtp: RealSmtp

    def came(self) -> bytes:
        folders = [name for _, _, name in self.other.client.list_folders()]
        return b"\n".join([*(raw for name in folders for raw in self._letters(name)), " ".join(folders).encode()])

    def sent(self) -> Sequence[bytes]:
        return self.smtp.messages

    def drafts(self) -> int:
        return len(self._letters(_DRAFTS))

    def binned(self) -> int:
        return len(self._letters(_BIN))

    def _letters(self, folder: str) -> Sequence[bytes]:
        client = self.other.client
        client.select_folder(folder, readonly=True)
        return [each[b"BODY[]"] for each in client.fetch(client.search(), ["BODY.PEEK[]"]).values()]


@dataclass(frozen=True, kw_only=True)
class MailWorld:
    """The places where a session may leave something, the words, and the mailbox at its servers."""

    folder: Path
    places: Places
    words: Mapping[str, str]
    servers: Servers

    @property
    def environment(self) -> Mapping[str, str]:
        """The folders of the user for a process, each below `folder`."""
        home = self.folder / "home"
        names = {"HOME": "", "XDG_CACHE_HOME": ".cache", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".data"}
        return {
            **{name: str(home / part) for name, part in names.items()},
            "XDG_STATE_HOME": str(home / ".state"),
            "TMPDIR": str(self.folder / "tmp"),
        }

    @property
    def chosen(self) -> Path:
        """The file that the user attaches, and the folder where they save; not among the places."""
        return self.folder / "chosen"


Deliver = Callable[[EmailMessage], object]


@contextmanager
def mail_world(folder: Path) -> Iterator[MailWorld]:
    """A world at the simulated Google, in a folder of its own, with the account connected and the vault closed."""
    with SandboxGmail() as gmail:

        def connect(session: Session) -> None:
            _connect(session, gmail, folder)

        def deliver(message: EmailMessage) -> None:
            gmail.deliver(message["Subject"], sender=message["From"], message=message)

        world = _world(folder, GmailServers(gmail), connect)
        label = f"{world.words['label']} des clients"
        gmail.state.labels["Label_9"] = Label(id="Label_9", name=label, is_system=False)
        _fill(world.words, deliver)
        yield world


@contextmanager
def imap_world(folder: Path, dovecot: Dovecot, certificates: Certificates, user: str) -> Iterator[MailWorld]:
    """A world at real servers, which the program must trust; `user` is new to Dovecot."""
    account = replace(dovecot.account(user), id=secrets.token_hex(8))
    with (
        real_smtp(certificates.good, login=(user, PASSWORD)) as smtp,
        closing(Other(dovecot, user)) as other,
    ):
        outgoing = Server(host="localhost", port=smtp.port, security=Security.TLS)

        def connect(session: Session) -> None:
            keep_account(session, replace(account, outgoing=outgoing), {"password": PASSWORD})

        world = _world(folder, ImapServers(other, smtp), connect)
        other.client.create_folder(f"{world.words['label']} des clients")

        def deliver(message: EmailMessage) -> None:
            message["To"], message["Message-ID"] = account.address, make_msgid(domain="nova.example")
            other.add("INBOX", message)

        _fill(world.words, deliver)
        yield world


def _world(folder: Path, servers: Servers, connect: Callable[[Session], object]) -> MailWorld:
    words = new_words(*KINDS)
    for part in ("home", "tmp", "chosen"):
        (folder / part).mkdir()
    (folder / "chosen" / f"{words['attached']}.txt").write_text(f"{words['added']} du fichier")
    session = new_vault(folder / "profile", keyring=StrictKeyring(folder / "keyring")).session
    connect(session)
    session.close()
    places = Places(
        folders=(folder / "profile", folder / "keyring", folder / "home", folder / "tmp"),
        profile=folder / "profile",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
    )
    return MailWorld(folder=folder, places=places, words=words, servers=servers)


def _fill(words: Mapping[str, str], deliver: Deliver) -> None:
    """Letters with a word in each subject, text, sender, and name and content of its files."""
    for turn in range(_LETTERS):
        message = EmailMessage()
        message["Subject"] = f"{words['subject']} {turn}"
        message["From"] = f"{words['person']} <{words['person']}@nova.example>"
        message.set_content(f"Bonjour, {words['text']} du texte.\n")
        html = f"<p>Bonjour, <b>{words['text']}</b> du texte.</p><img src='cid:logo'>"
        message.add_alternative(html, subtype="html")
        alternative = cast(EmailMessage, message.get_body(("html",)))
        alternative.add_related(f"{words['content']} de l'image".encode(), "image", "png", cid="<logo>")
        content = f"{words['content']} du fichier".encode()
        message.add_attachment(content, "application", "pdf", filename=f"{words['file']}.pdf")
        deliver(message)


def _connect(session: Session, gmail: SandboxGmail, folder: Path) -> None:
    agree = browser()
    add_gmail(
        session,
        gmail.write_client_file(folder / "client.json"),
        announce=lambda page: agree(page.url),
        job=Job(),
        base_url=gmail.base_url,
    )
