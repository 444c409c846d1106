"""Marks, labels, the bin, and the tree of labels."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.mail.gmail import filing
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.sandbox.gmail.service import SandboxGmail


def test_marks_and_labels(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    first, second = gmail.deliver("Un"), gmail.deliver("Deux")
    mailbox.mark([first.id], Job(), unread=False, starred=True)
    assert first.labels == {"INBOX", "STARRED"}
    mailbox.put([first.id, second.id], frozenset(("IMPORTANT",)), frozenset(("INBOX",)), Job())
    assert first.labels == {"STARRED", "IMPORTANT"}
    assert second.labels == {"UNREAD", "IMPORTANT"}


def test_letter_comes_back_to_where_it_was(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    inbox, archived = gmail.deliver("Un"), gmail.deliver("Deux", labels=("UNREAD",))
    both = [inbox.id, archived.id]
    mailbox.bin(both, Job())
    assert inbox.labels == archived.labels == {"TRASH", "UNREAD"}
    mailbox.unbin(both, Job())
    assert inbox.labels == {"INBOX", "UNREAD"}
    assert archived.labels == {"UNREAD"}


def test_letter_binned_elsewhere_comes_back_to_the_inbox(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mail, own = gmail.deliver("Un", labels=("TRASH",)), gmail.deliver("Deux", labels=("TRASH", "SENT"))
    mailbox.unbin([mail.id, own.id], Job())
    assert (mail.labels, own.labels) == ({"INBOX"}, {"SENT"})


def test_letters_that_are_gone_are_skipped_among_others(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mail = gmail.deliver("Un")
    mailbox.bin(["19afff", mail.id], Job())
    assert "TRASH" in mail.labels
    with pytest.raises(KnownError) as raised:
        mailbox.mark(["19afff"], Job(), unread=False)
    assert raised.value.code is ErrorCode.MAIL_GONE


def test_labels_are_a_tree(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    clients = mailbox.folder_new("Clients", None, None, Job())
    nova = mailbox.folder_new("Nova", clients.key, "#16a766", Job())
    assert (nova.name, nova.parent, nova.colour) == ("Nova", clients.key, "#16a766")
    gmail.deliver("Devis", labels=(nova.key, "UNREAD", "INBOX"))
    folders = {each.key: each for each in mailbox.folders(Job())}
    assert [each.role for each in folders.values()][:6] == [
        Role.INBOX,
        Role.DRAFTS,
        Role.SENT,
        Role.SPAM,
        Role.TRASH,
        Role.ALL,
    ]
    assert (folders[nova.key].parent, folders[nova.key].unread) == (clients.key, 1)
    assert not folders["INBOX"].writable


def test_label_takes_those_below_along(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    clients = mailbox.folder_new("Clients", None, None, Job())
    nova = mailbox.folder_new("Nova", clients.key, None, Job())
    mailbox.folder_new("Cliente", None, None, Job())
    mailbox.folder_rename(clients.key, "Affaires", None, Job())
    renamed = mailbox.folder_rename(nova.key, "Nova SARL", None, Job())
    assert (renamed.name, renamed.parent) == ("Nova SARL", clients.key)
    own = sorted(label.name for label in gmail.state.labels.values() if not label.is_system)
    assert own == ["Affaires", "Affaires/Nova SARL", "Cliente"]


def test_label_of_that_name_exists(mailbox: GmailMailbox) -> None:
    mailbox.folder_new("Clients", None, None, Job())
    with pytest.raises(KnownError) as raised:
        mailbox.folder_new("clients", None, None, Job())
    assert raised.value.code is ErrorCode.MAIL_FOLDER_EXISTS


def test_label_that_is_removed_keeps_its_letters(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    label = mailbox.folder_new("Clients", None, None, Job())
    mail = gmail.deliver("Devis", labels=(label.key, "INBOX"))
    mailbox.folder_remove(label.key, Job())
    assert gmail.state.mails[mail.id].labels == {"INBOX"}


def test_aliases_are_own_addresses(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.state.aliases.append("Contact@jeanne.example")
    mailbox.folders(Job())
    assert mailbox.own == {"jeanne@gmail.example", "contact@jeanne.example"}


def test_so_many_letters_of_the_bin_are_remembered(
    gmail: SandboxGmail, mailbox: GmailMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "_MOST_REMEMBERED", 1)
    archived = [gmail.deliver(f"Lettre {number}", labels=("UNREAD",)).id for number in range(2)]
    mailbox.bin(archived, Job())
    mailbox.unbin(archived, Job())
    assert ["INBOX" in gmail.state.mails[each].labels for each in archived] == [True, False]
