"""Keys, folder names and the parts of a letter, for whatever a server writes."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.response_parser import parse_fetch_response

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.mail.imap.folders import FolderTree, Listed
from microdesk_desktop.mail.imap.headers import header_fields
from microdesk_desktop.mail.imap.keys import LetterKey, folder_key, folder_name, letter_key
from microdesk_desktop.mail.imap.listing import read_cursor
from microdesk_desktop.mail.imap.search import criteria
from microdesk_desktop.mail.imap.structure import Leaf, leaves
from microdesk_desktop.mail.imap.waiting import stamped_folder


@given(st.binary(min_size=1, max_size=40), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_a_key_is_printable_and_names_its_letter(name: bytes, validity: int, uid: int) -> None:
    key = LetterKey(name, validity, uid).text()
    assert key.isascii()
    assert key.isprintable()
    assert letter_key(key) == LetterKey(name, validity, uid)


@given(st.text(max_size=30))
def test_a_text_that_is_no_key_is_gone(text: str) -> None:
    for read in (letter_key, folder_name, stamped_folder):
        assert _failure(read, text) in (None, ErrorCode.MAIL_GONE)
    assert _failure(read_cursor, text) in (None, ErrorCode.INVALID_VALUE)


def _failure(read: Callable[[str], object], text: str) -> ErrorCode | None:
    try:
        read(text)
    except KnownError as error:
        return error.code
    return None


def tree(*names: str, separator: str = "/") -> FolderTree:
    return FolderTree([Listed(frozenset(), separator.encode(), name.encode()) for name in names])


def test_a_name_is_a_role_only_on_the_first_level_and_once() -> None:
    roles = {
        folder.name: folder.role for folder in tree("INBOX", "Sent Items", "Sent", "Vieux/Trash", "Bin").folders({})
    }
    assert roles == {
        "INBOX": Role.INBOX,
        "Sent": Role.SENT,
        "Sent Items": Role.NONE,
        "Trash": Role.NONE,
        "Bin": Role.TRASH,
    }


def test_a_flag_wins_over_a_name() -> None:
    listed = [Listed(frozenset(), b"/", b"Sent"), Listed(frozenset((b"\\sent",)), b"/", b"Gesendet")]
    assert FolderTree(listed).with_role(Role.SENT) == b"Gesendet"
    with pytest.raises(KnownError) as raised:
        FolderTree(listed).with_role(Role.TRASH)
    assert raised.value.code is ErrorCode.MAIL_FOLDER_UNKNOWN


def test_names_that_are_no_modified_utf_7_are_shown_and_kept() -> None:
    raw = "Dépôts & co"
    [folder] = tree(raw).folders({})
    assert folder.name == raw
    assert folder_name(folder.key) == raw.encode()
    assert folder_key(raw.encode()).isascii()


def structure(text: bytes) -> tuple[Leaf, ...]:
    answer = parse_fetch_response([b"1 (UID 1 BODYSTRUCTURE " + text + b")"])
    return leaves(answer[1][b"BODYSTRUCTURE"])


def test_the_parts_of_a_structure_have_their_numbers_and_names() -> None:
    found = structure(
        b'((("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "quoted-printable" 10 1 NIL NIL NIL)'
        b'("TEXT" "HTML" ("CHARSET" "utf-8") NIL NIL "base64" 20 1 NIL NIL NIL) "ALTERNATIVE")'
        b'("IMAGE" "PNG" NIL "<logo@x>" NIL "BASE64" 400 NIL ("INLINE" NIL) NIL)'
        b'("APPLICATION" "PDF" ("NAME" "=?utf-8?q?re=C3=A7u=2Epdf?=") NIL NIL "base64" 4000 NIL'
        b' ("attachment" ("filename*0*" "utf-8\'\'re%C3%A7u" "filename*1*" "%202.pdf")) NIL)'
        b'("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 90 (NIL "Re" NIL NIL NIL NIL NIL NIL NIL NIL)'
        b' ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) 3 NIL ("attachment" ("filename" "lettre.eml")) NIL) "MIXED")'
    )
    assert [(leaf.number, leaf.kind, leaf.name, leaf.is_text) for leaf in found] == [
        ("1.1", "text/plain", "", True),
        ("1.2", "text/html", "", True),
        ("2", "image/png", "", False),
        ("3", "application/pdf", "reçu 2.pdf", False),
        ("4", "message/rfc822", "lettre.eml", False),
    ]
    assert (found[2].inline_id, found[3].part().size) == ("logo@x", 3_000)


@pytest.mark.parametrize(
    "text",
    [
        b'("TEXT")',
        b'("TEXT" "PLAIN")',
        b'("TEXT" "PLAIN" ("CHARSET") NIL NIL NIL NIL)',
        b'("TEXT" "PLAIN" (NIL NIL 3 4) 5 6 7 "x" 9)',
        b"(" * 60 + b'("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)' + b' "MIXED")' * 60,
    ],
)
def test_a_wrong_structure_has_few_parts_and_no_failure(text: bytes) -> None:
    assert len(structure(text)) <= 1


def test_headers_are_unfolded_and_the_first_of_a_name_counts() -> None:
    fields = header_fields(b"Subject: un\r\n deux\r\nSUBJECT: trois\r\nno header\r\nFrom:\tx@y\r\n\r\n")
    assert fields == {"subject": b"un deux", "from": b"x@y"}


def test_words_become_criteria_that_hold_no_more_than_a_line() -> None:
    assert criteria("to:lea") == ["OR", "TO", b"lea", "CC", b"lea"]
    assert criteria("lea") == ["OR", "SUBJECT", b"lea", "OR", "FROM", b"lea", "OR", "TO", b"lea", "CC", b"lea"]
    assert criteria("lea from:nova", in_texts=True) == ["TEXT", b"lea", "FROM", b"nova"]
    assert criteria("has:file since:2026-01-31 ")[-1] == date(2026, 1, 31)
    assert criteria(" ") == ["ALL"]
    assert sum(len(each) for each in criteria("mot " * 5_000) if isinstance(each, bytes)) < 1_000


def test_a_structure_is_read_to_a_depth_that_every_letter_has() -> None:
    leaf = b'("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)'
    for depth, count in ((20, 1), (80, 0)):
        assert len(structure(b"(" * depth + leaf + b' "MIXED")' * depth)) == count
