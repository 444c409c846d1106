"""The bytes of a mail as text: its declared charset first, then the ones that senders use without declaring them."""

import codecs

from microdesk_desktop.base.text import well_formed

_FALLBACKS = ("utf-8", "cp1252", "latin-1")
"""latin-1 decodes any bytes, so that one always succeeds."""
# Names that the codecs of Python lack, or that senders use for another charset: the WHATWG reads iso-8859-1 and ASCII
# as windows-1252, gb2312 as its superset, and ks_c_5601-1987 as windows-949.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
}
# The first hides markup in plain ASCII; the others are no charsets but codecs of Python, some of which unpack.
_REFUSED = frozenset(
    {"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem", "charmap"}
)
_LONGEST_NAME = 40


def decode_text(content: bytes, charset: str = "") -> str:
    """The bytes as well-formed text, without a byte order mark; any bytes and any charset name give some text."""
    if content.startswith(codecs.BOM_UTF8):
        return well_formed(content[3:].decode("utf-8", "replace"))
    declared = known_charset(charset)
    for name in (declared, *_FALLBACKS) if declared else _FALLBACKS:
        try:
            return well_formed(content.decode(name)).removeprefix("\ufeff")
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("latin-1")


def known_charset(name: str) -> str:
    """The codec of Python for a declared charset; empty where there is none that may be used."""
    name = name.strip().strip("\"'").lower()[:_LONGEST_NAME]
    try:
        codec = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(codec, "_is_text_encoding", True)
    plain = codec.name.replace("-", "_")
    return codec.name if is_text and plain not in {each.replace("-", "_") for each in _REFUSED} else ""
