"""Proves that a program takes no code from the environment or the current folder: a trap leaves a mark when loaded."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from resources.packaging.bundle.elf import is_elf, read_dynamic

TIMEOUT_S = 300
# The mark is a file, made by whatever process loads the library.
TRAP = """
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
__attribute__((constructor)) static void mark(void) {
    char program[4096] = "";
    if (readlink("/proc/self/exe", program, sizeof program - 1) < 0) return;
    FILE *file = fopen(MARK, "a");
    if (file) { fprintf(file, "%s\\n", program); fclose(file); }
}
"""
PYTHON_TRAP = "import pathlib; pathlib.Path({mark!r}).touch()\n"
PYTHON_NAMES = ("sitecustomize", "usercustomize", "encodings", "json", "ssl", "sqlite3", "site", "os")
QT_PLUGINS = ("platforms/libqoffscreen.so", "platforms/libqxcb.so", "iconengines/libqsvgicon.so", "styles/libtrap.so")


@dataclass(frozen=True)
class Trap:
    """An environment in which the program is started, in a folder full of traps."""

    name: str
    environment: Mapping[str, str]


def sprung(program: Path) -> Iterator[str]:
    """The traps that a program falls into, each started once with its demonstration, without a display."""
    program = program.resolve()
    needed = sorted({library for path in _libraries(program.parent) for library in read_dynamic(path).needed})
    with tempfile.TemporaryDirectory(prefix="microdesk-traps-") as made:
        mark = Path(made, "mark")
        folder = Path(made, "traps")
        _lay(folder, mark, needed)
        for trap in _traps(folder):
            failure = _run(program, trap, folder)
            if mark.exists():
                yield f"{trap.name}: loaded by {' '.join(sorted(set(mark.read_text(encoding='utf-8').split())))}"
                mark.unlink()
            elif failure:
                yield f"{trap.name}: {failure}"


def _libraries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and is_elf(path)]


def _lay(folder: Path, mark: Path, needed: Sequence[str]) -> None:
    """Fill a folder with a trap under each name that the program, Python or Qt might look for."""
    folder.mkdir()
    source = folder / "trap.c"
    source.write_text(TRAP, encoding="utf-8")
    trap = folder / "trap.so"
    subprocess.run(["gcc", "-shared", "-fPIC", f'-DMARK="{mark}"', "-o", trap, source], check=True)
    for name in [*needed, *QT_PLUGINS]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(trap.read_bytes())
    for name in PYTHON_NAMES:
        (folder / f"{name}.py").write_text(PYTHON_TRAP.format(mark=str(mark)), encoding="utf-8")


def _traps(folder: Path) -> list[Trap]:
    place = str(folder)
    libraries = [
        Trap(name, {name: place}) for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
    ]
    others = [
        Trap("LD_PRELOAD", {"LD_PRELOAD": f"{place}/trap.so"}),
        Trap("LD_AUDIT", {"LD_AUDIT": f"{place}/trap.so"}),
        Trap("PYTHONPATH, PYTHONHOME", {"PYTHONPATH": place, "PYTHONHOME": place}),
        Trap("bootloader", {"_PYI_APPLICATION_HOME_DIR": place, "_PYI_PARENT_PROCESS_LEVEL": "1"}),
        Trap("GCONV_PATH, OPENSSL_MODULES", {"GCONV_PATH": place, "OPENSSL_MODULES": place}),
    ]
    return [Trap("current folder", {}), *libraries, *others]


def _run(program: Path, trap: Trap, folder: Path) -> str:
    """Run the demonstration; returns how it failed, empty when it did not."""
    plain = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [program, "--json", "demo"],
        cwd=folder,
        env={**plain, "TMPDIR": str(folder.parent), **trap.environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    return f"ended with {done.returncode}: {done.stderr.decode()[-500:]}" if done.returncode else ""
