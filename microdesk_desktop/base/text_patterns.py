"""The patterns of `base/text.py`, imported on first use: compiling them takes a fifth of the shortest command."""

import re

SURROGATE = re.compile("[\ud800-\udfff]")
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
DROPPED = re.compile(f"[{_FORMAT}]|{_STRAY_JOINER}")
BLANKED = re.compile(f"[{_CONTROL}]")
ESCAPED = re.compile(f"[{_CONTROL}{_FORMAT}\ud800-\udfff]|{_STRAY_JOINER}")
