"""Names of files that every file system takes, made of texts that come from anywhere."""

import re
import unicodedata
from pathlib import PurePosixPath

from microdesk_desktop.base.text import one_line

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Characters that some file system refuses in a name, or takes for the end of one."""
_LONGEST_BYTES = 120
"""Of a cleaned name: half of what ext4 and NTFS take, since the place and the folder come before it."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Names that Windows keeps for itself, whatever their ending."""


def clean_name(name: str) -> str:
    """A name that every file system takes, with its ending: « devis/signé: v2.pdf » is « devis_signé_ v2.pdf »."""
    plain = _FORBIDDEN.sub("_", one_line(unicodedata.normalize("NFC", name))).strip(" .")
    path = PurePosixPath(plain or "_")
    room = _LONGEST_BYTES - len(path.suffix.encode())
    if room <= 0:
        return _cut(path.name, _LONGEST_BYTES)
    return _cut(path.stem, room).rstrip(" .") + path.suffix


class Names:
    """The names of the files of one folder, none of which is that of another one, also where case does not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str, suffix: str) -> str:
        """A name that is still free, which begins with this stem and ends with this suffix, such as « .pdf »."""
        plain = clean_name(f"{stem}{suffix}").removesuffix(suffix).rstrip(" .") or "_"
        if plain.partition(".")[0].rstrip(" ").casefold() in _DEVICES:
            plain = f"_{plain}"
        name, number = f"{plain}{suffix}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{plain}-{number}{suffix}"
        self._taken.add(name.casefold())
        return name


def _cut(text: str, most: int) -> str:
    """The text cut to so many bytes of UTF-8, between two characters."""
    return text.encode()[:most].decode(errors="ignore")
