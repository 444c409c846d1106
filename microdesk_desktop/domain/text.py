"""One way to compare texts that people and banks write differently."""

import unicodedata


def fold(text: str) -> str:
    """Upper case, no accents, single spaces: what two spellings of one text share."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(text.upper().split())
