"""A message that is built is read the same by the standard library, and no text of the user becomes a header."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.parser import BytesParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.mail.outgoing.message import Attachment, NewMessage, build_message, new_message_id

ME = Person("Jeanne Martin", "jeanne@atelier.example")
AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
NAMES = st.text(max_size=120)
INJECTED = "Facture\r\nBcc: voleur@x.example\r\n\r\n<b>"


def built(**fields):
    given_fields = {"message_id": "<1@atelier.example>", "at": AT, "sender": ME, "to": [Person("", "paul@x.example")]}
    return build_message(NewMessage(**{**given_fields, **fields}))


def read(raw):
    return BytesParser(policy=email.policy.default).parsebytes(raw)


def answered(references=(), message_id="<last@x.example>"):
    return Letter(
        key="1",
        conversation="1",
        message_id=message_id,
        references=references,
        sender=(),
        reply_to=(),
        to=(),
        cc=(),
        bcc=(),
        when=AT,
        subject="",
        folders=frozenset(),
        unread=False,
        parts=(),
    )


def decoded(text):
    return str(make_header(decode_header(text.replace("\r\n ", " "))))


def plain_words(text):
    return " ".join(text.split())


def test_a_message_has_the_headers_that_every_message_needs_and_nothing_of_the_computer():
    raw = built(subject="Votre facture", text="Bonjour", cc=[Person("Léa, du Bureau", "lea@x.example")])
    found = read(raw)
    assert found.keys() == [
        *("Date", "From", "To", "Cc", "Subject", "Message-ID", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding"),
    ]
    assert found["Date"].datetime == AT
    assert (found["From"], found["To"]) == ("Jeanne Martin <jeanne@atelier.example>", "paul@x.example")
    assert found["Cc"].addresses[0].display_name == "Léa, du Bureau"
    assert found.get_content() == "Bonjour\r\n"
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0


def test_two_message_ids_differ_and_have_the_domain_of_the_sender_in_punycode():
    first, second = new_message_id("jeanne@été.example"), new_message_id("jeanne@été.example")
    assert first != second
    assert first.endswith("@xn--t-9fab.example>")


@given(names=st.lists(NAMES, min_size=1, max_size=30), subject=NAMES, file_name=NAMES, text=st.text())
def test_no_text_adds_or_loses_a_recipient_a_header_or_a_line_that_is_too_long(names, subject, file_name, text):
    people = [Person(name, f"a{number}@x.example") for number, name in enumerate(names)]
    raw = built(
        to=people, subject=subject, text=text, attachments=[Attachment(name=file_name, kind="x/y", content=b"1")]
    )
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    found = email.message_from_bytes(raw)
    assert found.keys() == ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
    assert [address for _, address in email.utils.getaddresses([found["To"]])] == [each.address for each in people]
    body, attached = found.get_payload()
    assert b"\0" not in body.get_payload(decode=True)
    assert attached.get_payload(decode=True) == b"1"


@pytest.mark.parametrize(
    "name", ["Jean", "Dupont, Jean", 'Le "Chef"', "Société Été " * 12, "=?utf-8?B?eA==?=", "雪" * 90]
)
def test_a_name_of_a_recipient_or_a_subject_is_read_as_it_was_written(name):
    people = [Person(name, f"a{number}@x.example") for number in range(9)]
    found = read(built(to=people, subject=name))
    assert found["Subject"] == name.strip()
    shown = email.utils.getaddresses([email.message_from_bytes(built(to=people))["To"]])
    assert [decoded(each) for each, _ in shown] == [name.strip()] * 9


@pytest.mark.parametrize(
    "name",
    ["facture.pdf", "devis été.pdf", 'a "b" \\.pdf', "rapport " * 12 + ".pdf", "請求書" * 30 + ".pdf", "100%.pdf"],
)
def test_the_name_of_an_attachment_is_read_in_both_forms(name):
    raw = built(attachments=[Attachment(name=name, kind="application/pdf", content=b"%PDF" * 99)])
    part = read(raw).get_payload()[1]
    expected = plain_words(name.rpartition("\\")[2])
    assert part.get_filename() == expected
    assert part.get_content() == b"%PDF" * 99
    old = email.message_from_bytes(raw).get_payload()[1].get_param("name")
    assert decoded(old) == expected
    pieces = re.findall(r"filename\*(?:[0-9]+\*)?=(?:utf-8'')?([^;\r]+)", raw.decode())
    assert unquote("".join(pieces)) == (expected if pieces else "")
    assert bool(pieces) == (not expected.isascii() or len(expected) > 50)


def test_an_attachment_gives_neither_its_folder_nor_a_header_away():
    part = read(built(attachments=[Attachment(name="C:\\Jeanne\\a\r\nX: y.pdf", kind="bad\r\nX: y", content=b"")]))
    attached = part.get_payload()[1]
    assert attached.get_filename() == "a X: y.pdf"
    assert attached.get_content_type() == "application/octet-stream"
    assert attached["X"] is None


def test_an_injected_header_stays_text():
    found = read(built(subject=INJECTED, to=[Person(INJECTED, "paul@x.example")]))
    assert found["Bcc"] is None
    assert found["Subject"] == plain_words(INJECTED)


@pytest.mark.parametrize(
    "address",
    [
        "paul",
        "paul@",
        "@x.example",
        "pa ul@x.example",
        "a@b@x.example",
        "paul@x.example\r\nRCPT",
        "a..b@x.fr",
        ".a@x.fr",
        "a.@x.fr",
    ],
)
def test_an_address_that_no_server_takes_is_named(address):
    with pytest.raises(KnownError) as refused:
        built(to=[Person("", address)])
    assert (refused.value.code, refused.value.params["address"]) == (ErrorCode.MAIL_ADDRESS_UNUSABLE, address)


def test_a_domain_becomes_punycode_and_a_local_part_never():
    raw = built(to=[Person("", "paul@ÉTÉ.example"), Person("Jérôme", "jérôme@été.example")])
    assert b"paul@xn--t-9fab.example" in raw
    assert "<jérôme@xn--t-9fab.example>".encode() in raw


def test_an_address_given_twice_is_written_once_in_the_first_field():
    paul, other = Person("Paul", "paul@x.example"), Person("", "PAUL@x.example")
    found = read(built(to=[paul], cc=[other, ME], bcc=[other, ME]))
    assert (found["To"], found["Cc"], found["Bcc"]) == (f"Paul <{paul.address}>", f"{ME.name} <{ME.address}>", None)


def test_a_message_without_a_recipient_is_refused_and_one_with_hidden_ones_alone_has_a_field_to():
    with pytest.raises(KnownError) as refused:
        built(to=[])
    assert refused.value.code is ErrorCode.MAIL_NO_RECIPIENT
    found = read(built(to=[], bcc=[ME]))
    assert (found["To"], found["Bcc"]) == ("undisclosed-recipients:;", "Jeanne Martin <jeanne@atelier.example>")


def test_a_reply_names_the_letter_and_those_before_it():
    found = read(built(answers=answered(("<first@x.example>", "<second@x.example>"))))
    assert found["In-Reply-To"] == "<last@x.example>"
    assert found["References"].split() == ["<first@x.example>", "<second@x.example>", "<last@x.example>"]


def test_a_long_conversation_keeps_its_first_and_last_ids_and_a_broken_id_is_left_out():
    ids = tuple(f"<{number}@x.example>" for number in range(500))
    found = read(built(answers=answered((*ids, "<a\r\nBcc: b@x.example>"))))
    assert found["References"].split() == [ids[0], *ids[-18:], "<last@x.example>"]
    assert found["Bcc"] is None
    assert read(built(answers=answered(message_id="")))["In-Reply-To"] is None


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r")))
def test_a_text_arrives_as_it_was_written(text):
    assert read(built(text=text)).get_payload(decode=True).decode() == text.rstrip("\n").replace("\n", "\r\n") + "\r\n"
