"""Whether a spreadsheet is protected by a password; the library that reads them calls it damaged."""

import struct

from microdesk_desktop.base.files.containers.archives import read_zip_member

_BOF = struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005)
"""The first record of a workbook of Excel 97 to 2003, with its version and kind ([MS-XLS] 2.4.21)."""
_FILE_PASS = 0x002F
_FEW_RECORDS = 20
"""FilePass follows BOF and at most a few records on write protection ([MS-XLS] 2.1.7.20.3)."""
_RECORD_HEAD = 4
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_SIZE = 1 << 20


def is_locked_biff(data: bytes) -> bool:
    """Whether the workbook stream of a compound file begins with a FilePass record."""
    at = data.find(_BOF)
    for _ in range(_FEW_RECORDS):
        if at < 0 or at + _RECORD_HEAD > len(data):
            return False
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _FILE_PASS:
            return True
        at += _RECORD_HEAD + size
    return False


def is_locked_opendocument(data: bytes) -> bool:
    """Whether the manifest of an OpenDocument file names encrypted parts. Raises FILE_UNREADABLE without a manifest."""
    return b"encryption-data" in read_zip_member(data, _MANIFEST, _MANIFEST_SIZE)
