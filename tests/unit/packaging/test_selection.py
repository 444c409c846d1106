"""Which libraries the package carries."""

from pathlib import Path

import pytest

from resources.packaging.bundle.elf import parse_dynamic
from resources.packaging.bundle.selection import UnknownLibraryError, keep_whole, select

PLUGINS = "PySide6/Qt/plugins/"
NEEDED = {
    "QtGui.abi3.so": ["libQt6Gui.so.6", "libc.so.6"],
    "libQt6Gui.so.6": ["libicu.so.73", "libX11.so.6"],
    "libqxcb.so": ["libQt6Xcb.so.6"],
    "libqvnc.so": ["libQt6Network.so.6"],
}
COLLECTED = [
    ("PySide6/QtGui.abi3.so", "/site/QtGui.abi3.so", "EXTENSION"),
    ("PySide6/Qt/lib/libQt6Gui.so.6", "/site/libQt6Gui.so.6", "BINARY"),
    ("PySide6/Qt/lib/libQt6Xcb.so.6", "/site/libQt6Xcb.so.6", "BINARY"),
    ("PySide6/Qt/lib/libQt6Network.so.6", "/site/libQt6Network.so.6", "BINARY"),
    ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
    ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK"),
    (f"{PLUGINS}platforms/libqxcb.so", "/site/libqxcb.so", "BINARY"),
    (f"{PLUGINS}platforms/libqvnc.so", "/site/libqvnc.so", "BINARY"),
    ("libicu.so.73", "/site/libicu.so.73", "BINARY"),
    ("libX11.so.6", "/usr/lib/libX11.so.6", "BINARY"),
    ("libcups.so.2", "/usr/lib/libcups.so.2", "BINARY"),
]


def names(provided: set[str]) -> set[str]:
    return {name for name, _, _ in select(COLLECTED, provided, lambda path: NEEDED.get(path.name, []))}


def test_only_what_the_used_code_reaches_is_carried():
    assert names({"libc.so.6", "libX11.so.6"}) == {
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Xcb.so.6",
        "libQt6Gui.so.6",
        f"{PLUGINS}platforms/libqxcb.so",
        "libicu.so.73",
    }


def test_a_library_that_the_system_does_not_promise_is_carried_where_it_was_collected():
    assert "libX11.so.6" in names({"libc.so.6"})


def test_a_library_that_nobody_provides_stops_the_build_with_its_name():
    with pytest.raises(UnknownLibraryError, match=r"QtGui\.abi3\.so needs libc\.so\.6.*debian\.txt"):
        names({"libX11.so.6"})


def test_what_a_wheel_brings_in_its_own_folder_is_not_stripped_and_stays_a_library_for_all_else():
    entries = [
        ("numpy.libs/libscipy_openblas64_.so", "/site/libscipy_openblas64_.so", "BINARY"),
        ("libscipy_openblas64_.so", "numpy.libs/libscipy_openblas64_.so", "SYMLINK"),
        ("numpy/_core/_multiarray_umath.so", "/site/_multiarray_umath.so", "EXTENSION"),
        ("libicu.so.73", "/site/libicu.so.73", "BINARY"),
    ]
    assert [kind for _, _, kind in keep_whole(entries)] == ["DATA", "SYMLINK", "EXTENSION", "BINARY"]


def test_the_dynamic_section_is_read_from_what_readelf_prints():
    printed = """
 0x0000000000000001 (NEEDED)             Shared library: [libm.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x000000000000001d (RUNPATH)            Library runpath: [$ORIGIN/../lib:/opt/built/lib]
 0x000000000000000e (SONAME)             Library soname: [libours.so]
"""
    found = parse_dynamic(printed)

    assert found.needed == ("libm.so.6", "libc.so.6")
    assert found.search_path == ("$ORIGIN/../lib", "/opt/built/lib")


def test_every_library_names_an_existing_file_of_this_system():
    # The sample above stands for the real thing: the interpreter's own file must read the same way.
    from resources.packaging.bundle.elf import is_elf, read_dynamic

    program = Path("/proc/self/exe")

    assert is_elf(program)
    assert "libc.so.6" in read_dynamic(program).needed
