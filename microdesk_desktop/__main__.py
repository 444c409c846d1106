"""`python -m microdesk_desktop`: the command line, and the window without a command."""

import sys

from microdesk_desktop.base.gc_policy import collect_rarely
from microdesk_desktop.cli.main import main as run_command_line


def main() -> int:
    """One run of the program; returns its exit code."""
    collect_rarely()
    return run_command_line()


if __name__ == "__main__":
    sys.exit(main())
