"""A vault with two mail accounts, and a kind of account whose provider is in the test's own hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account, AccountKind, Security, Server
from microdesk_desktop.domain.mail.types import Folder
from microdesk_desktop.mail.provider import Mailbox, MailContext, MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, new_vault

GONE_ID, STAYS_ID = "00aa11bb22cc33dd", "44ee55ff66008899"
PASSWORD, OTHER_PASSWORD = "canari secret", "autre secret"


def imap_account(account_id: str, address: str) -> Account:
    """An account at servers that do not exist."""
    host = f"imap.{address.partition('@')[2]}"
    return Account(
        id=account_id,
        kind=AccountKind.IMAP,
        address=address,
        user=f"login.{address}",
        incoming=Server(host=host, port=993, security=Security.TLS),
        outgoing=Server(host=f"smtp.{host}", port=465, security=Security.TLS),
    )


GONE = imap_account(GONE_ID, "canari@envole.example")
STAYS = imap_account(STAYS_ID, "merle@reste.example")


def make_scene(folder: Path) -> Scene:
    """A vault with two accounts, of which `GONE` is to be removed, and a backup of it, closed."""
    session = new_vault(folder / "profile", clock=FakeClock(), keyring=StrictKeyring(folder / "keyring")).session
    keep_account(session, GONE, {"password": PASSWORD})
    keep_account(session, STAYS, {"password": OTHER_PASSWORD})
    back_up_today(session, Job())
    session.close()
    scene = Scene(
        profile=folder / "profile",
        keyring=folder / "keyring",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        words=(GONE.address, PASSWORD),
        payments=(),
    )
    assert scene.left() == list(scene.words), "the search finds what is there"
    return scene


@dataclass
class CountedMailbox:
    """A mailbox that only logs in, and counts how often it is closed."""

    provider: "Provider"
    context: MailContext
    closed: int = 0

    def folders(self, job: Job) -> tuple[Folder, ...]:
        job.checkpoint()
        self.provider.logins.append(self.context.secrets.get("password"))
        if self.provider.refusal is not None:
            raise self.provider.refusal
        return ()

    def close(self) -> None:
        self.closed += 1


@dataclass
class Provider:
    """A kind of account of which a test sees each mailbox, login and revocation; it raises `refusal` and `failure`."""

    opened: list[CountedMailbox] = field(default_factory=list)
    logins: list[str | None] = field(default_factory=list)
    refusal: KnownError | None = None
    revoked: list[str | None] = field(default_factory=list)
    failure: Exception | None = None

    def kind(self) -> MailKind:
        return MailKind(open=self._open, revoke=self._revoke)

    def _open(self, context: MailContext) -> Mailbox:
        self.opened.append(CountedMailbox(self, context))
        return cast(Mailbox, self.opened[-1])

    def _revoke(self, context: MailContext, job: Job) -> None:
        job.checkpoint()
        if self.failure is not None:
            raise self.failure
        self.revoked.append(context.secrets.get("password"))


@contextmanager
def provider(kind: AccountKind = AccountKind.IMAP) -> Iterator[Provider]:
    """The kind of account for the time of a test."""
    playing = Provider()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(cast(dict[Any, Any], KINDS), kind, playing.kind)
        yield playing


def passwords(session: Session, *account_ids: str) -> list[str | None]:
    """The password of each account, as the keyring has it."""
    return [session.tokens.get(f"mail.{account_id}.password") for account_id in account_ids]
