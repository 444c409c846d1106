"""A vault, and files to import into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session
from tests.support.vaults import new_vault

OpenText = Callable[..., Draft]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


@pytest.fixture
def open_text(session: Session, tmp_path: Path) -> OpenText:
    """Open a file with this name and text, as one of this kind where it is given."""

    def run(name: str, text: str, kind: ImportKind | None = None) -> Draft:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (draft,) = open_files(session, [path], Job())
        return draft.with_kind(kind) if kind else draft

    return run
