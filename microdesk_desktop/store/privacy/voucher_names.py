"""The names of the files of records that are kept, which may name somebody."""

from microdesk_desktop.domain.records.vouchers import MediaType
from microdesk_desktop.store.database import Writer

_SUFFIXES = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.XML: ".xml",
}


def hide_names(writer: Writer, target_id: int) -> None:
    """Take the names of a record's files, which may name somebody; what kind of file each is stays."""
    for media_type, suffix in _SUFFIXES.items():
        writer.run(
            "UPDATE voucher SET name = ? WHERE target_id = ? AND media_type = ?",
            (f"…{suffix}", target_id, media_type.value),
        )
