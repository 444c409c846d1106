"""The line of a connection is in the vault before it leaves: the process is killed between the two."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from microdesk_desktop.store.privacy.network.journal import load_events
from tests.support.vaults import new_vault, reopened

HTTP = 'session.http.request("GET", "http://127.0.0.1:9/", purpose=Purpose.BANK_TOKEN, job=Job())'
MAIL = """connect(
    Server(host="127.0.0.1", port=9, security=Security.TLS), MailProtocol.IMAP, purpose=Purpose.MAIL_READ,
    journal=session.journal, gate=session.gate, clock=session.clock, job=Job(),
)"""
PROGRAM = """
import os, signal, sys
from pathlib import Path
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import connect
from microdesk_desktop.base.net.types import MailProtocol, Security, Server
from tests.support.vaults import reopened

session = reopened(Path(sys.argv[1]))
session.gate.check(Purpose.BANK_TOKEN)

def kill(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
{act}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("act", [HTTP, MAIL], ids=["http", "mail"])
def test_a_kill_before_the_first_packet_leaves_the_line(act: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    new_vault(profile).session.close()
    ended = subprocess.run([sys.executable, "-c", PROGRAM.format(act=act), profile], capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    session = reopened(profile)
    (event,) = session.read(load_events)
    session.close()
    assert (event.host, event.outcome) == ("127.0.0.1", "sent")
