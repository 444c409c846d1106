"""Pages of conversations."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.gmail.queries import gmail_query
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import written


def test_row_shows_the_whole_conversation(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    first = gmail.deliver("Devis d'été", text="Bonjour & merci <3", labels=("INBOX",))
    gmail.deliver("Re: Devis d'été", sender="Zoé <zoe@b.example>", answers=str(first.message["Message-ID"]))
    (row,) = mailbox.page("INBOX", "", None, Job()).rows
    assert (row.key, row.subject, row.count, row.complete) == (first.thread, "Devis d'été", 2, True)
    assert row.people == (Person("Nova SARL", "compta@nova.example"), Person("Zoé", "zoe@b.example"))
    assert (row.unread, row.starred, row.files) == (True, False, None)
    assert row.preview == "Bonjour"


def test_preview_is_text_and_no_html(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.deliver("Devis", text="Bonjour & merci <3")
    assert mailbox.page("INBOX", "", None, Job()).rows[0].preview == "Bonjour & merci <3"


def test_new_mail_does_not_shift_the_next_page(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    for number in range(55):
        gmail.deliver(f"Message {number}")
    first = mailbox.page("INBOX", "", None, Job())
    assert [row.subject for row in first.rows] == [f"Message {number}" for number in range(54, 4, -1)]
    gmail.deliver("Arrivé entre-temps")
    second = mailbox.page("INBOX", "", first.next, Job())
    assert [row.subject for row in second.rows] == [f"Message {number}" for number in range(4, -1, -1)]
    assert (second.next, second.stamp) == (None, first.stamp)


def test_messages_in_the_bin_show_there_only(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    kept = gmail.deliver("Facture")
    gone = gmail.deliver("Re: Facture", answers=str(kept.message["Message-ID"]))
    mailbox.bin([gone.id], Job())
    assert mailbox.page("INBOX", "", None, Job()).rows[0].count == 1
    assert mailbox.page("TRASH", "", None, Job()).rows[0].count == 2
    assert mailbox.page("ALL", "", None, Job()).rows[0].count == 1


def test_a_draft_of_an_answer_does_not_make_the_conversation_newer(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    letter = gmail.deliver("Devis", text="Qu'en pensez-vous ?", labels=("INBOX",))
    (before,) = mailbox.page("INBOX", "", None, Job()).rows
    gmail.deliver("Re: Devis", text="Je", labels=("DRAFT",), answers=str(letter.message["Message-ID"]))
    (row,) = mailbox.page("INBOX", "", None, Job()).rows
    assert (row.when, row.preview, row.count) == (before.when, "Qu'en pensez-vous ?", 2)
    (draft,) = mailbox.page("DRAFT", "", None, Job()).rows
    assert (draft.when > before.when, draft.preview) == (True, "Je")


def test_sent_mail_shows_its_recipients(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mailbox.send(written(to="Léa <lea@b.example>").as_bytes(), None, None, Job())
    assert mailbox.page("SENT", "", None, Job()).rows[0].people == (Person("Léa", "lea@b.example"),)


def test_search_finds_by_each_kind_of_word(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.deliver("Facture F-2026-0042", text="à régler")
    gmail.deliver("Vacances", sender="ami@b.example")

    def found(words: str) -> list[str]:
        return [row.subject for row in mailbox.page(None, words, None, Job()).rows]

    assert found("F-2026-0042 subject:facture") == ["Facture F-2026-0042"]
    assert found("from:ami@b.example") == ["Vacances"]
    assert found("since:2000-01-01") == ["Vacances", "Facture F-2026-0042"]
    assert found("has:file") == []


def test_words_of_the_user_are_no_operators() -> None:
    assert gmail_query('in:spam -devis from:a@b.fr "deux mots" {x') == (
        '"in:spam" "-devis" from:"a@b.fr" "deux mots" "{x"'
    )
    assert gmail_query('fin\r\nsubject:"x" "') == "fin subject:x"
    with pytest.raises(KnownError) as raised:
        gmail_query("since:demain")
    assert raised.value.code is ErrorCode.INVALID_VALUE
