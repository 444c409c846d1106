"""Which of the libraries that PyInstaller collected the package carries: what its own code reaches, less what is
left to the system."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]  # as in PyInstaller: path in the package, path on this machine, kind

PLUGINS = "PySide6/Qt/plugins/"
# What a form with text, SVG icons, a printer, a file dialog and pictures of vouchers (JPEG, WebP; Qt itself reads PNG)
# needs. Readers of other image formats, screens without a desktop (a remote one included), devices read directly,
# OpenGL and the network are not used, so not carried.
USED_PLUGINS = frozenset(
    {
        "platforms/libqxcb.so",
        "platforms/libqwayland.so",
        "platforms/libqoffscreen.so",
        "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "platforminputcontexts/libibusplatforminputcontextplugin.so",
        # Its file dialog is the desktop's own. GTK's would bring some thirty libraries and keeps a list of files.
        "platformthemes/libqxdgdesktopportal.so",
        "iconengines/libqsvgicon.so",
        "imageformats/libqjpeg.so",
        "imageformats/libqsvg.so",
        "imageformats/libqwebp.so",
        "printsupport/libcupsprintersupport.so",
        "wayland-decoration-client/libadwaita.so",
        "wayland-decoration-client/libbradient.so",
        "wayland-shell-integration/libxdg-shell.so",
    }
)


class UnknownLibraryError(Exception):
    """A library that the package needs is neither carried nor named in debian.txt."""


def select(
    entries: Iterable[Entry], provided: AbstractSet[str], needed: Callable[[Path], Sequence[str]]
) -> list[Entry]:
    """The entries that the program's extension modules and plugins reach; `provided` are libraries of the system.

    `needed` returns the libraries that a file names. Raises `UnknownLibraryError`.
    """
    entries = list(entries)
    files = {entry[0]: entry for entry in entries if entry[2] != "SYMLINK"}
    libraries = {PurePosixPath(name).name: name for name in files if _is_library(name, files[name])}
    kept: set[str] = set()
    waiting = [name for name, entry in files.items() if _is_root(name, entry)]
    while waiting:
        name = waiting.pop()
        if name in kept:
            continue
        kept.add(name)
        for library in needed(Path(files[name][1])):
            if library in provided:
                continue
            if library not in libraries:
                raise UnknownLibraryError(
                    f"{name} needs {library}: name its Debian package in resources/packaging/debian.txt"
                )
            waiting.append(libraries[library])
    return [entry for entry in entries if (entry[1] if entry[2] == "SYMLINK" else entry[0]) in kept]


def keep_whole(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, with the libraries that a wheel brings in a folder `….libs` as plain data, which is not stripped.

    Their segments were moved when the wheel was made: what `strip` leaves of them is not aligned, and cannot be loaded.
    """
    return [
        (name, source, "DATA" if kind == "BINARY" and _is_from_wheel(name) else kind) for name, source, kind in entries
    ]


def _is_from_wheel(name: str) -> bool:
    return PurePosixPath(name).parts[0].endswith(".libs")


def _is_library(name: str, entry: Entry) -> bool:
    return entry[2] == "BINARY" and not name.startswith(PLUGINS)


def _is_root(name: str, entry: Entry) -> bool:
    """Whether a file is loaded for its own sake: an extension module, a plugin, the interpreter's library."""
    if name.startswith(PLUGINS):
        return name.removeprefix(PLUGINS) in USED_PLUGINS
    return entry[2] == "EXTENSION" or PurePosixPath(name).name.startswith("libpython")
