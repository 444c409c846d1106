"""`python -m resources.packaging.bundle`: the steps of package.sh that look at what the package contains."""

import argparse
import gzip
import json
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from microdesk_desktop import __version__
from resources.packaging.bundle.build_paths import find_build_paths
from resources.packaging.bundle.component import Carried, IncompleteError
from resources.packaging.bundle.debian import listed
from resources.packaging.bundle.distributions import installed, wheel_hashes
from resources.packaging.bundle.elf import glibc_needed
from resources.packaging.bundle.facts import read_facts
from resources.packaging.bundle.inventory import Inventory
from resources.packaging.bundle.notices import dep5, notices
from resources.packaging.bundle.sbom import sbom
from resources.packaging.bundle.screen import window_fails
from resources.packaging.bundle.traps import sprung

ROOT = Path(__file__).resolve().parents[3]


def describe(folder: Path, carried: Path, wheels: Path, output: Path) -> list[str]:
    """Write the notices, Debian's copyright file and the SBOM; returns what stands in the way."""
    files = [Carried(*each) for each in json.loads(carried.read_text(encoding="utf-8")) if _is_foreign(each[1])]
    # Two files are made by the build: PyInstaller's archive of the standard library, and the static launcher.
    library = Carried("base_library.zip", os.__file__)
    launcher = Carried("../microdesk", f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}/libc.a")
    inventory = Inventory(folder / "_internal", read_facts(), wheel_hashes(wheels))
    try:
        components = inventory.components([*files, library, launcher], installed())
    except IncompleteError as error:
        return error.problems
    text = notices(__version__, components)
    (folder / "_internal/resources/NOTICES.txt").write_text(text, encoding="utf-8")
    (folder / "NOTICES.txt").symlink_to("_internal/resources/NOTICES.txt")
    (output / "notices.txt.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    (output / "copyright").write_text(dep5(components), encoding="utf-8")
    document = sbom(__version__, int(os.environ["SOURCE_DATE_EPOCH"]), components)
    (output / "microdesk.cdx.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(components)} components, each with its licence.")
    return []


def _is_foreign(source: str) -> bool:
    """Whether a file is other people's: it lies outside of the project, or in its virtual environment."""
    if source in ("", "-"):  # a package without a file of its own
        return False
    path = Path(source)
    return path.is_relative_to(sys.prefix) or not path.is_relative_to(ROOT)


def check(folder: Path) -> list[str]:
    """The paths of this machine that a package's folder contains."""
    return find_build_paths(folder, [str(ROOT), f"{Path.home()}/", sys.prefix])


def traps(program: Path) -> list[str]:
    """The traps in the environment and the current folder that a program falls into."""
    return list(sprung(program))


def window(program: Path) -> list[str]:
    """What stops a program from showing its window."""
    failure = window_fails(program.resolve())
    return [failure] if failure else []


def depends(folder: Path) -> list[str]:
    """Print the packages that the .deb depends on; the program brings its own Python."""
    names = [name for name in listed(frozenset({"run", "package"})) if name != "python3-venv"]
    oldest = {"libc6": f"libc6 (>= {glibc_needed(folder)})"}
    print(", ".join(oldest.get(name, name) for name in names))
    return []


def recommends() -> list[str]:
    """Print the packages that the .deb recommends."""
    print(", ".join(listed(frozenset({"recommend"}))))
    return []


STEPS: dict[str, Callable[..., list[str]]] = {
    "describe": describe,
    "check": check,
    "traps": traps,
    "window": window,
    "depends": depends,
    "recommends": recommends,
}


def main() -> int:
    """Do one step; returns the exit code, after printing what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("paths", nargs="*", type=Path)
    asked = parser.parse_args()
    wrong = STEPS[asked.step](*asked.paths)
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
