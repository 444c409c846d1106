"""A vault with a Gmail account on a simulated Google, whose letters hold words that must be nowhere at rest."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.add_gmail import add_gmail
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.strict_keyring import StrictKeyring
from tests.support.traces import Places, new_words
from tests.support.vaults import PASSPHRASE, new_vault

KINDS = ("subject", "text", "person", "file", "content", "label", "sought", "written", "receiver", "attached", "added")
"""Where each word stands: in letters that came, then in what the user does."""
_ANSWERS = 3


@dataclass(frozen=True, kw_only=True)
class MailWorld:
    """The places where a session may leave something, the words, and the simulated Gmail."""

    folder: Path
    places: Places
    words: Mapping[str, str]
    gmail: SandboxGmail

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

    def came(self) -> bytes:
        """All that is in the mailbox: what the search must be able to find."""
        names = " ".join(label.name for label in self.gmail.state.labels.values())
        return b"\n".join(mail.raw for mail in self.gmail.state.mails.values()) + names.encode()


@contextmanager
def mail_world(folder: Path) -> Iterator[MailWorld]:
    """The world in a folder of its own, with the account connected and the vault closed."""
    words = new_words(*KINDS)
    for part in ("home", "tmp", "chosen"):
        (folder / part).mkdir()
    (folder / "chosen" / f"{words['attached']}.txt").write_text(f"{words['added']} du fichier")
    with SandboxGmail() as gmail:
        keyring = StrictKeyring(folder / "keyring")
        session = new_vault(folder / "profile", keyring=keyring).session
        _connect(session, gmail, folder)
        session.close()
        for turn in range(_ANSWERS):
            deliver(gmail, words, turn)
        places = Places(
            folders=(folder / "profile", folder / "keyring", folder / "home", folder / "tmp"),
            profile=folder / "profile",
            key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        )
        yield MailWorld(folder=folder, places=places, words=words, gmail=gmail)


def deliver(gmail: SandboxGmail, words: Mapping[str, str], turn: int) -> None:
    """One letter with a word in its subject, its texts, its sender, and the name and content of its files."""
    message = EmailMessage()
    message.set_content(f"Bonjour, {words['text']} du texte.\n")
    message.add_alternative(f"<p>Bonjour, <b>{words['text']}</b> du texte.</p><img src='cid:logo'>", subtype="html")
    html = cast(EmailMessage, message.get_body(("html",)))
    html.add_related(f"{words['content']} de l'image".encode(), "image", "png", cid="<logo>")
    content = f"{words['content']} du fichier".encode()
    message.add_attachment(content, "application", "pdf", filename=f"{words['file']}.pdf")
    sender = f"{words['person']} <{words['person']}@nova.example>"
    gmail.deliver(f"{words['subject']} {turn}", sender=sender, message=message)


def _connect(session: Session, gmail: SandboxGmail, folder: Path) -> None:
    agree = browser()
    add_gmail(
        session,
        gmail.write_client_file(folder / "client.json"),
        announce=lambda page: agree(page.url),
        job=Job(),
        base_url=gmail.base_url,
    )
