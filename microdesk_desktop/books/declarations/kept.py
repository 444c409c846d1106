"""The figures of a declaration as the text that is kept and sealed when it is marked as declared."""

import msgspec

from microdesk_desktop.domain.books.declarations import Declaration


def write_declaration(declaration: Declaration) -> str:
    """The JSON text of a declaration: one text for equal declarations."""
    return msgspec.json.encode(declaration, order="deterministic").decode()


def read_declaration(text: str) -> Declaration:
    """The declaration of a text that `write_declaration` wrote. Raises ValueError for any other text."""
    return msgspec.json.decode(text, type=Declaration)
