"""Exports of vaults for tests, and vaults that they are brought back into."""

import json
from pathlib import Path
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import ExportReport
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.operations.privacy.archive.export import export_everything
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.privacy.archive.texts import archive_texts


def exported(session: Session, path: Path, passphrase: str | None = None, job: Job | None = None) -> ExportReport:
    """Everything that the vault holds, written to this path."""
    texts = archive_texts(session.read, list_beside(session), session.clock.today())
    return export_everything(session, Destination(path=path, passphrase=passphrase), job or Job(), texts=texts)


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table in an export."""
    found: list[dict[str, Any]] = json.loads((folder / "data" / f"{table}.json").read_text(encoding="utf-8"))["rows"]
    return found
