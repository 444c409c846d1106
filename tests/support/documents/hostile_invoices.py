"""Files that pretend to come from a supplier and are made to do harm, with the answer that each must get.

python -m tests.support.documents.hostile_invoices    reads each in this process; prints the answers and side effects
"""

import json
import sys
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    TextStringObject,
)

from microdesk_desktop.base.errors import ErrorCode, KnownError
from tests.support.documents.received import cii, pdf, ubl

READ = None
"""The answer is the invoice."""
Answer = ErrorCode | None
_HEAD = b'<?xml version="1.0"?>'
_BOMB_MB = 400
_WATCHED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.mkdir")


def _entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}]><x>&l9;</x>'.encode()


def _external_entity(address: str) -> bytes:
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><x>&e;</x>'.encode()


def _nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def _many_elements() -> bytes:
    return b"<a>" + b"<b/>" * 2_000_000 + b"</a>"


def _many_attributes() -> bytes:
    return b"<a " + b" ".join(b'a%d="x"' % number for number in range(100_000)) + b"/>"


def _styled() -> bytes:
    style = b'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'
    return _HEAD + style + cii().split(b"?>", 1)[1]


def _attached_bomb() -> bytes:
    """400 MB of zeros, in 0.4 MB, under the name of the invoice."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(_BOMB_MB)), packer.flush()])
    return _with_raw_stream("factur-x.xml", packed, NameObject("/FlateDecode"))


def _bomb_in_a_bomb() -> bytes:
    inner = zlib.compress(zlib.compress(bytes(200 << 20), 9), 9)
    return _with_raw_stream(
        "factur-x.xml", inner, ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
    )


def _with_raw_stream(name: str, packed: bytes, filters: PdfObject) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    stream = DecodedStreamObject()
    stream.set_data(packed)
    stream[NameObject("/Filter")] = filters
    reference = _added(writer, stream)
    return _written(writer, [(name, DictionaryObject({NameObject("/F"): reference}))])


def _added(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    """The reference of an object that is now in the PDF."""
    return writer._add_object(made)  # noqa: SLF001 - pypdf has no public way to add an object of any kind


def _written(writer: PdfWriter, files: list[tuple[str, DictionaryObject]]) -> bytes:
    pairs = ArrayObject()
    for name, embedded in files:
        pairs += [TextStringObject(name), _specification(name, embedded)]
    tree = DictionaryObject({NameObject("/Names"): pairs})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/EmbeddedFiles"): tree})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _specification(name: str, embedded: DictionaryObject) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject(name),
            NameObject("/UF"): TextStringObject(name),
            NameObject("/EF"): embedded,
        }
    )


def _changed(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _object(value: Any) -> Any:
    return value.get_object()


def _names(writer: PdfWriter) -> Any:
    """The root of the name tree of attached files."""
    return _object(_object(writer.root_object["/Names"])["/EmbeddedFiles"])


def _cyclic_names() -> bytes:
    def change(writer: PdfWriter) -> None:
        names = _names(writer)
        names[NameObject("/Kids")] = ArrayObject([_added(writer, names)] * 3)
        _object(writer.root_object["/Names"])[NameObject("/EmbeddedFiles")] = names["/Kids"][0].indirect_reference

    return _changed(pdf(("factur-x.xml", cii())), change)


def _names_with_kids() -> bytes:
    """The name tree in two levels, as some writers make it."""

    def change(writer: PdfWriter) -> None:
        names = _names(writer)
        leaf = _added(writer, DictionaryObject({NameObject("/Names"): names["/Names"]}))
        _object(writer.root_object["/Names"])[NameObject("/EmbeddedFiles")] = DictionaryObject(
            {NameObject("/Kids"): ArrayObject([leaf])}
        )

    return _changed(pdf(("factur-x.xml", cii())), change)


def _deep_names() -> bytes:
    """A name tree of 50,000 levels."""
    objects = [b"1 0 obj<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>endobj\n"]
    objects += [b"%d 0 obj<</Kids[%d 0 R]>>endobj\n" % (number, number + 1) for number in range(2, 50_000)]
    return _assembled(objects)


def _million_pages() -> bytes:
    kids = b"[" + b"3 0 R " * 1_000_000 + b"]"
    return _assembled(
        [
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Count 1000000/Kids" + kids + b">>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        ]
    )


def _deep_array() -> bytes:
    return _assembled([b"1 0 obj<</Type/Catalog/Names " + b"[" * 100_000 + b"]" * 100_000 + b">>endobj\n"])


def _assembled(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1."""
    body, places = b"%PDF-1.7\n", []
    for each in objects:
        places.append(len(body))
        body += each
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    )


def _locked(password: str) -> bytes:
    return _changed(pdf(("factur-x.xml", cii())), lambda writer: writer.encrypt(password, "owner", algorithm="AES-256"))


def _scripted() -> bytes:
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.launchURL('http://127.0.0.1:9/')"),
        }
    )

    def add(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = action

    return _changed(pdf(("factur-x.xml", cii())), add)


PROGRAM = b"MZ" + bytes(4_000)
HOSTILE: Mapping[str, tuple[Callable[[], bytes], Answer]] = {
    "an entity bomb": (_entity_bomb, ErrorCode.INVOICE_UNREADABLE),
    "an external entity of a file": (
        lambda: _external_entity("file:///etc/passwd"),
        ErrorCode.INVOICE_UNREADABLE,
    ),
    "an external entity of a site": (
        lambda: _external_entity("http://127.0.0.1:9/"),
        ErrorCode.INVOICE_UNREADABLE,
    ),
    "100,000 nested elements": (lambda: _nested(100_000), ErrorCode.INVOICE_UNREADABLE),
    "two million elements": (_many_elements, ErrorCode.INVOICE_UNREADABLE),
    "100,000 attributes": (_many_attributes, ErrorCode.INVOICE_NONE),
    "one text of 9 MB": (lambda: b"<a>" + b"x" * 9_000_000 + b"</a>", ErrorCode.INVOICE_UNREADABLE),
    "a style sheet on a site": (_styled, READ),
    "a cut XML": (lambda: cii()[:-200], ErrorCode.INVOICE_UNREADABLE),
    "an attached bomb of 400 MB": (_attached_bomb, ErrorCode.INVOICE_UNREADABLE),
    "a bomb in a bomb": (_bomb_in_a_bomb, ErrorCode.INVOICE_UNREADABLE),
    "an attached entity bomb": (
        lambda: pdf(("factur-x.xml", _entity_bomb())),
        ErrorCode.INVOICE_UNREADABLE,
    ),
    "a program under the name of the invoice": (
        lambda: pdf(("factur-x.xml", PROGRAM)),
        ErrorCode.INVOICE_UNREADABLE,
    ),
    "a program beside the invoice": (lambda: pdf(("setup.exe", PROGRAM), ("factur-x.xml", cii())), READ),
    "two invoices that differ": (
        lambda: pdf(("factur-x.xml", cii()), ("factur-x.xml", cii(number="F-2"))),
        ErrorCode.INVOICE_AMBIGUOUS,
    ),
    "one invoice in two syntaxes": (lambda: pdf(("factur-x.xml", cii()), ("xrechnung.xml", ubl())), READ),
    "a name with a path": (lambda: pdf(("../../../etc/cron.d/factur-x.xml", cii())), READ),
    "a name with a path of Windows": (lambda: pdf(("C:\\Users\\Public\\Factur-X.xml", cii())), READ),
    "the name of ZUGFeRD 1": (lambda: pdf(("ZUGFeRD-invoice.xml", cii())), READ),
    "the German name": (lambda: pdf(("xrechnung.xml", cii())), READ),
    "names in two levels": (_names_with_kids, READ),
    "names in a circle": (_cyclic_names, READ),
    "names in 50,000 levels": (_deep_names, ErrorCode.INVOICE_UNREADABLE),
    "a million pages": (_million_pages, READ),
    "100,000 nested arrays": (_deep_array, ErrorCode.INVOICE_UNREADABLE),
    "a password": (lambda: _locked("secret"), ErrorCode.INVOICE_LOCKED),
    "a password of the author alone": (lambda: _locked(""), READ),
    "a script": (_scripted, READ),
    "a cut PDF": (lambda: pdf(("factur-x.xml", cii()))[:900], ErrorCode.INVOICE_UNREADABLE),
    "nothing but the signature of a PDF": (lambda: b"%PDF-1.7", ErrorCode.INVOICE_UNREADABLE),
    "a newline before the declaration": (lambda: b"\r\n\n" + cii(), READ),
    "a mark and a newline before it": (lambda: b"\xef\xbb\xbf\n" + cii(), READ),
    "UTF-16": (lambda: cii().decode().replace("UTF-8", "UTF-16").encode("utf-16"), READ),
    "Latin-9": (lambda: cii().decode().replace("UTF-8", "ISO-8859-15").encode("iso-8859-15"), READ),
    "an unknown encoding": (
        lambda: cii().replace(b"UTF-8", b"x-none"),
        ErrorCode.INVOICE_UNREADABLE,
    ),
}


def main() -> None:
    """Read every file with what the worker runs; print each answer, and what was done beyond reading."""
    from microdesk_desktop.documents.received import worker

    made = {name: make() for name, (make, _) in HOSTILE.items()}
    answers: dict[str, str] = {}
    watched: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if (event in _WATCHED or writes) and "__pycache__" not in str(arguments[0]):
            watched.append(f"{event} {arguments}")

    sys.addaudithook(watch)
    for name, data in made.items():
        answers[name] = ""
        try:
            worker.read(data)
        except KnownError as error:
            answers[name] = error.code.value
    json.dump({"answers": answers, "watched": watched}, sys.stdout)


if __name__ == "__main__":
    main()
