"""Opens the packaged window on a virtual X11 screen: a plugin or a library that is missing would stop it."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The demonstration prints its summary, then opens its window or ends at once.
SETTLED_S = 30


def window_fails(program: Path) -> str:
    """What stops the demonstration from showing its window; empty when it shows."""
    with _screen() as name, tempfile.TemporaryDirectory(prefix="microdesk-window-") as folder:
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "TMPDIR": folder}
        command = [str(program), "demo"]
        with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
            assert running.stderr is not None
            printed = running.stderr.readline()
            try:
                _, rest = running.communicate(timeout=SETTLED_S)
            except subprocess.TimeoutExpired:
                running.kill()
                return ""
            return f"no window on X11: {(printed + rest).decode(errors='replace')[-500:]}"


@contextmanager
def _screen() -> Iterator[str]:
    """A virtual screen, by the name that DISPLAY takes."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
