"""The first words of a letter, for a list."""

from microdesk_desktop.base.text import one_line

_LONGEST = 200
"""Characters: more than a line of the window shows."""


def first_words(text: str) -> str:
    """The beginning of a plain text on one line, without what it quotes of other letters."""
    lines = (line.strip() for line in text.splitlines())
    own = (line for line in lines if line and not line.startswith(">"))
    return one_line(" ".join(own))[:_LONGEST].rstrip()
