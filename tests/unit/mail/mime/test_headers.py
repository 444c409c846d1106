"""Headers, charsets and attachment names, as other clients got them wrong."""

from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.mime.charsets import decode_text, known_charset
from microdesk_desktop.mail.mime.headers import header_ids, header_moment, header_people, header_text
from microdesk_desktop.mail.mime.names import attachment_name


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (b"12 \x80, l\x92offre", "iso-8859-1", "12 €, l’offre"),
        (b"12 \x80", "us-ascii", "12 €"),
        ("12 €".encode(), "x-unknown", "12 €"),
        ("été".encode("cp1252"), "", "été"),
        ("été".encode(), "iso-2022-jp", "été"),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
        ("\ufeffbonjour".encode(), "utf-8", "bonjour"),
    ],
)
def test_bytes_are_read_by_their_charset_or_by_their_look(content: bytes, charset: str, text: str) -> None:
    assert decode_text(content, charset) == text


@pytest.mark.parametrize(
    "name", ["utf-7", "UTF_7", "zip", "base64", "rot13", "unicode_escape", "idna", "x" * 5_000, "\0"]
)
def test_what_is_no_charset_of_mail_is_not_used(name: str) -> None:
    assert known_charset(name) == ""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?iso-8859-1?q?12_=80?=", "12 €"),
        ("=?utf-8?b?w6k=?= =?utf-8?b?dMOp?=", "été"),
        ('"=?utf-8?q?fa=C3=A7on?="', '"façon"'),
        ("a\r\n b\x00\x1b[31m\u202ec", "a b [31mc"),
        (b"caf\xe9", "café"),
    ],
)
def test_a_header_is_one_visible_line(raw: str | bytes, text: str) -> None:
    assert header_text(raw) == text


def test_a_character_that_is_split_over_two_encoded_words_is_whole() -> None:
    assert header_text("=?utf-8?q?=C3?= =?utf-8?q?=A9t=C3=A9?=") == "été"


def test_a_name_adds_no_recipient() -> None:
    raw = "=?utf-8?q?=22_=3Cboss=40example=2Eorg=3E=2C_=22?= <a@example.org>, b@example.org"
    assert [person.address for person in header_people(raw)] == ["a@example.org", "b@example.org"]


def test_people_have_their_names_decoded() -> None:
    assert header_people("=?utf-8?q?L=C3=A9a?= <lea@example.org>") == (Person("Léa", "lea@example.org"),)


ATOMS = st.text("aZ9_+-", min_size=1, max_size=4)
ADDRESSES = st.tuples(ATOMS, ATOMS, ATOMS).map(lambda atoms: f"{atoms[0]}.{atoms[1]}@{atoms[2]}.example")
NAMES = st.one_of(st.text("aZ9_' -", max_size=8), st.text("aZ9_' ,.()&-", max_size=8).map('"{}"'.format))


@given(NAMES, ADDRESSES, st.sampled_from(["", " ", "  "]))
def test_a_person_alone_is_read_as_among_others(name: str, address: str, gap: str) -> None:
    for raw in (f"{name}{gap}<{address}>", address):
        assert header_people(raw) == header_people(f"{raw}, other@b.example")[:-1]


@pytest.mark.parametrize("raw", ["a@b.example>", "<a@b.example", '"a <a@b.example>', "a <a@b.example> b"])
def test_a_broken_person_is_read_by_the_whole_grammar(raw: str) -> None:
    pairs = [(person.name, person.address) for person in header_people(raw)]
    assert pairs == [(name, address.replace(" ", "")) for name, address in getaddresses([raw]) if name or address]


def test_message_ids_are_found_whatever_stands_between() -> None:
    assert header_ids("<a@b> junk\r\n\t<c@d>,<a@b>") == ("<a@b>", "<c@d>")


def test_a_moment_is_utc_and_a_wrong_one_none() -> None:
    moment = header_moment("Fri, 27 Nov 2026 10:00:00 +0100")
    assert moment is not None
    assert moment.isoformat() == "2026-11-27T09:00:00+00:00"
    assert header_moment("Mon, 99 Jan 99999 99:99:99") is None


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"filename": "=?utf-8?q?re=C3=A7u.pdf?="}, "reçu.pdf"),
        ({"filename*": "utf-8''re%C3%A7u.pdf"}, "reçu.pdf"),
        ({"filename*": "iso-8859-1'fr'12%80.pdf", "filename": "12.pdf"}, "12€.pdf"),
        ({"filename*0*": "utf-8''re%C3%A7", "filename*1": "u%20.p", "filename*2*": "%64f"}, "reçu%20.pdf"),
        ({"filename*0": "lon", "filename*1": "gue", "filename*3": "perdu"}, "longue"),
        ({"FileName": b"re\xe7u.pdf"}, "reçu.pdf"),
    ],
)
def test_a_file_name_is_read_in_every_form(parameters: dict[str, str | bytes], name: str) -> None:
    assert attachment_name(parameters, {}) == name


def test_the_name_of_the_type_stands_in_for_a_missing_file_name() -> None:
    assert attachment_name({}, {"name": "devis.pdf"}) == "devis.pdf"
