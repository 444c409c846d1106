"""The copies that the user made elsewhere: on the list once they are complete, and off it when the user says so."""

from pathlib import Path

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.copies import forget_copy
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.vault.backups.make import back_up, back_up_today, own_backups
from microdesk_desktop.operations.vault.backups.restore import restore_beside
from microdesk_desktop.store.vault.copies import load_copies
from tests.support.vaults import new_vault


@pytest.fixture
def session(tmp_path):
    session = new_vault(tmp_path / "profile").session
    yield session
    session.close()


def noted(session):
    return [(copy.kind, Path(copy.path)) for copy in session.read(load_copies)]


def test_what_leaves_the_profile_is_on_the_list_and_what_stays_in_it_is_not(session, tmp_path):
    back_up_today(session, Job())
    back_up(session, own_backups(session.profile), Job())
    assert noted(session) == []
    backup = back_up(session, tmp_path / "clé USB", Job())
    folder = restore_beside(session, backup, None, Job())
    export_documents(session, tmp_path / "documents", Job())
    assert noted(session) == [
        (CopyKind.DOCUMENTS, tmp_path / "documents"),
        (CopyKind.RESTORED, folder),
        (CopyKind.BACKUP, backup),
    ]


def test_an_export_that_failed_is_no_copy(session, tmp_path):
    (tmp_path / "taken").write_bytes(b"x")
    with pytest.raises(KnownError):
        export_documents(session, tmp_path / "taken", Job())
    assert noted(session) == []


def test_a_copy_is_taken_off_the_list_without_its_file_and_put_back(session, tmp_path):
    backup = back_up(session, tmp_path, Job())
    before = session.read(load_copies)
    done = forget_copy(session, before[0].id)
    assert (noted(session), backup.exists()) == ([], True)
    done.undo(session)
    assert noted(session) == [(CopyKind.BACKUP, backup)]


def test_a_name_that_is_no_text_is_noted_too(session, tmp_path):
    folder = Path(str(tmp_path) + "/cl\udce9")
    back_up(session, folder, Job())
    assert [kind for kind, _ in noted(session)] == [CopyKind.BACKUP]
