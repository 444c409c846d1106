"""A virtual X11 screen for the tests that need a real one."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest


@pytest.fixture
def x11_screen() -> Iterator[str]:
    """A virtual screen of its own; gives its name."""
    if not shutil.which("Xvfb"):
        pytest.skip("not installed: Xvfb")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(60)
