"""A connection that is cut at any command of a change: nothing is lost, and trying again ends with one of each."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.mail.mailbox import Other, context, letter
from tests.support.servers.certificates import Certificates
from tests.support.servers.cutting_proxy import CuttingProxy
from tests.support.servers.dovecot import Dovecot, serving
from tests.support.servers.scripted_server import playing

pytestmark = pytest.mark.real
WHEN = pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])


@contextmanager
def cut_at(
    command: bytes, is_done: bool, dovecot: Dovecot, certificates: Certificates, user: str
) -> Iterator[tuple[ImapMailbox, Other]]:
    """A mailbox whose connection is cut once, and another program on the same account; the cut has happened after."""
    proxy = CuttingProxy(certificates.good, dovecot.starttls_port, command, is_done=is_done)
    account = dovecot.account(user)
    assert account.incoming is not None
    with playing(proxy.talk) as server, closing(Other(dovecot, user)) as other:
        incoming = replace(account.incoming, port=server.port)
        with closing(ImapMailbox(context(replace(account, incoming=incoming)))) as mine:
            yield mine, other
    assert proxy.cuts == 1


def message(number: int) -> bytes:
    return bytes(letter(f"Version {number}", key="draft"))


@WHEN
@pytest.mark.parametrize("command", [b"APPEND", b"SELECT", b"FETCH", b"STORE", b"EXPUNGE"])
def test_a_draft_is_kept_and_stays_one(
    command: bytes, is_done: bool, dovecot: Dovecot, certificates: Certificates, user: str
) -> None:
    with cut_at(command, is_done, dovecot, certificates, user) as (mine, other):
        other.add("Brouillons", letter("D'un autre logiciel"), b"\\Draft")
        draft = Draft(message=message(0))
        saved = 0
        for number in range(1, 6):
            with suppress(KnownError):
                draft = mine.save(Draft(message=message(number), key=draft.key), Job())
                saved = number
            kept = other.subjects("Brouillons")
            newest = max(kept[1:], default="Version 0")
            assert newest >= f"Version {saved}", "what was saved is there until something newer is"
        assert kept == ["D'un autre logiciel", "Version 5"]
        assert draft.key is not None
        mine.drop(draft.key, Job())
        assert other.subjects("Brouillons") == ["D'un autre logiciel"]


@WHEN
@pytest.mark.parametrize("command", [b"SELECT", b"FETCH", b"MOVE"])
def test_a_letter_that_is_binned_is_in_one_place(
    command: bytes, is_done: bool, dovecot: Dovecot, certificates: Certificates, user: str
) -> None:
    with cut_at(command, is_done, dovecot, certificates, user) as (mine, other):
        other.add("INBOX", letter("Devis"))
        other.client.select_folder("INBOX", readonly=True)
        validity = other.client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        key = f"{validity}.{other.client.search()[0]}.INBOX"
        for _ in range(2):
            with suppress(KnownError):
                mine.bin([key], Job())
            assert len(other.subjects("INBOX") + other.subjects("Corbeille")) == 1
        assert other.subjects("Corbeille") == ["Devis"]


@pytest.fixture(scope="module")
def without_move(certificates: Certificates) -> Iterator[Dovecot]:
    with serving(certificates, capability="IMAP4rev1 UIDPLUS LITERAL+ ENABLE") as server:
        yield server


@WHEN
@pytest.mark.parametrize("command", [b"COPY", b"STORE", b"EXPUNGE"])
def test_a_move_without_move_leaves_no_second_copy(
    command: bytes, is_done: bool, without_move: Dovecot, certificates: Certificates, user: str
) -> None:
    with cut_at(command, is_done, without_move, certificates, user) as (mine, other):
        other.add("INBOX", letter("Devis"))
        other.add("INBOX", letter("Reste"), b"\\Deleted")
        validity = other.client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        for _ in range(2):
            with suppress(KnownError):
                mine.bin([f"{validity}.1.INBOX"], Job())
            assert "Devis" in other.subjects("INBOX") + other.subjects("Corbeille")
        assert (other.subjects("INBOX"), other.subjects("Corbeille")) == (["Reste"], ["Devis"])


@WHEN
@pytest.mark.parametrize("command", [b"SELECT", b"STORE"])
def test_a_mark_is_set_by_trying_again(
    command: bytes, is_done: bool, dovecot: Dovecot, certificates: Certificates, user: str
) -> None:
    with cut_at(command, is_done, dovecot, certificates, user) as (mine, other):
        other.add("INBOX", letter("Devis"))
        validity = other.client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        with pytest.raises(KnownError):
            mine.mark([f"{validity}.1.INBOX"], Job(), unread=False)
        mine.mark([f"{validity}.1.INBOX"], Job(), unread=False)
        assert other.flags("INBOX") == [(b"\\Seen",)]
