"""The names in an archive of Outlook, whole or broken."""

import random
import struct

from microdesk_desktop.base.text import one_line
from microdesk_desktop.mail.mime.tnef import enclosed_files, enclosed_names

BEGIN, TITLE, PROPERTIES, DATA = 0x00069002, 0x00018010, 0x00069005, 0x0006800F


def attribute(key: int, data: bytes) -> bytes:
    return b"\x02" + struct.pack("<II", key, len(data)) + data + b"\0\0"


def text_property(key: int, text: str) -> bytes:
    value = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, key, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def archive(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


LONG_NAME = struct.pack("<I", 3) + struct.pack("<HHI", 3, 0x3705, 1) + text_property(0x3704, "DEVIS~12.DOC")
NAMED = struct.pack("<HH", 0x1E, 0x8001) + b"g" * 16 + struct.pack("<II", 1, 6) + b"abcdef\0\0" + struct.pack("<I", 0)
SAMPLE = archive(
    attribute(BEGIN, b"\1\0"),
    attribute(TITLE, b"DEVIS~1.DOC\0"),
    attribute(DATA, b"PK devis"),
    attribute(PROPERTIES, LONG_NAME + text_property(0x3707, "Devis d’été\u202e.docx")),
    attribute(BEGIN, b"\1\0"),
    attribute(TITLE, "r\u00e9sum\u00e9.txt".encode("cp1252") + b"\0"),
    attribute(PROPERTIES, struct.pack("<I", 2) + NAMED + text_property(0x3001, "autre")),
)


def test_the_long_name_stands_for_the_short_one() -> None:
    assert enclosed_names(SAMPLE) == ["Devis d’été.docx", "résumé.txt"]


def test_the_files_come_with_their_content() -> None:
    assert [(file.name, file.content) for file in enclosed_files(SAMPLE)] == [("Devis d’été.docx", b"PK devis")]


def test_what_is_no_archive_has_no_names() -> None:
    assert enclosed_names(b"") == []
    assert enclosed_names(b"PK\x03\x04" + SAMPLE) == []


def test_an_archive_that_is_cut_anywhere_gives_what_came_before() -> None:
    for end in range(len(SAMPLE)):
        assert len(enclosed_names(SAMPLE[:end])) <= 2
        assert {file.content for file in enclosed_files(SAMPLE[:end])} <= {b"PK devis"}
    assert enclosed_names(SAMPLE[:-40])[0] == "Devis d’été.docx"


def test_damaged_archives_are_read_without_an_error() -> None:
    dice = random.Random(3)
    for _ in range(500):
        made = bytearray(SAMPLE)
        for _ in range(dice.choice((1, 3, 9))):
            made[dice.randrange(4, len(made))] = dice.randrange(256)
        assert sum(len(file.content) for file in enclosed_files(bytes(made))) <= len(made)
        assert all(name == one_line(name) and name.encode() for name in enclosed_names(bytes(made)))
