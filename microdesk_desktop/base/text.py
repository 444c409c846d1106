"""Characters that a text from outside must not keep: halves of surrogate pairs, controls, format characters.

    well_formed   a text that UTF-8 can write: for the database, the keyring, the key derivation
    one_line      what a name, a label or a message from outside is kept as
    visible       a value in a sentence: nothing hidden, nothing that moves the text around it
    visible_lines a whole text for the window or a terminal: its own line ends stay

Format characters are those of Unicode's category Cf: invisible, or they change the direction of what follows, so that
a label reads as another amount.
"""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029"
# Category Cf without the joiners U+200C and U+200D; a test compares it with Python's table.
_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
# Joiners are part of emoji and of the scripts from Arabic on; anywhere else they only hide a difference.
_JOINED = "[\u0600-\u1fff\u2190-\u2bff\u3000-\ufeff\U00010000-\U000dffff]"
_STRAY_JOINER = f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})"
_DROPPED = re.compile(f"[{_FORMAT}]|{_STRAY_JOINER}")
_BLANKED = re.compile(f"[{_CONTROL}]")
_ESCAPED = re.compile(f"[{_CONTROL}{_FORMAT}\ud800-\udfff]|{_STRAY_JOINER}")


def well_formed(text: str) -> str:
    """The text with each lone half of a surrogate pair replaced by U+FFFD; two halves that follow become one character.

    Halves come from labels that a bank cut inside an emoji, from pasted text, and from bytes that are no UTF-8.
    """
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    """The text on one line with single spaces: controls become spaces, format characters are dropped."""
    if not text.isprintable():
        text = _BLANKED.sub(" ", _DROPPED.sub("", well_formed(text)))
    return " ".join(text.split())


def visible(text: str) -> str:
    r"""The text with controls, line ends, format characters and lone halves written as escapes: `\x1b`, `\u202e`."""
    if text.isprintable():
        return text
    return _ESCAPED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def visible_lines(text: str) -> str:
    """The text as `visible`, with its line feeds."""
    return text if text.isprintable() else "\n".join(map(visible, text.split("\n")))
