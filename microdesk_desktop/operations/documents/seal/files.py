"""The files of issued documents."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.einvoice.terms import terms_of
from microdesk_desktop.documents.einvoice.xml import Syntax, write_xml
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import find_issued, load_file, load_seal_of


def file_of(session: Session, number: str, name: str) -> bytes:
    """The « pdf » or « xml » of an issued document. Raises UNKNOWN_TARGET without such a document or file."""
    content = session.read(lambda reader: load_file(reader, _id(reader, number), name))
    if content is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return content


def ubl_of(session: Session, number: str) -> bytes:
    """The e-invoice of an issued document in UBL, made of what was sealed. Raises UNKNOWN_TARGET as `file_of` does."""
    file_of(session, number, "xml")
    seal = session.read(lambda reader: load_seal_of(reader, _id(reader, number)))
    assert seal is not None, "an issued document has its seal"
    issued = read_content(seal.content)
    return write_xml(terms_of(issued.document, issued.totals, issued.number, issued.mentions), Syntax.UBL)


def _id(reader: Reader, number: str) -> int:
    document_id = find_issued(reader, number)
    if document_id is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return document_id
