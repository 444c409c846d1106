"""Read an electronic invoice from its XML, whichever syntax it has."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.received import cii, ubl
from microdesk_desktop.documents.received.tree import Node, parse_xml
from microdesk_desktop.domain.documents.received import ReceivedContent, ReceivedForm

_DEEPEST_ROOT = 4
"""Levels above the invoice in an envelope of a network (SBDH) or a platform."""


def read_xml(data: bytes) -> ReceivedContent:
    """The invoice of an XML document.

    Raises INVOICE_UNREADABLE as `parse_xml` does, INVOICE_NONE for the XML of something else, INVOICE_INCOMPLETE
    (field) for an invoice without what every one has.
    """
    root = _invoice_in(parse_xml(data))
    if root.name in ubl.ROOTS:
        return ReceivedContent(form=ReceivedForm.UBL, profile=ubl.profile_of(root), invoice=ubl.read_ubl(root))
    return ReceivedContent(form=ReceivedForm.CII, profile=cii.profile_of(root), invoice=cii.read_cii(root))


def _invoice_in(root: Node) -> Node:
    """The element that is the invoice: the root, or what an envelope holds."""
    level = [root]
    for _ in range(_DEEPEST_ROOT):
        for node in level:
            if node.name in (cii.ROOT, cii.ZUGFERD_1_ROOT) or (
                node.name in ubl.ROOTS and ubl.NAMESPACE in node.namespace
            ):
                return node
        level = [child for node in level for child in node.children]
    raise KnownError(ErrorCode.INVOICE_NONE)
