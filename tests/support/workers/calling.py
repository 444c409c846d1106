"""A worker that tries to reach a server, and says how that ended."""

import socket
import sys

from microdesk_desktop.base.process.network_guard import NetworkRefused, connecting


def main() -> int:
    """Answer `refused`, or what else came of it."""
    try:
        with connecting():
            socket.create_connection(("127.0.0.1", 9), 1)
    except NetworkRefused:
        sys.stdout.write("refused")
    except OSError as error:
        sys.stdout.write(str(error))
    return 0
