"""Identify what a file is by its bytes: a container, plain text to be read further, or foreign content.

Signatures are those of the formats' specifications; the PRONOM registry of the UK National Archives lists them.
"""

import re
from codecs import BOM_UTF8
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.files.containers.archives import read_zip_member, zip_names
from microdesk_desktop.base.files.containers.locked import is_locked_biff, is_locked_opendocument
from microdesk_desktop.base.files.encodings import decode, detect_encoding
from microdesk_desktop.base.pieces import is_blank


class Content(StrEnum):
    """How a file is opened."""

    PLAIN = "plain"
    """As it is: text, or nothing that is known here."""
    ZIP = "zip"
    GZIP = "gzip"
    TAR = "tar"
    WORKBOOK = "workbook"
    WEB_PAGE = "web_page"


Finding = Content | ErrorCode

_HEAD = 4096
"""Bytes in which the beginning of a text is recognised."""
_PDF_WITHIN = 1024
"""Readers of PDF accept as many bytes before its signature."""
_SIGNATURES: tuple[tuple[bytes, Finding], ...] = (
    (b"\x1f\x8b", Content.GZIP),
    (b"\x89PNG\r\n\x1a\n", ErrorCode.FILE_IS_PICTURE),
    (b"\xff\xd8\xff", ErrorCode.FILE_IS_PICTURE),
    (b"GIF8", ErrorCode.FILE_IS_PICTURE),
    (b"II*\x00", ErrorCode.FILE_IS_PICTURE),
    (b"MM\x00*", ErrorCode.FILE_IS_PICTURE),
    (b"{\\rtf", ErrorCode.FILE_IS_DOCUMENT),
    (b"Rar!\x1a\x07", ErrorCode.ARCHIVE_UNKNOWN),
    (b"7z\xbc\xaf\x27\x1c", ErrorCode.ARCHIVE_UNKNOWN),
    (b"BZh", ErrorCode.ARCHIVE_UNKNOWN),
    (b"\xfd7zXZ\x00", ErrorCode.ARCHIVE_UNKNOWN),
    (b"\x28\xb5\x2f\xfd", ErrorCode.ARCHIVE_UNKNOWN),
    (b"MSCF\x00\x00", ErrorCode.ARCHIVE_UNKNOWN),
    (b"SQLite format 3\x00", ErrorCode.FILE_OF_OTHER_PROGRAM),
    (b"\x00\x01\x00\x00Standard ", ErrorCode.FILE_OF_OTHER_PROGRAM),  # Access, Microsoft Money
    (b"\x00\x01\x00\x00MSISAM", ErrorCode.FILE_OF_OTHER_PROGRAM),
    # BIFF without the compound file around it, as before Excel 5 and from some scripts; Lotus 1-2-3; DIF
    (b"\x09\x00\x04\x00", ErrorCode.SPREADSHEET_OLD),
    (b"\x09\x02\x06\x00", ErrorCode.SPREADSHEET_OLD),
    (b"\x09\x04\x06\x00", ErrorCode.SPREADSHEET_OLD),
    (b"\x09\x08\x08\x00", ErrorCode.SPREADSHEET_OLD),
    (b"\x09\x08\x10\x00", ErrorCode.SPREADSHEET_OLD),
    (b"\x00\x00\x02\x00\x04\x04", ErrorCode.SPREADSHEET_OLD),
    (b"\x00\x00\x02\x00\x06\x04", ErrorCode.SPREADSHEET_OLD),
    (b"\x00\x00\x1a\x00", ErrorCode.SPREADSHEET_OLD),
    (b"TABLE\r\n0,1\r\n", ErrorCode.SPREADSHEET_OLD),
    (b"TABLE\n0,1\n", ErrorCode.SPREADSHEET_OLD),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of a compound file by which its program is known, in this order: a protected workbook has no other.
_STREAMS: tuple[tuple[str, Finding], ...] = (
    ("EncryptedPackage", ErrorCode.SPREADSHEET_LOCKED),
    ("Workbook", Content.WORKBOOK),
    ("Book", Content.WORKBOOK),
    ("WordDocument", ErrorCode.FILE_IS_DOCUMENT),
    ("PowerPoint Document", ErrorCode.FILE_IS_DOCUMENT),
    ("__properties_version1.0", ErrorCode.FILE_IS_EMAIL),
    ("CONTENTS", ErrorCode.SPREADSHEET_OLD),  # Microsoft Works
)
_DIRECTORY_ENTRY = 128
"""Bytes of an entry of a compound file's directory, whose beginning is its name."""
_MOST_PLACES = 100
"""Places that are looked at for the name of a stream, which may stand in the content too."""
_ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_BACKUP = {"keys.json", "vault.db"}
"""What `store.backup` puts into a backup of this program."""
_OFFICE_FOLDERS: tuple[tuple[str, Finding], ...] = (
    ("xl/", Content.WORKBOOK),
    ("word/", ErrorCode.FILE_IS_DOCUMENT),
    ("ppt/", ErrorCode.FILE_IS_DOCUMENT),
    ("Index/Document.iwa", ErrorCode.SPREADSHEET_OLD),  # Numbers
    ("Index.zip", ErrorCode.SPREADSHEET_OLD),
)
_TAR_MAGIC_AT = 257

_LETTER_FIELD = (
    r"(?:Return-Path|Received|Delivered-To|MIME-Version|From|To|Date|Subject|Message-ID|Content-Type|DKIM-Signature"
    r"|X-[\w-]+|ARC-[\w-]+): ?\S"
)
# How texts of other kinds begin, or what their first characters hold; the first that fits counts.
_TEXTS: tuple[tuple[re.Pattern[str], Finding], ...] = tuple(
    (re.compile(rf"\A(?:{pattern})", re.IGNORECASE | re.MULTILINE), finding)
    for pattern, finding in (
        (r"From: <Saved by |[\s\S]*^Snapshot-Content-Location:", ErrorCode.FILE_IS_WEB_PAGE),
        (rf"{_LETTER_FIELD}[^\n]*\n(?:[ \t][^\n]*\n)*{_LETTER_FIELD}", ErrorCode.FILE_IS_EMAIL),
        (r"From [^\s@]+@[^\s@]+ ", ErrorCode.FILE_IS_EMAIL),
        (r"(?:<[?!][^>]*>\s*)*<svg\b", ErrorCode.FILE_IS_PICTURE),
        (r"ID;P\w*(?:;[NE])*\r?\n[A-Z]{1,2};", ErrorCode.SPREADSHEET_OLD),  # SYLK
        (r"[\s\S]*\burn:schemas-microsoft-com:office:spreadsheet\b", ErrorCode.SPREADSHEET_OLD),
        (r"(?:<[?!][^>]*>\s*)*<(?:gnm|gmr):Workbook\b", ErrorCode.SPREADSHEET_OLD),
        (r"(?:<[?!][^>]*>\s*)*<office:document\b", ErrorCode.SPREADSHEET_OLD),
        (r"(?:<[?!][^>]*>\s*)*<(?:gnc-v2|grisbi|homebank|kmymoney-file)\b", ErrorCode.FILE_OF_OTHER_PROGRAM),
        (r"(?:<[?!][^>]*>\s*)*<(?:\w+:)?CrossIndustry(?:Invoice|Document)\b", ErrorCode.FILE_IS_INVOICE),
        (
            r"[\s\S]*\burn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2\b",
            ErrorCode.FILE_IS_INVOICE,
        ),
        (
            r"(?:<[?!][^>]*>\s*)*<(?:!doctype\s+html|html|head|body|title|meta|table|style|script|link|div|center"
            r"|span|p|font|h[1-6])\b",
            Content.WEB_PAGE,
        ),
    )
)


def identify(data: bytes) -> Finding:
    """How a file is to be opened, or the error code of what cannot be imported.

    `Content.PLAIN` where nothing is recognised: the readers of statements and tables decide.
    Raises FILE_UNREADABLE or FILE_TOO_LARGE for a zip archive whose members cannot be listed.
    """
    if not data[:_HEAD].removeprefix(BOM_UTF8).strip() and is_blank(data[_HEAD:]):
        return ErrorCode.FILE_EMPTY
    for find in (_by_signature, _by_archive, _by_compound_file, _by_pdf, _by_text):
        finding = find(data)
        if finding is not None:
            return finding
    return Content.PLAIN


def _by_signature(data: bytes) -> Finding | None:
    for signature, finding in _SIGNATURES:
        if data.startswith(signature):
            return finding
    if (data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return ErrorCode.FILE_IS_PICTURE
    if data[:2] == b"BM" and data[2:6] == len(data).to_bytes(4, "little"):
        return ErrorCode.FILE_IS_PICTURE
    return Content.TAR if data.startswith(b"ustar", _TAR_MAGIC_AT) else None


def _by_archive(data: bytes) -> Finding | None:
    if not data.startswith(_ARCHIVE_STARTS):
        return None
    names = zip_names(data)
    if not names:
        return ErrorCode.ARCHIVE_EMPTY
    if _BACKUP.issubset(names):
        return ErrorCode.FILE_IS_BACKUP
    if "mimetype" in names:
        return _by_media_type(data, read_zip_member(data, "mimetype", _HEAD))
    for beginning, finding in _OFFICE_FOLDERS:
        if any(name.startswith(beginning) for name in names):
            return finding
    return Content.ZIP


def _by_media_type(data: bytes, media_type: bytes) -> Finding:
    """What an OpenDocument or EPUB file is, by the media type that is its first member."""
    if media_type.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return ErrorCode.SPREADSHEET_LOCKED if is_locked_opendocument(data) else Content.WORKBOOK
    return ErrorCode.SPREADSHEET_OLD if b"calc" in media_type else ErrorCode.FILE_IS_DOCUMENT


def _by_compound_file(data: bytes) -> Finding | None:
    """What a file of Office 97 to 2003 is, by the streams in it; FILE_NOT_RECOGNISED when none is known."""
    if not data.startswith(_COMPOUND_FILE):
        return None
    found = next((finding for name, finding in _STREAMS if _has_stream(data, name)), ErrorCode.FILE_NOT_RECOGNISED)
    return ErrorCode.SPREADSHEET_LOCKED if found is Content.WORKBOOK and is_locked_biff(data) else found


def _has_stream(data: bytes, name: str) -> bool:
    written, at = f"{name}\0".encode("utf-16-le"), 0
    for _ in range(_MOST_PLACES):
        at = data.find(written, at)
        if at < 0 or at % _DIRECTORY_ENTRY == 0:
            return at > 0
        at += 1
    return False


def _by_pdf(data: bytes) -> Finding | None:
    """Looked for after the archives, which may begin with the content of a PDF."""
    return ErrorCode.FILE_IS_PDF if b"%PDF-" in data[:_PDF_WITHIN] else None


def _by_text(data: bytes) -> Finding | None:
    head = data[:_HEAD]
    text = decode(head, detect_encoding(head)).lstrip("\ufeff \t\r\n")
    found = (finding for pattern, finding in _TEXTS if pattern.match(text))
    return next(found, None)
