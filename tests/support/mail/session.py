"""A session with a mailbox as a process of its own, driven over its standard input.

python -m tests.support.mail.session FOLDER

FOLDER is that of a `mail_world`. The first line of input has the words, as « kind=word », each other line the name of
an act of `ACTS`, answered by a line of output.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft, Letter
from microdesk_desktop.mail.outgoing.completion import complete_message
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.compose.send import send_message
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations, list_folders
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.unlock import unlock
from tests.support.mail.gmail import written
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE


@dataclass
class Acts:
    """What a user does with the mailbox of an open vault, one act after the other."""

    session: Session
    folder: Path
    words: Mapping[str, str]
    job: Job = field(default_factory=Job)
    letter: Letter | None = None
    draft: Draft | None = None

    def __post_init__(self) -> None:
        self.account = list_accounts(self.session)[0].id
        self.mailbox = open_mailbox(self.session, self.account)

    def list(self) -> None:
        list_folders(self.session, self.account, self.job)
        assert len(list_conversations(self.session, self.account, Wanted(), self.job).rows) > 1

    def open(self) -> None:
        row = list_conversations(self.session, self.account, Wanted(limit=1), self.job).rows[0]
        self.letter, read = read_newest(self.session, self.account, row.key, self.job)
        assert self.words["text"] in read.reading.text
        self.mailbox.mark([self.letter.key], self.job, unread=False, starred=True)

    def search(self) -> None:
        words = f"{self.words['sought']} from:{self.words['person']}"
        list_conversations(self.session, self.account, Wanted(words=words), self.job)

    def save(self) -> None:
        assert self.letter is not None
        for part in self.letter.parts:
            with (self.folder / "chosen" / f"saved {part.name}").open("wb") as file:
                self.mailbox.part(self.letter.key, part.key, file, self.job)

    def write(self) -> None:
        message = written(f"Re: {self.words['written']}", to=f"{self.words['receiver']}@b.example")
        (attached,) = (self.folder / "chosen").glob(f"{self.words['attached']}*")
        message.add_attachment(attached.read_bytes(), "text", "plain", filename=attached.name)
        self.draft = self.mailbox.save(Draft(message=message.as_bytes()), self.job)

    def rewrite(self) -> None:
        assert self.draft is not None
        self.draft = self.mailbox.save(self.draft, self.job)

    def send(self) -> None:
        assert self.draft is not None
        message, _ = complete_message(self.draft.message, self.session.clock.now())
        send_message(self.session, self.account, message, self.job, draft=self.draft.key)

    def label(self) -> None:
        made = self.mailbox.folder_new(f"{self.words['label']} du libellé", None, None, self.job)
        assert self.letter is not None
        self.mailbox.put([self.letter.key], frozenset({made.key}), frozenset(), self.job)

    def bin(self) -> None:
        assert self.letter is not None
        self.mailbox.bin([self.letter.key], self.job)

    def back_up(self) -> None:
        back_up_today(self.session, self.job)

    def remove(self) -> None:
        remove_account(self.session, self.account, self.job)


ACTS = ("list", "open", "search", "save", "write", "rewrite", "send", "label", "bin", "back_up", "remove")


def main(folder: Path) -> None:
    """Obey until the input ends."""
    keyring = StrictKeyring(folder / "keyring")
    session = unlock(folder / "profile", PASSPHRASE, keyring=lambda: keyring)
    words = dict(word.split("=") for word in sys.stdin.readline().split())
    acts = Acts(session, folder, words)
    for line in sys.stdin:
        act: Callable[[], None] = getattr(acts, line.strip())
        act()
        sys.stdout.write(f"{line.strip()}\n")
        sys.stdout.flush()
    session.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
