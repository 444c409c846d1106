"""What the process refuses to leave of itself: core dumps, readable memory, files that others can read."""

import os
import sys

from microdesk_desktop.base.process.memory import overwrite_on_free

_PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """Disable core dumps and debugging by other processes, overwrite what is freed, create files for the owner only.

    Called before a passphrase can be typed or read; calling it again changes nothing.
    """
    os.umask(0o077)
    overwrite_on_free()
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
