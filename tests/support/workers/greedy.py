"""A worker that takes as much as it can of what it is asked for: memory, processor, or the clock."""

import sys
import time

from microdesk_desktop.base.process.worker import limit_process, used_memory

_MORE = 64 << 20


def main() -> int:
    """Answer something, then go on for ever."""
    wanted = sys.stdin.read()
    limit_process(memory=used_memory() + _MORE, processor_s=0.2)
    sys.stdout.write("begun")
    sys.stdout.flush()
    taken = []
    while True:
        match wanted:
            case "memory":
                taken.append(bytes(_MORE // 4))
            case "clock":
                time.sleep(60)
