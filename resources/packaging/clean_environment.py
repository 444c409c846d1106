"""Runs in the packaged program before its own code: programs that it starts, like the browser, use their own libraries.

PyInstaller's bootloader points LD_LIBRARY_PATH at the package; the loader read it when the process started.
"""

import os

for name in ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"):
    os.environ.pop(name, None)
