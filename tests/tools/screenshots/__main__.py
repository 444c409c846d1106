"""Pictures of every screen, to be looked at: `python -m tests.tools.screenshots FOLDER [options]`, `make screenshots`.

The real window, in every act (first start, empty, usual, privacy, states, full), size, theme, language and scale; the
options choose some of them: `--acts usual --sizes 1024x700 --themes light --languages fr --scales 1 --texts` takes a
minute; `--acts privacy`, half of one.
A size is that of the screen: at twice its scale, a window on 1366x768 has 683 by 384 of the program's pixels.

What is enlarged is pictured in one theme and on the two smaller screens, unless `--themes` and `--sizes` ask for more.
Each scale and language is a process of its own, because Qt reads the scale once; as many run at a time as there are
processors, and the large vault is made once for all. `--check` takes no picture, and only measures: with or without
it, what is cut, overlaps or is out of reach is listed, and makes the exit code 1.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.gui.theme.tokens import Mode
from tests.benchmarks.sample_vault import make_vault
from tests.tools.screenshots.stage import ACTS, FULL_ROWS, Stage

SIZES = ("1024x700", "1366x768", "1920x1080")
THEMES = (Mode.LIGHT, Mode.DARK, Mode.CONTRAST)
LANGUAGES = ("fr", "en")
SCALES = (1.0, 1.5, 2.0)
TEXTS = (1.5, 2.0)
DPI = 96
"""Dots per inch at which the system asks for text of the usual size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: a language, a scale of everything, and a scale of the text alone."""

    language: str
    scale: float = 1.0
    text: float = 1.0

    @property
    def is_usual(self) -> bool:
        """Whether nothing is enlarged."""
        return self.scale == self.text == 1

    @property
    def name(self) -> str:
        """The folder of its pictures, such as fr-150 or fr-text-200."""
        return (
            f"{self.language}-text-{self.text:.0%}"[:-1] if self.text != 1 else f"{self.language}-{self.scale:.0%}"[:-1]
        )


def main() -> int:
    """Take the pictures; returns the exit code."""
    arguments = _parser().parse_args()
    if arguments.here:
        return _picture(arguments)
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(os.cpu_count()) as processes:
        full = Path(place, "full")
        if "full" in arguments.acts:
            make_vault(full, FULL_ROWS)
        return max(processes.map(partial(_run, arguments, full), _runs(arguments)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--acts", nargs="+", choices=ACTS, default=ACTS)
    parser.add_argument("--only", nargs="+", metavar="PATTERN", default=["*"], help="scenes, such as '*-bank' walk")
    parser.add_argument("--sizes", nargs="+", default=SIZES, help="of the screen")
    parser.add_argument("--themes", nargs="+", type=Mode, default=THEMES)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--scales", nargs="*", type=float, default=SCALES, help="of everything")
    parser.add_argument("--texts", nargs="*", type=float, default=TEXTS, help="of the text alone")
    parser.add_argument("--check", action="store_true", help="measure, and take no picture")
    parser.add_argument("--full", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser


def _runs(arguments: argparse.Namespace) -> Iterator[Run]:
    for language in arguments.languages:
        yield from (Run(language=language, scale=scale) for scale in arguments.scales)
        yield from (Run(language=language, text=text) for text in arguments.texts)


def _run(arguments: argparse.Namespace, full: Path, run: Run) -> int:
    """Take the pictures of one run in a process of its own, with the options of this one."""
    with tempfile.TemporaryDirectory() as place:
        screen = Path(place, "screen.json")
        screen.write_text(json.dumps({"screens": [_screen(round(DPI * run.text))]}), encoding="utf-8")
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "QT_SCALE_FACTOR": str(run.scale)}
        return subprocess.run(_command(arguments, full, run), env={**os.environ, **platform}, check=False).returncode


def _screen(dpi: int) -> dict[str, object]:
    """A screen on which text is as large as the system asks for, and nothing else is."""
    size = {"name": "screen", "x": 0, "y": 0, "width": 3840, "height": 2160}
    return {**size, "logicalDpi": dpi, "logicalBaseDpi": dpi, "dpr": 1}


def _command(arguments: argparse.Namespace, full: Path, run: Run) -> list[str]:
    given = sys.argv[1:]
    fewer = [] if run.is_usual or "--themes" in given else ["--themes", THEMES[0]]
    fewer += [] if run.is_usual or "--sizes" in given else ["--sizes", *SIZES[:2]]
    words = [*given, *fewer, "--here", "--languages", run.language, "--scales", str(run.scale), "--full", str(full)]
    words[given.index(str(arguments.folder))] = str(arguments.folder / run.name)
    return [sys.executable, "-m", "tests.tools.screenshots", *words]


def _picture(arguments: argparse.Namespace) -> int:
    """Play the scenes in this process; 1 if something is wrong with one of them."""
    (language,), (scale,) = arguments.languages, arguments.scales
    sizes = {size: [round(int(side) / scale) for side in size.split("x")] for size in arguments.sizes}
    found = 0
    arguments.folder.mkdir(parents=True, exist_ok=True)
    set_language(language)
    with tempfile.TemporaryDirectory() as place:
        stage = Stage(Path(place), language, arguments.acts, full=arguments.full)
        for name in stage.scenes():
            if not any(fnmatch(name, pattern) for pattern in arguments.only):
                continue
            for theme in arguments.themes[:1] if arguments.check else arguments.themes:
                for size, (width, height) in sizes.items():
                    stage.arrange(width, height, theme)
                    for fault in stage.faults() if theme is arguments.themes[0] else ():
                        print(f"{arguments.folder.name}/{name}-{size}: {fault}", flush=True)
                        found += 1
                    if not arguments.check:
                        stage.save(arguments.folder / f"{name}-{size}-{theme}.png")
        stage.window.close()
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
