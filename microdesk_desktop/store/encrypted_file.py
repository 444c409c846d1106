"""What can be known of a vault's database without its key: that it has the size of one, and that its pages are random.

Whether the pages are authentic, and of which vault, is known only with the key.
"""

import zlib
from pathlib import Path

PAGE_BYTES = 4096
_PLAIN = b"SQLite format 3\0"
_LEAST_PAGES = 17
"""The first version had sixteen tables; each has a page of its own, and so has their list."""
_SAMPLE = 256
"""Pages looked at, evenly spread, which takes about 25 ms; all of them where there are no more."""
_LOCK_PAGE = 0x4000_0000 // PAGE_BYTES
"""The page at 1 GiB, which SQLite never writes."""
_LEAST_COMPRESSED = 4000
"""An encrypted page, compressed, has more than its 4,096 bytes; one that is cut off, zeroed or plain has far less."""


def looks_encrypted(path: Path) -> bool:
    """Whether the file can be a vault's database: whole pages, enough of them, none of those looked at readable."""
    pages, rest = divmod(path.stat().st_size, PAGE_BYTES)
    if rest or pages < _LEAST_PAGES:
        return False
    with path.open("rb") as file:
        if file.read(len(_PLAIN)) == _PLAIN:
            return False
        for number in range(0, pages, -(-pages // _SAMPLE)):
            file.seek(number * PAGE_BYTES)
            is_random = len(zlib.compress(file.read(PAGE_BYTES), 1)) >= _LEAST_COMPRESSED
            if not is_random and number != _LOCK_PAGE:
                return False
    return True
