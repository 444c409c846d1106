"""Freed memory is overwritten: seen from outside, in a process that made secrets and dropped them."""

import subprocess
import sys

import pytest

from tests.support.measures.memory import writable_memory

SCRIPT = """
import sys, threading
from microdesk_desktop.base.process.memory import overwrite_freed_memory, overwrite_on_free
if sys.argv[1] == "overwrites":
    overwrite_on_free()
LENGTHS = (0, 20, 80, 200, 420, 700, 3_000, 50_000)

def make(number):
    return "".join(chr(ord(each) ^ 1) for each in "RDBSDU!") + format(number, "05") + "x" * LENGTHS[number % 8]

def work():
    kept = [make(number) for number in range(3_000)]
    encoded = [each.encode("utf-16-le") for each in kept[::2]]
    return kept[1::50], encoded[1::50]  # freed in no order, between others that stay

made = [work()]
worker = threading.Thread(target=lambda: made.append(work()))
worker.start()
worker.join()
others = [bytes(80) for _ in range(5_000)]
made.clear()
if sys.argv[1] == "overwrites":
    overwrite_freed_memory()
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets it be seen")
@pytest.mark.parametrize(("mode", "least", "most"), [("leaves", 100, 1_000_000), ("overwrites", 0, 9)])
def test_what_was_freed_cannot_be_read(mode: str, least: int, most: int) -> None:
    """Of 9,000 texts; a few may stand behind the last block of a pool of Python's allocator."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"done\n"
        found = count(process.pid, b"SECRET 0") + count(process.pid, "SECRET 0".encode("utf-16-le"))
        process.stdin.close()
    assert least <= found <= most


def count(process: int, text: bytes) -> int:
    """How often a text stands in the writable memory of a process."""
    return sum(area.count(text) for area in writable_memory(process))
