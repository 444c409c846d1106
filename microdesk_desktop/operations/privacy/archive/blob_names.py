"""The names of the contents of files in an export: by the number of a document or a reference, never by a person."""

from collections.abc import Mapping

from microdesk_desktop.base.files.names import Names
from microdesk_desktop.domain.privacy.archives import DOCUMENTS, LOGO
from microdesk_desktop.operations.documents.seal.export import file_name
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.whole_tables import load_document_numbers, load_references

_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
_BEGINNINGS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"%PDF": ".pdf", b"RIFF": ".webp"}


class BlobNames:
    """Gives each content its path; the same contents in the same order have the same paths."""

    def __init__(self, reader: Reader) -> None:
        self._numbers = load_document_numbers(reader)
        self._references = load_references(reader)
        self._folders: dict[str, Names] = {}

    def path(self, table: str, column: str, row: Mapping[str, object], content: bytes) -> str:
        """The path below the export of a content in this row."""
        match table, row:
            case "issued_file", {"document_id": int(document), "name": str(name)}:
                number = self._numbers.get(document, str(document))
                return f"{DOCUMENTS}/files/{file_name(number)}.{name}"
            case "voucher", {"target_id": int(target)}:
                return self._taken("vouchers", self._references.get(target) or str(target), row, content)
            case "document_attachment", {"document_id": int(document)}:
                return self._taken("attachments", self._numbers.get(document, str(document)), row, content)
            case "document_attachment", {"draft_id": draft}:
                return self._taken("attachments", f"draft-{draft}", row, content)
            case "document_look", _:
                return self._taken("", LOGO, row, content)
        return self._taken("files", f"{table}-{column}", row, content)

    def _taken(self, folder: str, stem: str, row: Mapping[str, object], content: bytes) -> str:
        name = self._folders.setdefault(folder, Names()).take(stem, _suffix(row, content))
        return f"{folder}/{name}" if folder else name


def _suffix(row: Mapping[str, object], content: bytes) -> str:
    known = _SUFFIXES.get(str(row.get("media_type")))
    if known is not None:
        return known
    found = (suffix for beginning, suffix in _BEGINNINGS.items() if content.startswith(beginning))
    return next(found, ".svg" if b"<svg" in content[:1000] else ".bin")
