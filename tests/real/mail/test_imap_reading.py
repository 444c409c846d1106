"""Lists, conversations and letters on a real IMAP server."""

import io
from contextlib import closing
from email.message import EmailMessage

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Page
from microdesk_desktop.mail.imap import content
from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from tests.support.journal import MemoryJournal
from tests.support.mail.mailbox import Other, letter, mailbox
from tests.support.servers.dovecot import Dovecot

pytestmark = pytest.mark.real
SENT, ME = "Messages envoy&AOk-s", "me@studio.example"
Box = tuple[ImapMailbox, Other]


def subjects(page: Page) -> list[str]:
    return [row.subject for row in page.rows]


def test_a_page_groups_letters_and_marks_nothing_as_read(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Devis", key="a"), b"\\Seen")
    other.add("INBOX", letter("Facture", key="b"), b"\\Seen", b"\\Flagged", minutes=1)
    other.add("INBOX", letter("Re: Devis", key="c", answers="a", sender="Léa <lea@client.example>"), minutes=2)
    page = mine.page("INBOX", "", None, job)
    assert subjects(page) == ["Re: Devis", "Facture"]
    talk, invoice = page.rows
    assert (talk.count, talk.complete, talk.unread, talk.starred) == (2, True, True, False)
    assert (invoice.count, invoice.unread, invoice.starred) == (1, False, True)
    assert [person.name for person in talk.people] == ["Nova", "Léa"]
    assert page.next is None
    mine.conversation(talk.key, job)
    mine.body(talk.key, job)
    assert other.flags("INBOX") == [(b"\\Seen",), (b"\\Flagged", b"\\Seen"), ()]


def test_pages_follow_one_another_while_mail_arrives_and_leaves(box: Box, job: Job) -> None:
    mine, other = box
    other.add_all("INBOX", (letter(f"Lettre {number:03}") for number in range(330)))
    other.add("INBOX", letter("Re: Lettre 010", answers="Lettre-010"), minutes=500)
    shown: list[str] = []
    page = mine.page("INBOX", "", None, job)
    shown += subjects(page)
    other.add("INBOX", letter("Nouvelle"), minutes=600)
    other.client.select_folder("INBOX")
    other.client.delete_messages(other.client.search(["SUBJECT", "Lettre 050"]))
    other.client.expunge()
    while page.next:
        page = mine.page("INBOX", "", page.next, job)
        shown += subjects(page)
    expected = ["Re: Lettre 010", *(f"Lettre {number:03}" for number in range(329, -1, -1) if number not in (10, 50))]
    assert shown == expected
    assert mine.page("INBOX", "", None, job).rows[0].subject == "Nouvelle"


def test_another_program_continues_from_a_cursor(box: Box, job: Job, dovecot: Dovecot, user: str) -> None:
    mine, other = box
    other.add_all("INBOX", (letter(f"Lettre {number:03}") for number in range(120)))
    other.add("INBOX", letter("Re: Lettre 010", answers="Lettre-010"), minutes=500)
    first = mine.page("INBOX", "", None, job)
    with closing(mailbox(dovecot, user)) as fresh:
        second = fresh.page("INBOX", "", first.next, job)
    assert subjects(second) == [f"Lettre {number:03}" for number in range(70, 20, -1)]
    with closing(mailbox(dovecot, user)) as fresh:
        third = fresh.page("INBOX", "", second.next, job)
    assert subjects(third) == [f"Lettre {number:03}" for number in range(20, -1, -1) if number != 10]


def test_a_large_folder_is_never_read_whole(dovecot: Dovecot, user: str, box: Box, job: Job) -> None:
    _, other = box
    other.add_all("INBOX", (letter(f"Lettre {number}", text="x" * 2_000) for number in range(600)))
    journal = MemoryJournal()
    with closing(mailbox(dovecot, user, journal=journal)) as mine:
        mine.page("INBOX", "", None, job)
    [event] = journal.events
    assert event.bytes_in < 120_000


def test_a_conversation_has_the_answers_of_other_folders_once(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Devis", key="a"))
    other.add(SENT.replace("&AOk-", "é"), letter("Re: Devis", key="b", answers="a", sender=ME), minutes=1)
    other.add("INBOX", letter("Merci", key="c", answers="a b"), minutes=2)
    other.add("INBOX", letter("Devis", key="z"), minutes=3)
    copy = letter("Devis", key="a")
    other.add(SENT.replace("&AOk-", "é"), copy)
    row = next(row for row in mine.page("INBOX", "", None, job).rows if row.subject == "Merci")
    assert not row.complete
    found = mine.conversation(row.key, job)
    assert [each.subject for each in found] == ["Devis", "Re: Devis", "Merci"]
    assert found[1].folders == {SENT}
    assert found[2].references == ("<a@x>", "<b@x>")


def test_each_letter_of_a_conversation_has_its_first_words(box: Box, job: Job) -> None:
    mine, other = box
    long = "L'été à Bordeaux. " * 500
    for key, text, encoding in (("a", long, "base64"), ("b", "> cité\n\nD'accord, à demain.", "quoted-printable")):
        message = letter("Devis", key=key, answers="" if key == "a" else "a")
        message.set_content(text, cte=encoding)
        message.add_alternative("<p>autre</p>", subtype="html")
        other.add("INBOX", message, minutes=ord(key))
    html = letter("Devis", key="c", answers="a b")
    html.set_content("<p>en page seule</p>", subtype="html")
    other.add("INBOX", html, minutes=200)
    (row,) = mine.page("INBOX", "", None, job).rows
    first, second, third = mine.conversation(row.key, job)
    assert first.preview.startswith("L'été à Bordeaux. L'été")
    assert 100 < len(first.preview) <= 200
    assert (second.preview, third.preview) == ("D'accord, à demain.", "")
    assert other.flags("INBOX") == [(), (), ()], "nothing is marked as read"


def test_searches_find_words_and_send_no_command_of_their_own(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Facture d'été (copie) 100%"))
    other.add("INBOX", letter("Autre", sender="zoe@other.example"), minutes=1)
    for words in (
        "été",
        "(copie)",
        "100%",
        '"Facture d\'été"',
        "from:nova",
        "to:studio subject:facture",
        "since:2026-11-01 facture",
    ):
        assert subjects(mine.page("INBOX", words, None, job)) == ["Facture d'été (copie) 100%"], words
    for words in ("x\r\nA9 CREATE injecte", 'a" NOT "b', "ALL) OR (ALL", "\\", "from:\\", "{3}", "NIL \x00"):
        assert subjects(mine.page("INBOX", words, None, job)) == [], words
    assert not other.client.folder_exists("injecte")
    with pytest.raises(KnownError) as raised:
        mine.page("INBOX", "since:hier", None, job)
    assert raised.value.code is ErrorCode.INVALID_VALUE


def test_words_are_sought_in_texts_on_demand_only(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Devis", text="le portail en fer forgé"))
    other.add("INBOX", letter("Portail", text="rien d'autre"), minutes=1)
    other.add("INBOX", letter("Facture", text="un escalier"), minutes=2)
    assert subjects(mine.page("INBOX", "portail", None, job)) == ["Portail"]
    assert subjects(mine.page("INBOX", "portail", None, job, in_texts=True)) == ["Portail", "Devis"]
    assert subjects(mine.page("INBOX", "subject:devis forgé", None, job, in_texts=True)) == ["Devis"]
    assert subjects(mine.page("INBOX", "from:forgé", None, job, in_texts=True)) == []


def test_pages_of_any_size_are_the_whole_list(box: Box, job: Job) -> None:
    mine, other = box
    other.add_all("INBOX", (letter(f"Lettre {number:03}") for number in range(170)))
    for most in (1, 7, 50):
        shown, page = [], mine.page("INBOX", "", None, job, most=most)
        while True:
            assert len(page.rows) <= most
            shown += subjects(page)
            if page.next is None:
                break
            page = mine.page("INBOX", "", page.next, job, most=most)
        assert shown == [f"Lettre {number:03}" for number in range(169, -1, -1)]


def test_a_part_is_streamed_and_decoded(box: Box, job: Job) -> None:
    mine, other = box
    message = letter("Avec pièce", text="voir ci-joint é")
    content = bytes(range(256)) * 4_000
    message.add_attachment(content, maintype="application", subtype="pdf", filename="reçu n°1.pdf")
    other.add("INBOX", message)
    key = mine.page("INBOX", "", None, job).rows[0].key
    [found] = mine.conversation(key, job)
    [part] = found.parts
    assert (part.name, part.kind) == ("reçu n°1.pdf", "application/pdf")
    assert abs(part.size - len(content)) < len(content) // 20
    into = io.BytesIO()
    mine.part(found.key, part.key, into, job)
    assert into.getvalue() == content
    text = mine.body(found.key, job).text
    assert text is not None
    assert text.content.decode(text.charset).strip() == "voir ci-joint é"
    with pytest.raises(KnownError) as raised:
        mine.part(found.key, "9", io.BytesIO(), job)
    assert raised.value.code is ErrorCode.MAIL_GONE


def test_a_text_of_megabytes_is_cut(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", letter("Long", text="0123456789 abcdef\n" * 200_000))
    key = mine.page("INBOX", "", None, job).rows[0].key
    text = mine.body(key, job).text
    assert text is not None
    assert 1_500_000 < len(text.content) <= 2 << 20


def test_headers_of_any_bytes_do_not_hold_up_a_page(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\ntext\r\n")
    other.add("INBOX", b"From: caf\xe9 <a@b.example>\r\nSubject: prix 10 \x80\r\nDate: never\r\n\r\n", minutes=1)
    other.add("INBOX", b"no header at all\r\n", minutes=2)
    rows = mine.page("INBOX", "", None, job).rows
    assert len(rows) == 3
    assert rows[1].subject == "prix 10 €"
    assert rows[1].people[0].name == "café"


def test_the_letters_of_a_folder_that_was_made_anew_are_gone(dovecot: Dovecot, user: str, box: Box, job: Job) -> None:
    _, other = box
    other.client.create_folder("Projets")
    other.add("Projets", letter("Un", key="a"))
    with closing(mailbox(dovecot, user)) as mine:
        page = mine.page("Projets", "", None, job)
    other.client.delete_folder("Projets")
    other.client.create_folder("Projets")
    other.add("Projets", letter("Deux", key="b"))
    key, validity = page.rows[0].key, page.stamp.partition(".")[0]
    with closing(mailbox(dovecot, user)) as mine:
        uses = (
            lambda: mine.conversation(key, job),
            lambda: mine.body(key, job),
            lambda: mine.bin([key], job),
            lambda: mine.mark([key], job, unread=False),
            lambda: mine.page("Projets", "", f"{validity}.2.1", job),
        )
        for use in uses:
            with pytest.raises(KnownError) as raised:
                use()
            assert raised.value.code is ErrorCode.MAIL_GONE
    assert other.subjects("Projets") == ["Deux"]
    assert other.flags("Projets") == [()]


def _with_picture() -> EmailMessage:
    message = letter("Logo")
    message.add_alternative("<p>Bonjour <img src='cid:logo@x'></p>", subtype="html")
    html = message.get_payload()[1]
    html.add_related(b"\x89PNG" + b"p" * 400_000, maintype="image", subtype="png", cid="<logo@x>")
    return message


def test_inline_images_come_with_the_text(box: Box, job: Job) -> None:
    mine, other = box
    other.add("INBOX", _with_picture())
    body = mine.body(mine.page("INBOX", "", None, job).rows[0].key, job)
    assert body.images == {"logo@x": b"\x89PNG" + b"p" * 400_000}
    assert body.html is not None
    assert b"cid:logo@x" in body.html.content
    assert body.text is not None


def test_images_beyond_what_memory_allows_are_left_out(box: Box, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_IMAGES_BYTES", 500_000)
    mine, other = box
    other.add("INBOX", _with_picture())
    body = mine.body(mine.page("INBOX", "", None, job).rows[0].key, job)
    assert body.images == {}
    assert body.html is not None
