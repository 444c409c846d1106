"""The notices file, Debian's copyright file, and the search for paths of the build machine."""

import zipfile
from dataclasses import replace
from pathlib import Path

from resources.packaging.bundle.build_paths import find_build_paths
from resources.packaging.bundle.debian import listed
from resources.packaging.bundle.notices import dep5, notices
from tests.unit.packaging.conftest import component

SHARED = "Copyright (c) 2024 Jane Roe\nthe shared text"


def test_each_component_is_listed_and_each_text_printed_once():
    text = notices("1.2", [component("one", SHARED), component("two", SHARED, "its own")])

    assert text.count("the shared text") == 1
    assert "one 1.0\n    licence: MIT\n    source:  https://one.example\n    texts:   [1]\n" in text
    assert "    texts:   [1] [2]\n" in text


def test_a_common_licence_that_a_text_refers_to_is_printed_in_full():
    text = notices("1.2", [component("one", "see /usr/share/common-licenses/LGPL-2.1.")])

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_the_copyright_file_names_each_holder_and_licence():
    stanzas = dep5([component("one", SHARED)]).split("\n\n")

    assert stanzas[0].startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/")
    assert stanzas[-1].startswith("Files:\n usr/lib/microdesk/microdesk-program\n")
    assert "\nCopyright:\n 2024 Jane Roe\nLicense: one-licence\n one 1.0: MIT" in stanzas[-1]


def test_components_of_one_file_share_its_stanza():
    outer = replace(component("outer", SHARED), files=("a.so", "b.so"))
    inner = replace(component("inner", SHARED), files=("b.so",))

    text = dep5([inner, outer])

    assert text.count("b.so") == 1
    assert "License: several-licences\n outer 1.0: MIT\n inner 1.0: MIT\n" in text


def test_paths_of_the_build_machine_are_found_in_files_and_archives(tmp_path: Path):
    (tmp_path / "clean.txt").write_text("$ORIGIN/lib", encoding="utf-8")
    (tmp_path / "wheel.so").write_bytes(
        b"\0/builder/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/zip-9.2.2/src/read.rs"
    )
    (tmp_path / "record.txt").write_text("from /builder/site", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "library.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("module.pyc", b"\xe3/builder/site/module.py" + b"\0" * 1000)

    assert find_build_paths(tmp_path, ["/builder/"]) == [
        "library.zip/module.pyc contains /builder/",
        "record.txt contains /builder/",
    ]


def test_packages_are_listed_by_what_they_are_needed_to():
    text = "# a comment about run things\nlibone  run      Qt\nlibtwo  package  Qt\ngcc     test,build  the launcher\n"

    assert listed(frozenset({"run", "package"}), text) == ["libone", "libtwo"]
    assert listed(frozenset({"build"}), text) == ["gcc"]
