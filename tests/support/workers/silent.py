"""A worker process that never answers, for tests of the time limit."""

import sys


def main() -> int:
    """Read requests until they end."""
    while sys.stdin.buffer.read(1):
        pass
    return 0
