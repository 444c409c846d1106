"""Whole messages: a part that is broken never loses the others."""

from microdesk_desktop.domain.mail.reading.files import FileWarning, file_warning
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.message import ParsedMessage, read_message


def text_of(message: ParsedMessage) -> str:
    return decode_text(*message.body.text) if message.body.text else ""


def test_alternatives_footer_image_and_file_are_told_apart() -> None:
    message = read_message(
        b"Subject: =?utf-8?q?re=C3=A7u?=\r\nFrom: Nova <n@example.org>\r\nMessage-ID: <1@x>\r\nIn-Reply-To: <0@x>\r\n"
        b"Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
        b"Content-Type: multipart/alternative; boundary=a\r\n\r\n"
        b"--a\r\nContent-Type: text/plain\r\n\r\ntexte\r\n--a\r\n"
        b"Content-Type: text/html\r\n\r\n<p>texte</p>\r\n--a--\r\n"
        b"--m\r\nContent-Type: text/plain\r\n\r\npied & liste\r\n"
        b"--m\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\nPNG\r\n"
        b'--m\r\nContent-Type: text/plain; name="notes.txt"\r\nContent-Disposition: attachment\r\n\r\nnotes\r\n--m--'
    )
    assert message.subject == "reçu"
    assert message.references == ("<0@x>",)
    assert text_of(message) == "texte\n\npied & liste"
    assert message.body.html is not None
    assert b"<p>texte</p>" in message.body.html.content
    assert b"pied &amp; liste" in message.body.html.content
    assert message.body.images == {"logo@x": b"PNG"}
    assert [file.name for file in message.files] == ["", "notes.txt"]


def test_a_message_of_nested_parts_without_end_is_read() -> None:
    raw = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3_000))
    assert read_message(raw.encode()).files == ()


def test_one_part_that_cannot_be_decoded_leaves_the_others() -> None:
    message = read_message(
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: x-none\r\n\r\nun\r\n"
        b"--b\r\nContent-Type: multipart/mixed\r\n\r\nperdu\r\n--b\r\n\r\ndeux\r\n--b--"
    )
    assert "un" in text_of(message)
    assert "deux" in text_of(message)


def test_a_forwarded_message_is_a_file_named_by_its_subject() -> None:
    message = read_message(b"Content-Type: message/rfc822\r\n\r\nSubject: devis\r\n\r\ntexte")
    assert [(file.name, b"texte" in file.content) for file in message.files] == [("devis.eml", True)]


def test_an_outlook_archive_is_named_as_such_and_never_empty() -> None:
    message = read_message(b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22")
    assert file_warning(message.files[0].name, message.files[0].kind) is FileWarning.OUTLOOK
