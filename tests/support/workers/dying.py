"""A worker process that ends in the middle of its answer, for tests of those who ask."""

import os
import sys


def main() -> int:
    """End after the first byte of a request, with half of a length written."""
    sys.stdin.buffer.read(1)
    sys.stdout.buffer.write(b"\0\0\0")
    sys.stdout.buffer.flush()
    os._exit(1)
