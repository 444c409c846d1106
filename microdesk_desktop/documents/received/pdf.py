"""Find the XML that a PDF carries: its attached files, reached by their name tree and by /AF, within bounds.

Names of attachments are only compared, never used as a path, and nothing is written.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError

_STREAM_BYTES = 10 << 20
"""Bytes that one stream may unpack to: the XML of an invoice of 5,000 lines."""
_MOST_NODES = 2_000
"""Nodes of the tree of names; a PDF with a thousand attachments has about a hundred."""
_MOST_FILES = 200
_USUAL_NAMES = frozenset(("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"))
"""Names of the invoice in Factur-X and ZUGFeRD 2, in ZUGFeRD 1 and in the German profile, in lower case."""


def find_xml(data: bytes) -> list[bytes]:
    """The distinct XML files that may be the invoice of a PDF: those with a usual name, else all XML files.

    Empty without any. Raises INVOICE_LOCKED for a PDF that asks for a password, INVOICE_UNREADABLE for one that is
    damaged beyond reading.
    """
    from pypdf import PdfReader, overwrite_configuration
    from pypdf.errors import PyPdfError

    overwrite_configuration(
        zlib_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        brotli_maximum_output_length=_STREAM_BYTES,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise KnownError(ErrorCode.INVOICE_LOCKED)
        attached = list(_attached(reader.trailer["/Root"].get_object()))
    # Faults of the file show as any of these, deep in the library.
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        zlib.error,
        OSError,
    ):
        raise KnownError(ErrorCode.INVOICE_UNREADABLE) from None
    usual = [content for name, content in attached if name in _USUAL_NAMES]
    return list(dict.fromkeys(usual or [content for name, content in attached if name.endswith(".xml")]))


def first_text(data: bytes) -> str:
    """The text of the first page of a PDF; empty where it cannot be read."""
    from pypdf import PdfReader

    try:
        return PdfReader(io.BytesIO(data), strict=False).pages[0].extract_text()
    except Exception:  # noqa: BLE001 - the text only serves a proposal, and the library may fail in any way
        return ""


def _attached(catalog: Any) -> Iterator[tuple[str, bytes]]:
    """The name, in lower case and without folders, and the content of each attached XML file."""
    found = 0
    for specification in _specifications(catalog):
        name = _name_of(specification)
        if not name.endswith(".xml"):
            continue
        found += 1
        if found > _MOST_FILES:
            raise KnownError(ErrorCode.INVOICE_UNREADABLE)
        stream = _stream_of(specification)
        if stream is not None:
            yield name, stream.get_data()


def _specifications(catalog: Any) -> Iterator[Any]:
    """The file specifications of the catalog: by name, then those associated with the document."""
    names = _object(catalog.get("/Names"))
    if isinstance(names, dict):
        yield from _of_tree(names.get("/EmbeddedFiles"))
    associated = _object(catalog.get("/AF"))
    for each in associated[:_MOST_FILES] if isinstance(associated, list) else ():
        if isinstance(specification := _object(each), dict):
            yield specification


def _of_tree(root: Any) -> Iterator[Any]:
    """The values of a name tree (ISO 32000-1, 7.9.6); a node that occurs twice is visited once."""
    waiting, seen = [root], set[object]()
    while waiting:
        reference = waiting.pop()
        node = _object(reference)
        key = getattr(reference, "idnum", None) or id(node)
        if not isinstance(node, dict) or key in seen:
            continue
        seen.add(key)
        if len(seen) > _MOST_NODES:
            raise KnownError(ErrorCode.INVOICE_UNREADABLE)
        pairs = _object(node.get("/Names"))
        for value in pairs[1::2] if isinstance(pairs, list) else ():
            if isinstance(specification := _object(value), dict):
                yield specification
        kids = _object(node.get("/Kids"))
        waiting += reversed(kids[:_MOST_NODES]) if isinstance(kids, list) else ()


def _object(value: Any) -> Any:
    """What a reference stands for."""
    return value.get_object() if value is not None else None


def _name_of(specification: Any) -> str:
    """The name of an attached file without any folder, however its writer separates them."""
    name = str(_object(specification.get("/UF")) or _object(specification.get("/F")) or "")
    return name.replace("\\", "/").rpartition("/")[2].strip().lower()


def _stream_of(specification: Any) -> Any | None:
    files = _object(specification.get("/EF"))
    if not isinstance(files, dict):
        return None
    return _object(files.get("/UF")) or _object(files.get("/F"))
