"""What a file is, by its bytes: each kind of foreign content has its own error."""

from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.files.containers.content import Content, identify
from tests.support.imports.workbooks import ods, xlsx, zipped

GOLDEN = Path(__file__).parents[4] / "golden"
ROWS = (("a", "b"), ("c", "d"))


def compound(stream: str) -> bytes:
    """A file of Office 97 whose directory names this stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + stream.encode("utf-16-le").ljust(128, b"\0")


def with_file_pass(workbook: bytes) -> bytes:
    """The workbook with the record of a password after its first one."""
    after = workbook.index(b"\x09\x08\x10\0") + 20
    return workbook[:after] + b"\x2f\0" + workbook[after + 2 :]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", ErrorCode.FILE_EMPTY),
        (b" \r\n\t", ErrorCode.FILE_EMPTY),
        (b"\xef\xbb\xbf", ErrorCode.FILE_EMPTY),
        (b"\n%PDF-1.4\n", ErrorCode.FILE_IS_PDF),
        (b"\x89PNG\r\n\x1a\n\0", ErrorCode.FILE_IS_PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", ErrorCode.FILE_IS_PICTURE),
        (b"\0\0\0\x18ftypheic\0\0", ErrorCode.FILE_IS_PICTURE),
        (b"RIFF\x10\0\0\0WEBPVP8 ", ErrorCode.FILE_IS_PICTURE),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="x"/>', ErrorCode.FILE_IS_PICTURE),
        (b"{\\rtf1\\ansi", ErrorCode.FILE_IS_DOCUMENT),
        (compound("WordDocument"), ErrorCode.FILE_IS_DOCUMENT),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), ErrorCode.FILE_IS_DOCUMENT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), ErrorCode.FILE_IS_DOCUMENT),
        (compound("__properties_version1.0"), ErrorCode.FILE_IS_EMAIL),
        (b"Received: from x\r\n\tby y\r\nSubject: Votre releve\r\n\r\nBonjour", ErrorCode.FILE_IS_EMAIL),
        (b"Return-Path: <a@b.fr>\nFrom: a@b.fr\n\n", ErrorCode.FILE_IS_EMAIL),
        (zipped({"keys.json": "{}", "vault.db": b"x"}), ErrorCode.FILE_IS_BACKUP),
        (b'<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm="x">', ErrorCode.FILE_IS_INVOICE),
        (b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">', ErrorCode.FILE_IS_INVOICE),
        (b"SQLite format 3\0", ErrorCode.FILE_OF_OTHER_PROGRAM),
        (b'<?xml version="1.0"?>\n<!DOCTYPE KMYMONEY-FILE>\n<KMYMONEY-FILE>', ErrorCode.FILE_OF_OTHER_PROGRAM),
        (b"Rar!\x1a\x07\x01\0", ErrorCode.ARCHIVE_UNKNOWN),
        (b"7z\xbc\xaf\x27\x1c\0\4", ErrorCode.ARCHIVE_UNKNOWN),
        (b"PK\5\6" + bytes(18), ErrorCode.ARCHIVE_EMPTY),
        (compound("EncryptedPackage"), ErrorCode.SPREADSHEET_LOCKED),
        ((GOLDEN / "containers/locked.xlsx").read_bytes(), ErrorCode.SPREADSHEET_LOCKED),
        (with_file_pass((GOLDEN / "containers/xlwt.xls").read_bytes()), ErrorCode.SPREADSHEET_LOCKED),
        (ods({"A": ROWS}, manifest="<encryption-data/>"), ErrorCode.SPREADSHEET_LOCKED),
        ((GOLDEN / "reported/xls-02.xls").read_bytes(), ErrorCode.SPREADSHEET_OLD),
        (b"\x09\x04\x06\0\0\0\x10\0", ErrorCode.SPREADSHEET_OLD),
        (b"\x09\x08\x08\0\0\0\x10\0", ErrorCode.SPREADSHEET_OLD),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", ErrorCode.SPREADSHEET_OLD),
        (zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), ErrorCode.SPREADSHEET_OLD),
        (compound("Unknown"), ErrorCode.FILE_NOT_RECOGNISED),
        ((GOLDEN / "containers/xlwt.xls").read_bytes(), Content.WORKBOOK),
        (xlsx({"A": ROWS}), Content.WORKBOOK),
        (ods({"A": ROWS}), Content.WORKBOOK),
        (zipped({"a.csv": b"x"}), Content.ZIP),
        (b"\x1f\x8b\x08\0", Content.GZIP),
        ("\ufeff<!DOCTYPE html><html>".encode("utf-16"), Content.WEB_PAGE),
        (b'<?xml version="1.0"?>\r\n<!DOCTYPE html PUBLIC "x">\r\n<html>', Content.WEB_PAGE),
        (b"<TABLE border=1>", Content.WEB_PAGE),
    ],
)  # fmt: skip
def test_what_a_file_is(data: bytes, finding: Content | ErrorCode) -> None:
    assert identify(data) is finding


def test_statements_are_plain_whatever_their_format() -> None:
    paths = [path for path in (GOLDEN / "statements").iterdir() if path.suffix not in (".json", ".zip")]
    assert len(paths) > 20
    assert {path.name: identify(path.read_bytes()) for path in paths} == {path.name: Content.PLAIN for path in paths}


@pytest.mark.parametrize(
    "text",
    [
        "Date: 05/03/2026;Montant\n05/03/2026;-20,50\n",
        "BM;Date;Montant\n",
        "ID;Prénom;Montant\n1;Léa;2\n",
        "ID;P\nA1;2\n",
        "From;To;Date\na@b.fr;c@d.fr;05/03/2026\n",
        "Table;Montant\n1;2\n",
        "Date;Libellé\n05/03/2026;Logiciel PDF %PDF\n",
    ],
)
def test_tables_that_begin_like_something_else_are_plain(text: str) -> None:
    assert identify(text.encode()) is Content.PLAIN
