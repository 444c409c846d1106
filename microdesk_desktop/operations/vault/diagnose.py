"""Examine the vault for a diagnostic that can be given to whoever helps: no name, no path, no amount, no address."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.bug_report import FOLDER_NAME
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.files.new_file import replacing_file
from microdesk_desktop.domain.diagnostic import Diagnostic
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.store.privacy.network.journal import load_events
from microdesk_desktop.store.transaction import count_rows

_EXCEPTION = re.compile(r"[A-Z][A-Za-z]{1,60}+")
_READ_BYTES = 10_000


def diagnose(session: Session) -> Diagnostic:
    """The state of the open vault, every page of it checked."""
    codes = {code.value for code in ErrorCode}
    failures = Counter(event.outcome for event in session.read(load_events) if event.outcome in codes)
    return Diagnostic(
        schema=session.database.version,
        counts=session.read(count_rows),
        checks=verify(session),
        lost_commits=session.database.lost_commits,
        is_latest=session.opening.is_latest,
        unfinished={
            module.partition("-")[0]: ", ".join(sorted(erasure.left))
            for module, erasure in session.erasures.items()
            if erasure.left
        },
        failures=failures,
        bugs=Counter(_exceptions(session.profile / FOLDER_NAME)),
    )


def save_diagnostic(text: str, path: Path) -> None:
    """Write the diagnostic, in place of a file that has this name. Raises DISK_FULL or READ_ONLY."""
    with translate_os_errors(), replacing_file(path) as file:
        file.write(f"{text}\n".encode())


def _exceptions(folder: Path) -> Iterator[str]:
    """The exception that each bug report is about: its reports name no message."""
    for path in folder.glob("*.txt"):
        with suppress(OSError, UnicodeDecodeError):
            lines = path.read_bytes()[:_READ_BYTES].decode().splitlines()
            yield next((line for line in lines[1:] if _EXCEPTION.fullmatch(line)), "")
