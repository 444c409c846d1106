"""Pictures of every screen, to be looked at: `python -m tests.tools.screenshots FOLDER [options]`, `make screenshots`.

The real window, in every act (first start, empty, usual, states, full), size, theme, language and scale; the options
choose some of them: `--acts usual --sizes 1024x700 --themes light --languages fr --scales 1 --texts` takes a minute.
Each scale and language is a process of its own, because Qt reads the scale once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.gui.theme.tokens import Mode
from tests.tools.screenshot_stage import ACTS, Stage

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
    def folder(self) -> str:
        """The name of the folder of its pictures, such as fr-150 or fr-text-200."""
        return (
            f"{self.language}-text-{self.text:.0%}"[:-1] if self.text != 1 else f"{self.language}-{self.scale:.0%}"[:-1]
        )


def main() -> int:
    """Take the pictures; returns the exit code."""
    arguments = _parser().parse_args()
    if arguments.here:
        _picture(arguments)
        return 0
    return max(_run(run, arguments.folder) for run in _runs(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--acts", nargs="+", choices=ACTS, default=ACTS)
    parser.add_argument("--only", nargs="+", metavar="PATTERN", default=["*"], help="scenes, such as '*-bank' walk")
    parser.add_argument("--sizes", nargs="+", default=SIZES)
    parser.add_argument("--themes", nargs="+", type=Mode, default=THEMES)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--scales", nargs="*", type=float, default=SCALES, help="of everything")
    parser.add_argument("--texts", nargs="*", type=float, default=TEXTS, help="of the text alone")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser


def _runs(arguments: argparse.Namespace) -> Iterator[Run]:
    for language in arguments.languages:
        yield from (Run(language=language, scale=scale) for scale in arguments.scales)
        yield from (Run(language=language, text=text) for text in arguments.texts)


def _run(run: Run, folder: Path) -> int:
    """Take the pictures of one run in a process of its own, with the options of this one."""
    with tempfile.TemporaryDirectory() as place:
        screen = Path(place, "screen.json")
        screen.write_text(json.dumps({"screens": [_screen(round(DPI * run.text))]}), encoding="utf-8")
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "QT_SCALE_FACTOR": str(run.scale)}
        return subprocess.run(_command(run, folder), env={**os.environ, **platform}, check=False).returncode


def _screen(dpi: int) -> dict[str, object]:
    """A screen on which text is as large as the system asks for, and nothing else is."""
    size = {"name": "screen", "x": 0, "y": 0, "width": 3840, "height": 2160}
    return {**size, "logicalDpi": dpi, "logicalBaseDpi": dpi, "dpr": 1}


def _command(run: Run, folder: Path) -> list[str]:
    words = [*sys.argv[1:], "--here", "--languages", run.language]
    words[sys.argv[1:].index(str(folder))] = str(folder / run.folder)
    return [sys.executable, "-m", "tests.tools.screenshots", *words]


def _picture(arguments: argparse.Namespace) -> None:
    language = arguments.languages[0]
    arguments.folder.mkdir(parents=True, exist_ok=True)
    set_language(language)
    with tempfile.TemporaryDirectory() as place:
        stage = Stage(Path(place), language, arguments.acts)
        for name in stage.scenes():
            if not any(fnmatch(name, pattern) for pattern in arguments.only):
                continue
            for theme in arguments.themes:
                for size in arguments.sizes:
                    stage.save(arguments.folder / f"{name}-{size}-{theme}.png", size, theme)
        stage.window.close()


if __name__ == "__main__":
    sys.exit(main())
