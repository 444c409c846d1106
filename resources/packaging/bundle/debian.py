"""The Debian packages of debian.txt, and what dpkg knows of them."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).parents[1] / "debian.txt"


@dataclass(frozen=True)
class DebianPackage:
    """An installed package, with the source package that it was built from."""

    name: str
    version: str
    architecture: str
    source: str
    source_version: str


def listed(purposes: frozenset[str], text: str | None = None) -> list[str]:
    """The packages of debian.txt that serve one of these purposes, in the file's order."""
    lines = (line.split() for line in (text or LIST.read_text(encoding="utf-8")).splitlines())
    return [
        words[0] for words in lines if len(words) > 1 and words[0] != "#" and purposes.intersection(words[1].split(","))
    ]


def owners(paths: Sequence[str]) -> dict[str, str]:
    """The package that installed each of these files; a file that dpkg does not know is left out."""
    asked = sorted({path: None for given in paths for path in _spellings(given)})
    if not asked:
        return {}
    output = subprocess.run(["dpkg-query", "--search", *asked], check=False, capture_output=True, text=True).stdout
    found = {path: names.split(",")[0].split(":")[0] for names, path in re.findall(r"^(\S.*?): (/.*)$", output, re.M)}
    return {given: found[path] for given in paths for path in _spellings(given) if path in found}


def describe(name: str) -> DebianPackage:
    """The version and the source of an installed package."""
    fields = "${Version} ${Architecture} ${source:Package} ${source:Version} "
    asked = ["dpkg-query", "--show", f"--showformat={fields}", name]
    output = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    # A package that is installed for two architectures is listed twice, in the same version.
    return DebianPackage(name, *output.split()[:4])


def copyright_file(name: str) -> Path:
    """Where Debian keeps the licences of a package."""
    return Path("/usr/share/doc", name, "copyright")


def _spellings(path: str) -> list[str]:
    """The paths under which dpkg may know a file: as given, resolved, and with or without /usr (merged since 2019)."""
    resolved = str(Path(path).resolve())
    names = [path, resolved]
    return [*names, *(name.removeprefix("/usr") for name in names), *(f"/usr{name}" for name in names)]
