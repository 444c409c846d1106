"""Characters that a text from outside must not keep: halves of surrogate pairs, controls, format characters.

    well_formed   a text that UTF-8 can write: for the database, the keyring, the key derivation
    one_line      what a name, a label or a message from outside is kept as
    visible       a value in a sentence: nothing hidden, nothing that moves the text around it
    visible_lines a whole text for the window or a terminal: its own line ends stay

Format characters are those of Unicode's category Cf: invisible, or they change the direction of what follows, so that
a label reads as another amount.
"""

_SPACES_OF_FRENCH = ("\u00a0", "\u202f")


def well_formed(text: str) -> str:
    """The text with each lone half of a surrogate pair replaced by U+FFFD; two halves that follow become one character.

    Halves come from labels that a bank cut inside an emoji, from pasted text, and from bytes that are no UTF-8.
    """
    if text.isascii():
        return text
    from microdesk_desktop.base.text_patterns import SURROGATE

    if not SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    """The text on one line with single spaces: controls become spaces, format characters are dropped."""
    if not text.isprintable():
        from microdesk_desktop.base.text_patterns import BLANKED, DROPPED

        text = BLANKED.sub(" ", DROPPED.sub("", well_formed(text)))
    return " ".join(text.split())


def visible(text: str) -> str:
    r"""The text with controls, line ends, format characters and lone halves written as escapes: `\x1b`, `\u202e`."""
    if _is_harmless(text):
        return text
    from microdesk_desktop.base.text_patterns import ESCAPED

    return ESCAPED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def visible_lines(text: str) -> str:
    """The text as `visible`, with its line feeds."""
    return text if _is_harmless(text) else "\n".join(map(visible, text.split("\n")))


def _is_harmless(text: str) -> bool:
    """Whether the text has neither controls nor format characters; Python takes the spaces of French for these."""
    for space in _SPACES_OF_FRENCH:
        text = text.replace(space, " ")
    return text.isprintable()
