"""Vouchers (« justificatifs »): the picture or the PDF that proves a receipt or an expense."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
"""A photograph of a telephone has 3 to 6 MB; every backup holds each voucher again."""
_PDF_WITHIN = 1024
"""Readers of PDF accept as many bytes before its signature."""
_PDF_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PDF_COUNT = re.compile(rb"/Count\s+(\d{1,5})(?!\d)")


class MediaType(StrEnum):
    """What a voucher may be, by its media type (RFC 6838)."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    XML = "application/xml"
    """An electronic invoice from a supplier, or a status of one that was issued; never attached by hand."""

    @property
    def is_picture(self) -> bool:
        return self not in (MediaType.PDF, MediaType.XML)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """A voucher with its content; `name` is the file's, without its folder."""

    name: str
    media_type: MediaType
    content: bytes
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherFacts:
    """What is known of a stored voucher without reading its content; `size` in bytes."""

    id: int
    name: str
    media_type: MediaType
    size: int
    added_at: datetime


def media_type_of(content: bytes) -> MediaType | None:
    """What the content is by its signature, whatever the name of its file; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MediaType.WEBP
    return MediaType.PDF if b"%PDF-" in content[:_PDF_WITHIN] else None


def count_pages(pdf: bytes) -> int | None:
    """The pages of a PDF whose page objects are written in clear; None where they are compressed or disagree."""
    pages = len(_PDF_PAGE.findall(pdf))
    counts = [int(count) for count in _PDF_COUNT.findall(pdf)]
    return pages if pages and pages == max(counts, default=0) else None
