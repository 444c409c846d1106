"""How soon the program is there: the window against a bare one, a command against an empty Python."""

import tempfile
from pathlib import Path

from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.processes import ask_probe, command_seconds
from tests.benchmarks.measures.timing import compared, in_turns
from tests.benchmarks.sample_vault import make_vault

REPEATS = 9
WINDOW_BOUND = 2.0
COMMAND_BOUND = 6.0


def measure() -> list[Figure]:
    """CPU time until the unlock screen is painted, and of `vault status`, which asks for no passphrase."""
    with tempfile.TemporaryDirectory() as folder:
        profile = str(Path(folder, "profile"))
        make_vault(Path(profile), 0)
        return [_window(profile), _command(profile)]


def _window(profile: str) -> Figure:
    times = in_turns(
        lambda: ask_probe("bare")["seconds"], lambda: ask_probe("unlock", profile)["seconds"], repeats=REPEATS
    )
    return compared("start, unlock screen painted", "a bare PySide6 window, painted", WINDOW_BOUND, times)


def _command(profile: str) -> Figure:
    words = ("-m", "microdesk_desktop", "--profile", profile, "vault", "status")
    times = in_turns(lambda: command_seconds("-c", "pass"), lambda: command_seconds(*words), repeats=REPEATS)
    return compared("vault status", "python -c pass", COMMAND_BOUND, times)
