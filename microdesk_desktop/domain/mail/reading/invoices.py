"""Which files of a letter may be a supplier's invoice, by their kind and their name."""

_KINDS = frozenset({"application/pdf", "application/xml", "text/xml", "image/jpeg", "image/png", "image/webp"})
_ENDS = frozenset({"pdf", "xml", "jpg", "jpeg", "png", "webp"})


def may_be_invoice(name: str, kind: str) -> bool:
    """Whether `receive_all` may take a file with this name and this MIME type; its content decides then."""
    return kind.lower() in _KINDS or _end(name) in _ENDS


def is_xml(name: str) -> bool:
    """Whether the name is that of an XML file, such as an electronic invoice."""
    return _end(name) == "xml"


def _end(name: str) -> str:
    """What follows the last dot of a name, in lower case; empty without one."""
    _, dot, end = name.lower().rpartition(".")
    return end if dot else ""
