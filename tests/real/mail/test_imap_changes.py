"""Marks, moves, drafts and folders on a real IMAP server: only drafts and empty folders are deleted for good."""

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.domain.mail.types import Draft, Role, SentCopy
from microdesk_desktop.mail.imap import changes
from microdesk_desktop.mail.imap import mailbox as imap_mailbox
from microdesk_desktop.mail.imap.connection import Connection
from microdesk_desktop.mail.imap.keys import letter_key
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.mail.imap_account import HurriedJob
from tests.support.mail.mailbox import Other, context, letter, mailbox
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import Dovecot, serving
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import SmtpScript

pytestmark = pytest.mark.real
Box = tuple[ImapMailbox, Other]
WITHOUT_MOVE = "IMAP4rev1 UIDPLUS LITERAL+ ENABLE"
BARE = "IMAP4rev1"


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        action()
    return raised.value.code


def test_marks_are_set_and_removed(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Un"))
    other.add("INBOX", letter("Deux"), b"\\Seen", minutes=1)
    keys = [row.key for row in mine.page("INBOX", "", None, job).rows]
    mine.mark(keys, job, unread=False, starred=True)
    assert other.flags("INBOX") == [(b"\\Flagged", b"\\Seen")] * 2
    mine.mark(keys[:1], job, unread=True)
    mine.mark(keys[1:], job, starred=False)
    # The folder is now open for writing, where reading could mark.
    mine.body(keys[0], job)
    mine.conversation(keys[0], job)
    mine.part(keys[0], "1", io.BytesIO(), job)
    assert other.flags("INBOX") == [(b"\\Seen",), (b"\\Flagged",)]


def test_what_goes_to_the_bin_comes_back_to_its_folder_by_its_former_key(box: Box, job: Job) -> None:
    mine, other = box
    other.client.create_folder("Projets")
    for number in range(3):
        other.add("Projets", letter(f"Lettre {number}"), minutes=number)
    keys = [row.key for row in mine.page("Projets", "", None, job).rows]
    for _ in range(2):
        mine.bin(keys[:2], job)
        assert (other.subjects("Projets"), other.subjects("Corbeille")) == (["Lettre 0"], ["Lettre 1", "Lettre 2"])
        mine.unbin(keys[:2], job)
        assert (other.subjects("Projets"), other.subjects("Corbeille")) == (["Lettre 0", "Lettre 1", "Lettre 2"], [])
    mine.mark(keys, job, unread=False)
    assert other.flags("Projets") == [(b"\\Seen",)] * 3


def test_what_another_program_binned_comes_back_to_the_inbox(box: Box, job: Job) -> None:
    mine, other = box
    other.add("Corbeille", letter("Ancienne"))
    mine.unbin([mine.page("Corbeille", "", None, job).rows[0].key], job)
    assert (other.subjects("INBOX"), other.subjects("Corbeille")) == (["Ancienne"], [])


def test_a_move_without_move_expunges_these_letters_only(
    certificates: Certificates, user: str, opened: Callable[[Dovecot], Box], job: Job
) -> None:
    with serving(certificates, capability=WITHOUT_MOVE) as server:
        mine, other = opened(server)
        other.add("INBOX", letter("Reste"), b"\\Deleted")
        other.add("INBOX", letter("Part"), minutes=1)
        key = next(row.key for row in mine.page("INBOX", "", None, job).rows if row.subject == "Part")
        mine.put([key], frozenset({"Corbeille"}), frozenset(), job)
        assert (other.subjects("INBOX"), other.subjects("Corbeille")) == (["Reste"], ["Part"])
        mine.close()
        other.close()


def test_a_server_without_uidplus_moves_nothing(certificates: Certificates, user: str, job: Job) -> None:
    with serving(certificates, capability=BARE) as server, closing(mailbox(server, user)) as mine:
        other = Other(server, user)
        other.add("INBOX", letter("Un"), b"\\Deleted")
        key = mine.page("INBOX", "", None, job).rows[0].key
        assert code_of(lambda: mine.bin([key], job)) is ErrorCode.MAIL_UNSUPPORTED
        assert (other.subjects("INBOX"), other.subjects("Corbeille")) == (["Un"], [])
        assert [folder.unread for folder in mine.folders(job) if folder.role is Role.INBOX] == [1]
        other.close()


def test_a_letter_that_took_the_uid_of_another_is_not_moved(dovecot: Dovecot, user: str, box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Un"))
    place = letter_key(mine.page("INBOX", "", None, job).rows[0].key)
    with closing(Connection(context(dovecot.account(user)))) as connection:
        for ids in ({place.uid: "<another@x>"}, {place.uid: "<Un@x>", place.uid + 1: ""}):
            move = partial(
                changes.move, folder=b"INBOX", validity=place.validity, ids=ids, target=b"Corbeille", begun=set()
            )
            assert code_of(partial(connection.run, job, move)) is ErrorCode.MAIL_GONE
    assert (other.subjects("INBOX"), other.subjects("Corbeille")) == (["Un"], [])


def test_a_draft_is_one_however_often_it_is_saved(box: Box, job: Job) -> None:
    mine, other = box
    other.add("Brouillons", letter("D'un autre logiciel"), b"\\Draft")
    draft = Draft(message=bytes(letter("Brouillon 0", key="d")))
    for number in range(1, 6):
        draft = mine.save(Draft(message=bytes(letter(f"Brouillon {number}", key="d")), key=draft.key), job)
    assert other.subjects("Brouillons") == ["Brouillon 5", "D'un autre logiciel"]
    assert draft.key is not None
    key = draft.key
    mine.drop(key, job)
    mine.drop(key, job)
    assert other.subjects("Brouillons") == ["D'un autre logiciel"]


def test_what_is_no_draft_is_never_dropped(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Un"))
    mine.drop(mine.page("INBOX", "", None, job).rows[0].key, job)
    assert other.subjects("INBOX") == ["Un"]


def test_folders_have_their_roles_whatever_their_names(box: Box, job: Job) -> None:
    mine, other = box
    other.client.create_folder('Clients/Œuvre & ~déjà "vu"')
    other.add("INBOX", letter("Un"))
    folders = mine.folders(job)
    roles = {folder.role: folder.name for folder in folders if folder.role is not Role.NONE}
    assert roles == {
        Role.INBOX: "INBOX",
        Role.SENT: "Messages envoyés",
        Role.DRAFTS: "Brouillons",
        Role.TRASH: "Corbeille",
        Role.SPAM: "Indésirables",
    }
    assert folders[0].unread == 1
    parent, child = (next(each for each in folders if each.name.startswith(name)) for name in ("Clients", "Œuvre"))
    assert (child.name, child.parent, child.unread) == ('Œuvre & ~déjà "vu"', parent.key, 0)
    assert folders.index(parent) < folders.index(child)


def test_a_folder_is_made_renamed_and_removed_when_empty(box: Box, job: Job) -> None:
    mine, other = box
    made = mine.folder_new("Été 日本", None, None, job)
    assert made.name == "Été 日本"
    assert code_of(lambda: mine.folder_new("Été 日本", None, None, job)) is ErrorCode.MAIL_FOLDER_EXISTS
    inner = mine.folder_new("Dedans", made.key, None, job)
    assert inner.parent == made.key
    assert code_of(lambda: mine.folder_new("a/b", None, None, job)) is ErrorCode.INVALID_VALUE
    assert mine.folder_new("ligne\r\nA9 CREATE injecte", None, None, job).name == "ligne A9 CREATE injecte"
    assert not other.client.folder_exists("injecte")
    renamed = mine.folder_rename(inner.key, "Devis & factures", None, job)
    assert (renamed.name, renamed.parent) == ("Devis & factures", made.key)
    mine.page(renamed.key, "", None, job)
    other.add("Été 日本/Devis & factures", letter("Un"))
    assert code_of(lambda: mine.folder_remove(made.key, job)) is ErrorCode.MAIL_FOLDER_NOT_EMPTY
    assert code_of(lambda: mine.folder_remove(renamed.key, job)) is ErrorCode.MAIL_FOLDER_NOT_EMPTY
    mine.bin([mine.page(renamed.key, "", None, job).rows[0].key], job)
    mine.folder_remove(renamed.key, job)
    assert code_of(lambda: mine.folder_remove(renamed.key, job)) is ErrorCode.MAIL_GONE
    assert code_of(lambda: mine.folder_remove("Corbeille", job)) is ErrorCode.MAIL_UNSUPPORTED
    assert code_of(lambda: mine.page(renamed.key, "", None, job)) is ErrorCode.MAIL_GONE


def test_a_server_with_a_prefix_and_without_special_use(
    certificates: Certificates, opened: Callable[[Dovecot], Box], job: Job
) -> None:
    with serving(certificates, separator=".", prefix="INBOX.", special=False) as server:
        mine, other = opened(server)
        for name in ("Draft", "Sent Messages", "Éléments supprimés", "Projets", "Projets.2026"):
            other.client.create_folder(f"INBOX.{name}")
        other.add("INBOX", letter("Un"))
        folders = {folder.name: folder for folder in mine.folders(job)}
        assert {name: folder.role for name, folder in folders.items() if folder.role is not Role.NONE} == {
            "INBOX": Role.INBOX,
            "Draft": Role.DRAFTS,
            "Sent Messages": Role.SENT,
            "Éléments supprimés": Role.TRASH,
        }
        assert (folders["Projets"].parent, folders["2026"].parent) == (None, "INBOX.Projets")
        assert mine.folder_new("Neuf", None, None, job).key == "INBOX.Neuf"
        mine.save(Draft(message=bytes(letter("Brouillon"))), job)
        mine.bin([mine.page("INBOX", "", None, job).rows[0].key], job)
        assert (other.subjects("INBOX.Draft"), other.subjects("INBOX.Éléments supprimés")) == (["Brouillon"], ["Un"])
        assert code_of(lambda: mine.page("Courrier", "", None, job)) is ErrorCode.MAIL_GONE
        mine.close()
        other.close()


def test_a_sent_letter_is_found_by_its_id(box: Box, job: Job) -> None:
    mine, other = box
    other.add("Messages envoyés", letter("Parti", key="p"))
    assert mine.find_sent("<p@x>", job)
    assert not mine.find_sent("<q@x>", job)
    assert not mine.find_sent("", job)


def test_a_sent_message_takes_its_draft_along_and_its_copy_is_read(
    dovecot: Dovecot, certificates: Certificates, user: str
) -> None:
    script, other = SmtpScript(certificates.good), Other(dovecot, user)
    with playing(script.talk) as smtp:
        outgoing = Server(host="localhost", port=smtp.port, security=Security.TLS)
        mine = ImapMailbox(context(replace(dovecot.account(user), outgoing=outgoing)))
        message = bytes(letter("Devis", key="d"))
        draft = mine.save(Draft(message=message), HurriedJob())
        sent = mine.send(message, draft.key, None, HurriedJob())
        mine.close()
    assert (sent.copy, len(script.texts)) == (SentCopy.APPENDED, 1)
    assert (other.subjects("Brouillons"), other.subjects("Messages envoyés")) == ([], ["Devis"])
    assert other.flags("Messages envoyés") == [(b"\\Seen",)]
    other.close()


def test_so_many_moves_are_remembered(box: Box, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_mailbox, "_MOST_MOVED", 1)
    mine, other = box
    other.client.create_folder("Projets")
    other.add_all("Projets", (letter(f"Lettre {number}") for number in range(2)))
    keys = [row.key for row in mine.page("Projets", "", None, job).rows]
    for key in keys:
        mine.bin([key], job)
    assert code_of(lambda: mine.unbin(keys[:1], job)) is ErrorCode.MAIL_GONE
    mine.unbin(keys[1:], job)
    assert (other.subjects("Projets"), other.subjects("Corbeille")) == (["Lettre 0"], ["Lettre 1"])
