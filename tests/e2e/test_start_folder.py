"""The program started in a folder that holds modules named like those of the standard library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.guards import ROOT

PROBE = "import sys; print(*sys.modules)"
TRAP = "raise SystemExit(f'trap: {__name__}')\n"


def loaded_before_the_program(folder: Path) -> set[str]:
    """The modules that `python -m` imports before the module that it runs."""
    (folder / "probe.py").write_text(PROBE, encoding="utf-8")
    printed = subprocess.run([sys.executable, "-m", "probe"], cwd=folder, check=True, capture_output=True, text=True)
    return {name.split(".")[0] for name in printed.stdout.split()}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with a trap for every module of the standard library that Python has not loaded before the program."""
    already = loaded_before_the_program(tmp_path)
    for name in sys.stdlib_module_names - already:
        (tmp_path / f"{name}.py").write_text(TRAP, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("search_path", [str(ROOT), f"{ROOT}:", f":{ROOT}"])
def test_no_module_of_the_current_folder_is_imported(hostile: Path, search_path: str):
    done = subprocess.run(
        [sys.executable, "-m", "microdesk_desktop", "--json", "vault", "status"],
        cwd=hostile,
        env={**os.environ, "PYTHONPATH": search_path},
        capture_output=True,
        text=True,
    )

    assert "trap" not in done.stderr
    assert '"state": "absent"' in done.stdout, done.stderr
