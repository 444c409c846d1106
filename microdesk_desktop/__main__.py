"""`python -m microdesk_desktop`: the command line, and the window without a command."""

import sys

from microdesk_desktop.base.gc_policy import collect_rarely
from microdesk_desktop.cli.main import main as obey


def main() -> int:
    """One run of the program; returns its exit code."""
    collect_rarely()
    return obey()


if __name__ == "__main__":
    sys.exit(main())
