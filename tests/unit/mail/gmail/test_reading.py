"""Letters, their texts and their files."""

from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import EncodedText, Person
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.sandbox.gmail.service import SandboxGmail

PNG = b"\x89PNG" + bytes(range(256)) * 600


def _invoice() -> EmailMessage:
    message = EmailMessage()
    message["Cc"] = "Chef <chef@nova.example>"
    message.set_content("Voici la facture.")
    message.add_alternative('<p>Voici <img src="cid:logo"></p>', subtype="html")
    html = message.get_payload()[1]
    html.add_related(PNG, "image", "png", cid="<logo>")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Reçu été.pdf")
    return message


def test_letter_has_headers_and_files(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    first = gmail.deliver("Facture")
    id_ = str(first.message["Message-ID"])
    gmail.deliver("Re: Facture", message=_invoice(), answers=id_)
    letters = mailbox.conversation(first.thread, Job())
    assert [each.subject for each in letters] == ["Facture", "Re: Facture"]
    letter = letters[1]
    assert (letter.references, letter.cc) == ((id_,), (Person("Chef", "chef@nova.example"),))
    assert letter.conversation == first.thread
    assert [(part.name, part.kind, part.size, part.inline_id) for part in letter.parts] == [
        ("", "image/png", len(PNG), "logo"),
        ("Reçu été.pdf", "application/pdf", 8, None),
    ]


def test_body_has_both_texts_and_the_inline_images(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mail = gmail.deliver("Facture", message=_invoice())
    body = mailbox.body(mail.id, Job())
    assert body.text == EncodedText(b"Voici la facture.\n", "utf-8")
    assert body.html is not None
    assert body.html.content.startswith(b"<p>Voici")
    assert body.images == {"logo": PNG}
    assert "UNREAD" in gmail.state.mails[mail.id].labels


def test_file_is_copied_whole(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    content = bytes(range(256)) * 3_000 + b"x" * 16_000_001
    head = 'Subject: Fichier\nContent-Type: application/zip; name="a.zip"\nContent-Transfer-Encoding: base64\n\n'
    mail = gmail.state.add(head.encode() + b64encode(content), ("INBOX",))
    (part,) = mailbox.conversation(mail.thread, Job())[0].parts
    into = BytesIO()
    mailbox.part(mail.id, part.key, into, Job())
    assert into.getvalue() == content


def test_parts_nested_beyond_what_is_asked_for_are_no_files(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    message = EmailMessage()
    message.set_content("Au fond")
    for _ in range(9):
        outer = EmailMessage()
        outer.make_mixed()
        outer.attach(message)
        message = outer
    mail = gmail.deliver("Poupées", message=message)
    assert mailbox.conversation(mail.thread, Job())[0].parts == ()
    text = mailbox.body(mail.id, Job()).text
    assert text == EncodedText(b"Au fond\n", "utf-8")


def test_text_is_read_as_utf_8_whatever_its_header_names(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    message = EmailMessage()
    message.set_content("100 € dus, l’été", charset="cp1252")
    mail = gmail.deliver("Devis", message=message)
    text = mailbox.body(mail.id, Job()).text
    assert text == EncodedText("100 € dus, l’été\n".encode(), "utf-8")


def test_text_that_is_large_is_fetched_and_cut(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mail = gmail.deliver("Journal", text="é" * 60 + "\n" + "mot " * 700_000)
    text = mailbox.body(mail.id, Job()).text
    assert text is not None
    assert text.charset == "utf-8"
    assert 1_990_000 < len(text.content) <= 2_000_000


@pytest.mark.parametrize("key", ["19abc", "../profile", "a/b", "", "x?alt=media"])
def test_key_that_is_no_letter_is_gone(mailbox: GmailMailbox, key: str) -> None:
    for read in (mailbox.body, mailbox.conversation):
        with pytest.raises(KnownError) as raised:
            read(key, Job())
        assert raised.value.code is ErrorCode.MAIL_GONE
