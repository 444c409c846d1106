"""XML from anywhere as a small tree of local names, within bounds of depth, elements and text."""

from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import ParseError

from microdesk_desktop.base.errors import ErrorCode, KnownError

_DEEPEST = 64
"""Levels of elements; a signed UBL document in an envelope has about twenty."""
_MOST_ELEMENTS = 300_000
"""An invoice of 5,000 lines has 250,000."""
_LONGEST_TEXT = 20_000
"""Characters of one text; longer ones are attachments in the XML, which are not read."""
_ATTACHMENTS = frozenset(("EmbeddedDocumentBinaryObject", "AttachmentBinaryObject"))
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANKS = b" \t\r\n"


class Node:
    """One element: its name and attributes without their namespaces, its text, the elements in it."""

    __slots__ = ("attributes", "children", "name", "namespace", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.namespace, _, self.name = tag.rpartition("}")
        self.attributes = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        self.text = ""
        self.children: list[Node] = []

    def all(self, path: str) -> "list[Node]":
        """The elements at a path such as "Party/Name", in the order of the document."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, path: str) -> "Node | None":
        """The first element at a path."""
        found = self.all(path)
        return found[0] if found else None

    def part(self, path: str) -> "Node":
        """The first element at a path; an empty one where it is absent."""
        return self.first(path) or Node(path, {})

    def text_at(self, *paths: str) -> str:
        """The text of the first element at one of these paths that has any, on one line; else ""."""
        for path in paths:
            for node in self.all(path):
                if node.text:
                    return node.text
        return ""

    def iterate(self) -> "Iterator[Node]":
        """The element and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


class _Builder:
    """The target of the parser: it makes the nodes, and refuses what exceeds the bounds."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._elements = 0
        self.root: Node | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) >= _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise KnownError(ErrorCode.INVOICE_UNREADABLE)
        node = Node(tag, attributes)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._texts.append([])

    def data(self, text: str) -> None:
        if self._texts and self._open[-1].name not in _ATTACHMENTS:
            self._texts[-1].append(text)

    def end(self, _: str) -> None:
        node, texts = self._open.pop(), "".join(self._texts.pop())
        if len(texts) > _LONGEST_TEXT:
            raise KnownError(ErrorCode.INVOICE_UNREADABLE)
        node.text = " ".join(texts.split())

    def close(self) -> Node:
        assert self.root is not None, "the parser ends at the root"
        return self.root


def parse_xml(data: bytes) -> Node:
    """The root of an XML document. Blanks before its declaration are accepted, as some programs write them.

    Raises INVOICE_UNREADABLE for what is no XML, has a document type (and so entities), or exceeds the bounds.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(_without_leading_blanks(data))
        root = cast(Node, parser.close())
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise KnownError(ErrorCode.INVOICE_UNREADABLE) from None
    return root


def _without_leading_blanks(data: bytes) -> bytes:
    for bom in _BOMS:
        if data.startswith(bom):
            rest = data.removeprefix(bom)
            return bom + rest.lstrip(_BLANKS) if bom == _BOMS[0] else data
    return data.lstrip(_BLANKS)
