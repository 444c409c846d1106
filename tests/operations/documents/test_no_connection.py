"""Nothing connects to anything during a preview, an issue, a copy, an export or an import.

An audit hook of a process of its own sees every socket that Python opens, and a program that listens on port 5000,
where the library factur-x would send each e-invoice by default, is given nothing.
"""

import socket
import subprocess
import sys

from tests.support.documents.issuing import issuing_vault
from tests.support.guards import ROOT

SCRIPT = """
import sys
seen = []
local = ("bind", "getsockname")
def hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"):
        place = arguments[1] if event.startswith(("socket.connect", "socket.send")) else arguments[0]
        if not isinstance(place, (str, bytes)) or event.startswith("socket.get"):
            seen.append((event, place))
sys.addaudithook(hook)
from pathlib import Path
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.files import file_of, ubl_of
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.preview import preview
from microdesk_desktop.operations.documents.received.receive import receive
from microdesk_desktop.operations.documents.seal.reprint import CopyFor, copy_of
from tests.support.documents.issuing import drafted
from tests.support.vaults import reopened
profile, folder = map(Path, sys.argv[1:])
session = reopened(profile)
draft_id = drafted(session)
preview(session, session.read(lambda reader: require_draft(reader, draft_id)))
number = issue(session, draft_id).number
ubl_of(session, number)
copy_of(session, number, CopyFor.DUPLICATE)
export_documents(session, folder / "export", Job())
(folder / "received.pdf").write_bytes(file_of(session, number, "pdf"))
try:
    receive(session, folder / "received.pdf", Job())
except Exception as error:
    print("receive", type(error), error)
session.close()
print(seen)
"""


def test_no_connection_during_preview_issue_copy_export_and_import(tmp_path):
    issuing_vault(tmp_path / "profile").close()
    with socket.create_server(("127.0.0.1", 5000)) as server:
        server.setblocking(False)
        words = [sys.executable, "-c", SCRIPT, str(tmp_path / "profile"), str(tmp_path)]
        run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
        assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr
        assert not _has_called(server)


def _has_called(server):
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True
