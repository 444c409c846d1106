"""Exports of vaults for tests, and vaults that they are brought back into.

python -m tests.support.archives export|import PROFILE PATH NUMBER    killed at the checkpoint of this number
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import ExportReport
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.operations.privacy.archive.export import export_everything
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.privacy.archive.texts import archive_texts
from tests.support.vaults import OTHER_PASSPHRASE, reopened


def exported(session: Session, path: Path, passphrase: str | None = None, job: Job | None = None) -> ExportReport:
    """Everything that the vault holds, written to this path."""
    texts = archive_texts(session.read, list_beside(session), session.clock.today())
    return export_everything(session, Destination(path=path, passphrase=passphrase), job or Job(), texts=texts)


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table in an export."""
    found: list[dict[str, Any]] = json.loads((folder / "data" / f"{table}.json").read_text(encoding="utf-8"))["rows"]
    return found


class _KilledAt(Job):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._left = number

    def checkpoint(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(verb: str, profile: str, path: str, number: str) -> None:
    """Do it, unless the kill comes before its end."""
    session, job = reopened(Path(profile)), _KilledAt(int(number))
    passphrase = OTHER_PASSPHRASE if path.endswith(".zip") else None
    if verb == "export":
        exported(session, Path(path), passphrase, job)
    else:
        import_everything(session, Path(path), job, passphrase=passphrase)
    session.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
