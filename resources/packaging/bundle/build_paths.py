"""Finds paths of the machine that built a package: they identify it, and libraries might be loaded from there."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from resources.packaging.bundle.elf import is_elf, read_dynamic

_CRATES = re.compile(rb"[\w./-]{0,200}/\.cargo/registry/src/index\.crates\.io-")
"""Where the authors of a wheel had their Rust crates when they compiled it; the build of a package compiles none."""


def find_build_paths(folder: Path, forbidden: Sequence[str]) -> list[str]:
    """What is wrong in a package's folder: `forbidden` texts in any file, archives included, and search paths of
    libraries that leave the package."""
    found: list[str] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()):
        name = path.relative_to(folder).as_posix()
        for part, content in [("", path.read_bytes()), *_archived(path)]:
            own = _CRATES.sub(b"", content)
            found += [f"{name}{part} contains {text}" for text in forbidden if text.encode() in own]
        if is_elf(path):
            found += [f"{name} is searched for in {place}" for place in _outside(read_dynamic(path).search_path)]
    return found


def _outside(search_path: Iterable[str]) -> list[str]:
    return [place for place in search_path if not place.startswith("$ORIGIN")]


def _archived(path: Path) -> Iterator[tuple[str, bytes]]:
    """The compressed content of a file: of a ZIP, or of PyInstaller's archive at the end of a program."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((f"/{name}", archive.read(name)) for name in archive.namelist())
    elif path.name.endswith("-program"):
        yield from _pyinstaller_content(path)


def _pyinstaller_content(path: Path) -> Iterator[tuple[str, bytes]]:
    from PyInstaller.archive.readers import CArchiveReader

    outer = CArchiveReader(str(path))
    for name in outer.toc:
        if name.endswith(".pyz"):
            modules = outer.open_embedded_archive(name)
            yield from ((f"/{module}", modules.extract(module, raw=True) or b"") for module in modules.toc)
        else:
            yield f"/{name}", outer.extract(name)
