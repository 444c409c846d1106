"""The licences of everything that the package carries: a readable file, and Debian's `copyright`."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from textwrap import fill

from resources.packaging.bundle.component import Component
from resources.packaging.bundle.facts import COMMON_LICENCES

HEAD = """\
MicroDesk Desktop {version}: licences of what this package contains

MicroDesk Desktop is free software under the GNU General Public License, version 3 or later. The components below
keep their own licences, under which their authors allow it to be copied. Part 1 lists the components, part 2 the
texts by number.

Qt, PySide6 and shiboken6 are used under the GNU Lesser General Public License, version 3, unmodified, as shared
libraries in the folder PySide6: you may replace them by your own build. Each component's source is at the address
beside it; the source of a Debian package is also had by `apt-get source PACKAGE=VERSION`.

"""
DEP5_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: MicroDesk Desktop
Comment: Generated from what the package contains. The full text of each
 licence is in /usr/share/doc/microdesk/notices.txt.gz.

Files: *
Copyright: the authors of MicroDesk Desktop
License: GPL-3.0-or-later

License: GPL-3.0-or-later
 On Debian systems the full text of the GNU General Public License, version 3,
 is in /usr/share/common-licenses/GPL-3.
"""
COMMON = re.compile(rf"{COMMON_LICENCES}/([A-Za-z]+-?[\d.]*\d)")
HOLDER = re.compile(r"(?:Copyright(?: ?\(c\)| ?©)?:?|©|\(c\)) *((?=.*\d{4}).{4,120})", re.IGNORECASE)
PROGRAM = "../microdesk-program"
RULE = "=" * 100


def notices(version: str, components: Sequence[Component]) -> str:
    """The notices file: components, then each licence text once."""
    texts = [text for component in components for text in component.texts]
    numbers = {text: number for number, text in enumerate(dict.fromkeys([*texts, *_referred(texts)]), 1)}
    parts = [HEAD.format(version=version), "Part 1. Components\n", RULE, "\n"]
    parts += [_entry(component, [numbers[text] for text in component.texts]) for component in components]
    parts += ["\nPart 2. Licence texts\n"]
    parts += [f"{RULE}\n[{number}]\n\n{text.strip()}\n\n" for text, number in numbers.items()]
    return "".join(parts)


def dep5(components: Iterable[Component]) -> str:
    """The `copyright` file of the Debian package, in its machine-readable form."""
    stanzas: dict[str, list[Component]] = {}  # by the first file, the component with most of them first
    place: dict[str, str] = {}
    for component in sorted(components, key=lambda each: -len(each.files)):
        files = component.files or (PROGRAM,)
        first = place.get(files[0], files[0])
        place.update(dict.fromkeys(files, first))
        stanzas.setdefault(first, []).append(component)
    return "\n".join([DEP5_HEAD, *map(_stanza, stanzas.values())])


def _entry(component: Component, numbers: Sequence[int]) -> str:
    places = " ".join(f"[{number}]" for number in numbers)
    return (
        f"{component.name} {component.version}".rstrip() + "\n"
        f"{fill(component.licence, 96, initial_indent='    licence: ', subsequent_indent='             ')}\n"
        f"    source:  {component.source}\n"
        f"    texts:   {places}\n"
    )


def _referred(texts: Iterable[str]) -> list[str]:
    """The common licences that texts refer to by their path on a Debian system, which other systems do not have."""
    names = sorted({match.group(1) for text in texts for match in COMMON.finditer(text)})
    files = [COMMON_LICENCES / name for name in names]
    return [path.read_text(encoding="utf-8") for path in files if path.is_file()]


def _stanza(components: Sequence[Component]) -> str:
    """The stanza of the files of the first component, which contain the others."""
    files = components[0].files or (PROGRAM,)
    paths = [posixpath.normpath(f"usr/lib/microdesk/_internal/{file}") for file in files]
    holders = [holder for component in components for holder in _holders(component)]
    names = [f"{' '.join([each.name, each.version]).rstrip()}: {each.licence}" for each in components]
    return (
        f"Files:\n{_lines(paths)}Copyright:\n{_lines(dict.fromkeys(holders))}"
        f"License: {_short_name(components)}\n{_lines(names)}"
    )


def _holders(component: Component) -> list[str]:
    """Who holds the copyright, as the first lines of its texts name them."""
    found = dict.fromkeys(match.strip() for text in component.texts for match in HOLDER.findall(text))
    return list(found)[:20] or [f"the authors of {component.name}"]


def _short_name(components: Sequence[Component]) -> str:
    return f"{'-'.join(components[0].name.split())}-licence" if len(components) == 1 else "several-licences"


def _lines(values: Iterable[str]) -> str:
    return "".join(f" {value}\n" for value in values)
