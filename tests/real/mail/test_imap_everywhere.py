"""A search without a folder, on a server that keeps no folder of all letters."""

from contextlib import closing

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Page
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.mail.mailbox import Other, letter, mailbox
from tests.support.servers.dovecot import Dovecot

pytestmark = pytest.mark.real
Box = tuple[ImapMailbox, Other]
SENT = "Messages envoyés"


def subjects(page: Page) -> list[str]:
    return [row.subject for row in page.rows]


def test_words_are_found_in_every_folder_but_the_bin_and_spam(box: Box, job: Job) -> None:
    mine, other = box
    other.client.create_folder("Clients/Été")
    other.add("Clients/Été", letter("Portail d'été", key="p"))
    other.add("INBOX", letter("Re: Portail d'été", key="q", answers="p"), b"\\Seen", minutes=1)
    other.add(SENT, letter("Portail neuf", key="s", sender="me@studio.example", to="Léa <lea@x.example>"), minutes=2)
    other.add("Clients/Été", letter("Portail neuf", key="s"), minutes=2)
    other.add("INBOX", letter("Autre"), minutes=3)
    other.add("Corbeille", letter("Portail jeté"), minutes=4)
    other.add("Indésirables", letter("Portail gratuit"), minutes=5)
    page = mine.page(None, "portail", None, job)
    new, old = page.rows
    assert (new.subject, new.count, len(new.folders)) == ("Portail neuf", 1, 2)
    assert "lea@x.example" in [person.address for person in new.people]
    assert (old.subject, old.count, old.unread, old.complete) == ("Re: Portail d'été", 2, True, True)
    assert old.folders == {"INBOX", "Clients/&AMk-t&AOk-"}
    assert page.next is None
    assert [each.subject for each in mine.conversation(old.key, job)] == ["Portail d'été", "Re: Portail d'été"]
    assert [len(mine.conversation(row.key, job)) for row in (new, old)] == [1, 2]
    assert subjects(mine.page(None, "jeté", None, job)) == []
    assert subjects(mine.page("Corbeille", "jeté", None, job)) == ["Portail jeté"]
    other.add("INBOX", letter("Portail suivant"), minutes=6)
    assert mine.page(None, "suivant", None, job).stamp.endswith(".INBOX")


def test_its_pages_are_in_the_order_of_days_whatever_the_folders(
    box: Box, job: Job, dovecot: Dovecot, user: str
) -> None:
    mine, other = box
    for name in ("A", "B"):
        other.client.create_folder(name)
    # Moved late: the highest number of its folder, and the oldest day.
    for number in (*range(1, 180), 0):
        other.add("AB"[number % 2], letter(f"Devis {number:03}"), minutes=number)
    other.add("B", letter("Re: Devis 010", answers="Devis-010"), minutes=900)
    expected = ["Re: Devis 010", *(f"Devis {number:03}" for number in range(179, -1, -1) if number != 10)]
    shown, page = [], mine.page(None, "devis", None, job)
    other.add("A", letter("Devis nouveau"), minutes=999)
    while True:
        shown += subjects(page)
        if page.next is None:
            break
        page = mine.page(None, "devis", page.next, job)
    assert shown == expected
    shown, cursor = [], None
    for _ in range(4):
        with closing(mailbox(dovecot, user)) as fresh:
            page = fresh.page(None, "devis", cursor, job, most=47)
        shown, cursor = shown + subjects(page), page.next
    assert (shown, cursor) == (["Devis nouveau", *expected], None)


def test_a_cursor_of_another_list_is_refused(box: Box, job: Job) -> None:
    mine, other = box
    other.add_all("INBOX", (letter(f"Devis {number}") for number in range(3)))
    plain, everywhere = (mine.page(folder, "devis", None, job, most=1).next for folder in ("INBOX", None))
    for folder, cursor in (("INBOX", everywhere), (None, plain), (None, ""), (None, "1."), (None, "9" * 30 + ".1.1.A")):
        with pytest.raises(KnownError) as raised:
            mine.page(folder, "devis", cursor, job)
        assert raised.value.code is ErrorCode.INVALID_VALUE


def test_a_letter_under_several_labels_is_found_once_where_a_folder_has_all(box: Box, job: Job) -> None:
    mine, other = box
    for name in ("Tous les messages", "Projets"):
        other.client.create_folder(name)
    for folder in ("INBOX", "Projets", "Tous les messages"):
        other.add(folder, letter("Devis", key="d"))
    other.add("Tous les messages", letter("Re: Devis", key="r", answers="d"), minutes=1)
    [row] = mine.page(None, "devis", None, job).rows
    assert (row.count, row.folders) == (2, {"Tous les messages"})
    assert [each.subject for each in mine.conversation(row.key, job)] == ["Devis", "Re: Devis"]
    [labelled] = mine.page("Projets", "", None, job).rows
    mine.put([labelled.key], frozenset(("Tous les messages",)), frozenset(("Projets",)), job)
    assert other.subjects("Projets") == []
    assert "Devis" in other.subjects("Tous les messages"), "a label that is removed deletes nothing"
