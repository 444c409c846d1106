"""Characters that no font of documents has: each is named before a document is issued, and while it is written.

A character without a glyph would fail the whole PDF/A; a control character would fail the e-invoice too.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.render.coverage import covered
from microdesk_desktop.domain.documents.parties import Address, Buyer, Seller
from microdesk_desktop.domain.documents.types import Document

RULE = "MD-GLYPH"
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})
"""Categories of Unicode that need no glyph: format characters, which Typst obeys or leaves out, and spaces."""
_LINE_ENDS = frozenset("\t\n\r")
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: a font that does not know one shows the usual form."""
_ILLEGIBLE = frozenset({"Cc", "Co", "Cs"})
"""Controls, characters for private use, and halves of pairs, even where a font has them."""


def missing_character(text: str) -> str:
    """The first character that cannot be set legibly; empty where all can."""
    if text.isascii() and text.isprintable():
        return ""
    return next((character for character in text if not _is_set(character)), "")


def glyph_problems(document: Document) -> Sequence[Problem]:
    """The first character of each text of the document that no font has, by the text's business term and line."""
    found = ((term, line, missing_character(text)) for term, line, text in _texts(document))
    return [Problem(rule=RULE, term=term, line=line, value=character) for term, line, character in found if character]


def _is_set(character: str) -> bool:
    point, category = ord(character), unicodedata.category(character)
    if category in _ILLEGIBLE:
        return character in _LINE_ENDS
    if point in covered() or category in _INVISIBLE:
        return True
    return any(point in variations for variations in _VARIATIONS)


def _texts(document: Document) -> Iterator[tuple[str, int | None, str]]:
    """The business term, the line and the text of all that a user wrote and the pages show."""
    yield from ((term, None, text) for term, text in _of_seller(document.seller))
    yield from ((term, None, text) for term, text in _of_buyer(document.buyer))
    yield "BT-13", None, document.order_number
    yield "subject", None, document.subject
    yield "BT-22", None, document.notes
    for number, line in enumerate(document.lines, 1):
        yield "BT-153", number, line.label
        yield "BT-154", number, line.text


def _of_seller(seller: Seller) -> Iterator[tuple[str, str]]:
    yield "BT-27", seller.name
    yield "BT-28", seller.trade_name
    yield "BT-35", _joined(seller.address)
    yield "BT-33", seller.register
    yield "BT-42", seller.phone
    yield "BT-43", seller.email
    yield "insurance", seller.insurance
    yield "mediator", seller.mediator


def _of_buyer(buyer: Buyer) -> Iterator[tuple[str, str]]:
    yield "BT-44", buyer.name
    yield "BT-50", _joined(buyer.address)
    yield "BT-56", buyer.contact
    yield "BT-75", _joined(buyer.delivery) if buyer.delivery else ""


def _joined(address: Address) -> str:
    return "\n".join((*address.lines, address.postal_code, address.city))
