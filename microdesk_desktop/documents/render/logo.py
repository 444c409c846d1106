"""A logo from outside: what it is, whether documents may hold it, and what of it they need."""

import struct
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from microdesk_desktop.domain.identifiers import Flaw, FlawKind

LARGEST_BYTES = 500_000
"""Every document holds the logo for ten years, and every key stroke passes it to the preview."""
LONGEST_SIDE = 4_000
"""In pixels: 60 mm at 1,700 dots an inch; a small file may claim a picture that takes gigabytes."""
MOST_ELEMENTS = 5_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SVG_SPACE = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset({"script", "foreignObject", "image", "style", "animate", "set", "a", "iframe", "text"})
"""Elements that run, load something else, or need a font that documents have not."""
_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile, Adobe's colour transform: what is needed to show the picture."""


def checked_logo(content: bytes) -> bytes | Flaw:
    """The logo to keep: a JPEG without what its camera noted of place and time; or why it cannot be one."""
    if len(content) > LARGEST_BYTES:
        return Flaw(kind=FlawKind.LOGO_SIZE, length=len(content))
    if content.startswith(_PNG):
        return content if _fits(_png_size(content)) else Flaw(kind=FlawKind.LOGO_SIDE)
    if content.startswith(_JPEG):
        return _checked_jpeg(content)
    return _checked_svg(content)


def _fits(size: tuple[int, int] | None) -> bool:
    return size is not None and min(size) > 0 and max(size) <= LONGEST_SIDE


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _checked_jpeg(content: bytes) -> bytes | Flaw:
    kept, size = bytearray(content[:2]), None
    for marker, segment in _jpeg_segments(content):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(segment) >= 9:
            height, width = struct.unpack(">HH", segment[5:9])
            size = width, height
        if marker < 0xE0 or marker in _KEPT_SEGMENTS:
            kept += segment
    return bytes(kept) if _fits(size) else Flaw(kind=FlawKind.LOGO_SIDE)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker and the bytes of each segment, the last with all of the picture that follows it."""
    start = 2
    while start + 4 <= len(content) and content[start] == 0xFF:
        marker = content[start + 1]
        end = start + 2 + int.from_bytes(content[start + 2 : start + 4], "big")
        if marker == 0xDA:
            yield marker, content[start:]
            return
        yield marker, content[start:end]
        start = end


def _checked_svg(content: bytes) -> bytes | Flaw:
    # Imported here: only the choice of a logo needs it.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return Flaw(kind=FlawKind.LOGO_FORMAT)
    elements = list(root.iter())
    if root.tag != f"{_SVG_SPACE}svg" or len(elements) > MOST_ELEMENTS:
        return Flaw(kind=FlawKind.LOGO_FORMAT)
    return Flaw(kind=FlawKind.LOGO_ACTIVE) if any(map(_is_active, elements)) else content


def _is_active(element: Element) -> bool:
    name = str(element.tag).removeprefix(_SVG_SPACE)
    values = ((str(key).rpartition("}")[2].lower(), str(value)) for key, value in element.attrib.items())
    return name in _ACTIVE or any(_is_active_attribute(key, value) for key, value in values)


def _is_active_attribute(key: str, value: str) -> bool:
    """Whether an attribute runs something, or loads something else than a part of the same picture."""
    if key == "href":
        return not value.startswith("#")
    return key.startswith("on") or "url(" in value.replace("url(#", "")
