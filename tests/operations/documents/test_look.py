"""The look of documents: kept, undone, used for pages; a logo is checked before a document needs it."""

import struct
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.render.logo import LARGEST_BYTES, checked_logo
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.operations.documents.look import preview_look, put_look, read_logo
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.store.documents.look import load_look
from tests.support.documents.issuing import issued, issuing_vault

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
SQUARE = SVG.format('<rect width="40" height="20" fill="#336699"/>').encode()


def png(width=2, height=2, *, claimed=None):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x33\x66\x99" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg():
    """A picture with the segments in which a camera notes where and when it was taken."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    picture.save(buffer, "JPEG")
    content = bytes(buffer.data())

    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data

    noted = segment(0xE1, b"Exif\0\0 12 rue secrete") + segment(0xFE, b"prise chez moi")
    return content[:2] + noted + content[2:]


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def test_a_look_is_kept_shown_and_undone(session):
    look = Look(template="modern", accent="#aa3322", logo=SQUARE, shows_code=False)
    before = preview_look(session, Look())
    made = put_look(session, look)
    assert session.read(load_look) == look
    assert b"#aa3322" in preview_look(session, look)
    assert b"#aa3322" not in before
    made.undo(session)
    assert session.read(load_look) == Look()


def test_documents_are_issued_in_the_look_with_its_logo(session):
    without = issued(session)
    put_look(session, Look(logo=png()))
    assert [pictures(file_of(session, number, "pdf")) for number in (without, issued(session))] == [0, 1]


def pictures(pdf):
    reader = PdfReader(BytesIO(pdf))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return sum(isinstance(each, dict) and each.get("/Subtype") == "/Image" for each in objects)


@pytest.mark.parametrize("content", [SQUARE, png(), jpeg()], ids=["svg", "png", "jpeg"])
def test_each_format_can_be_set(session, content):
    put_look(session, Look(logo=content))
    assert session.read(load_look).logo


def test_a_photograph_loses_what_its_camera_noted():
    assert b"secr" in jpeg()
    kept = checked_logo(jpeg())
    assert b"secr" not in kept
    assert b"chez moi" not in kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"GIF89a", FlawKind.LOGO_FORMAT),
        (b"<html/>", FlawKind.LOGO_FORMAT),
        (b"<svg", FlawKind.LOGO_FORMAT),
        (b'<!DOCTYPE s [<!ENTITY a "aaaa">]>' + SVG.format("&a;").encode(), FlawKind.LOGO_FORMAT),
        (SVG.format("<script/>").encode(), FlawKind.LOGO_ACTIVE),
        (SVG.format('<image href="http://a.example/x.png"/>').encode(), FlawKind.LOGO_ACTIVE),
        (SVG.format('<rect onload="x()"/>').encode(), FlawKind.LOGO_ACTIVE),
        (SVG.format('<use href="file:///etc/passwd"/>').encode(), FlawKind.LOGO_ACTIVE),
        (SVG.format('<rect fill="url(http://a.example/x)"/>').encode(), FlawKind.LOGO_ACTIVE),
        (SVG.format("<text>A</text>").encode(), FlawKind.LOGO_ACTIVE),
        (png(claimed=(60_000, 60_000)), FlawKind.LOGO_SIDE),
        (jpeg()[:30], FlawKind.LOGO_SIDE),
        (b"\x89PNG\r\n\x1a\n", FlawKind.LOGO_SIDE),
        (SQUARE + b" " * LARGEST_BYTES, FlawKind.LOGO_SIZE),
    ],
)
def test_what_no_document_may_hold_is_refused_with_its_reason(content, kind):
    found = checked_logo(content)
    assert isinstance(found, Flaw)
    assert found.kind is kind


def test_parts_of_the_same_picture_may_be_used():
    content = SVG.format('<defs><path id="a"/></defs><use href="#a"/><rect fill="url(#b)"/>').encode()
    assert checked_logo(content) == content


def test_a_broken_picture_is_refused_when_it_is_chosen(session, tmp_path):
    broken = png()[:-20]
    (tmp_path / "logo.png").write_bytes(broken)
    with pytest.raises(KnownError) as raised:
        put_look(session, Look(logo=read_logo(tmp_path / "logo.png")))
    assert raised.value.code is ErrorCode.INVALID_VALUE
    assert session.read(load_look) == Look()


@pytest.mark.parametrize("look", [Look(template="../secret"), Look(accent="red"), Look(accent='#000000"')])
def test_another_template_or_colour_is_refused(session, look):
    with pytest.raises(KnownError):
        put_look(session, look)
