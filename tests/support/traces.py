"""The search for words that must be nowhere at rest: files as they are, decrypted pages, names of files, open files."""

import secrets
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.pages import plain_pages, plain_wal

_WORD_BYTES = 9
"""Random letters of a word: enough that no other file of the computer holds it by chance."""


def new_words(*kinds: str) -> Mapping[str, str]:
    """A word of small letters for each kind of place, found nowhere else."""
    return {kind: f"canari{kind}{_letters()}" for kind in kinds}


def spellings(word: str) -> set[bytes]:
    """The word as it may stand in a file: in UTF-8, in UTF-16, and inside of Base64 at any place."""
    text = word.encode()
    return {text, text.capitalize(), text.upper(), word.encode("utf-16-le"), *_base64_forms(text)}


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where to search: folders with all below them, and the processes whose open files count too.

    `profile` is one of the folders, whose vault opens with `key`.
    """

    folders: tuple[Path, ...]
    profile: Path
    key: bytes

    def holding(self, words: Mapping[str, str], *processes: int) -> list[str]:
        """What was found, as « kind in place »."""
        wanted = {kind: spellings(word) for kind, word in words.items()}
        found = []
        for place, content in self.contents(processes):
            found += [f"{kind} in {place}" for kind, forms in wanted.items() if any(form in content for form in forms)]
        return sorted(set(found))

    def contents(self, processes: Iterable[int] = ()) -> Iterator[tuple[str, bytes]]:
        """Every place with what can be read there: names, files, decrypted pages, open files of the processes."""
        for path in (path for folder in self.folders for path in folder.rglob("*")):
            yield f"the name {path.name}", path.name.encode()
            with suppress(FileNotFoundError):  # a file of a process that works on
                if path.is_file():
                    yield from self._contents_of(path)
        for process in processes:
            yield from open_files(process)

    def _contents_of(self, path: Path) -> Iterator[tuple[str, bytes]]:
        yield str(path), path.read_bytes()
        if path.parent == self.profile and path.name.endswith(".db"):
            yield f"the pages of {path}", plain_pages(path, self.key)
        if path.name.endswith("-wal"):
            yield f"the pages of {path}", plain_wal(path, self.key)
        if path.suffix == ".mdbackup":
            with zipfile.ZipFile(path) as archive:
                yield f"the pages of {path}", _pages_in(archive.read("vault.db"), self.key)


def open_files(process: int) -> Iterator[tuple[str, bytes]]:
    """The files that a process and those below it hold open, the deleted ones too, each with its content."""
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            target = str(link.readlink())
            is_file = target.startswith("/") and not target.startswith(("/dev/", "/proc/", "/memfd:"))
            if is_file and link.is_file():
                yield f"open: {target}", link.read_bytes()
    children = Path(f"/proc/{process}/task").glob("*/children")
    for child in (int(number) for path in children for number in path.read_text().split()):
        yield from open_files(child)


def _pages_in(database: bytes, key: bytes) -> bytes:
    with tempfile.NamedTemporaryFile() as file:
        file.write(database)
        file.flush()
        return plain_pages(Path(file.name), key)


def _letters() -> str:
    return "".join(chr(ord("a") + byte % 26) for byte in secrets.token_bytes(_WORD_BYTES))


def _base64_forms(text: bytes) -> Iterator[bytes]:
    """The letters of Base64 that depend on the text alone, at each of the three places that it can begin at."""
    for before, dropped in ((0, 0), (1, 2), (2, 3)):
        encoded = b64encode(b"\0" * before + text).rstrip(b"=")
        is_whole = (before + len(text)) % 3 == 0
        yield encoded[dropped : len(encoded) if is_whole else -1]
