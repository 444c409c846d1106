"""Who receives a message is read from its headers or refused; hidden recipients never leave with it."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.mail.outgoing.envelope import envelope_of, strip_bcc


def message(*fields, sender="From: Jeanne <jeanne@atelier.example>", message_id="Message-ID: <1@atelier.example>"):
    return "\r\n".join([sender, message_id, *fields, "", "Bonjour", ""]).encode()


def test_the_envelope_has_every_recipient_once_and_the_message_no_hidden_one():
    found = envelope_of(
        message(
            "to: Paul <paul@x.example>,\r\n Léa <LEA@x.example>",
            "Cc: paul@x.example",
            "BCC: cache@x.example,\r\n\tautre@x.example",
            "Subject: Bcc: visible",
        )
    )
    assert (found.sender, found.message_id) == ("jeanne@atelier.example", "<1@atelier.example>")
    assert found.recipients == ("paul@x.example", "LEA@x.example", "cache@x.example", "autre@x.example")
    assert b"cache" not in found.message
    assert b"autre" not in found.message
    assert b"Subject: Bcc: visible\r\n\r\nBonjour\r\n" in found.message


@pytest.mark.parametrize(
    "field", ["Bcc: a@x.example", "bCC:\r\n a@x.example", "Resent-Bcc: a@x.example", "Bcc : a@x.example"]
)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_hidden_recipient_is_removed_in_every_writing(field, line_end):
    raw = message("To: b@x.example", field).replace(b"\r\n", line_end.encode())
    assert b"a@x.example" not in strip_bcc(raw)
    assert b"To: b@x.example\r\n\r\nBonjour\r\n" in strip_bcc(raw)


def test_no_lone_line_end_is_left_that_could_end_the_message_early():
    left = strip_bcc(b"From: a\n\nun\n.\ndeux\r.\rtrois\r\n.\r\n").replace(b"\r\n", b"")
    assert not set(left) & {10, 13}


@pytest.mark.parametrize(
    "field",
    [
        "To: Dupont, Jean <a@x.example>",
        "To: a@x.example)b@y.example",
        "To: a@x.example b@y.example",
        "To: <a@x.example",
        "Cc: @route:a@x.example",
    ],
)
def test_recipients_that_can_be_read_in_two_ways_are_refused(field):
    with pytest.raises(KnownError) as refused:
        envelope_of(message("To: b@x.example", field))
    assert refused.value.code is ErrorCode.MAIL_ADDRESS_UNUSABLE


@pytest.mark.parametrize(
    "raw",
    [
        message("To: b@x.example", sender="From: a@x.example, c@x.example"),
        message("To: b@x.example", sender="Sender: a@x.example"),
        message("To: b@x.example", message_id="Message-ID: 1"),
        message("Bcc : a@x.example", "To: b@x.example"),
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_what_has_no_headers_of_a_message_is_refused(raw):
    with pytest.raises(KnownError) as refused:
        envelope_of(raw)
    assert refused.value.code is ErrorCode.MAIL_UNREADABLE


def test_without_a_recipient_nothing_is_sent():
    with pytest.raises(KnownError) as refused:
        envelope_of(message("To: undisclosed-recipients:;"))
    assert refused.value.code is ErrorCode.MAIL_NO_RECIPIENT


def test_only_a_local_part_with_other_letters_needs_smtputf8():
    found = envelope_of(message("To: paul@été.example, Jérôme <jérôme@été.example>"))
    assert found.recipients == ("paul@xn--t-9fab.example", "jérôme@xn--t-9fab.example")
    assert found.needs_utf8 == "jérôme@xn--t-9fab.example"
    assert envelope_of(message("To: paul@été.example")).needs_utf8 == ""
