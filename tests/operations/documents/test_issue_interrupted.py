"""An issue that a full disk or a lock interrupts: the draft stays, no number is lost, and the next try succeeds.

Kills are in `test_issue.py`, and hundreds of them in `python -m tests.attack.issue_kills`.
"""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.store.documents.drafts import load_drafts
from tests.support.clock import FakeClock
from tests.support.disks import files_of_at_most
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.vaults import reopened

ROOMS = (0, 8_192, 20_000, 40_000)
"""Bytes that the journal of the vault may hold: none, a page, and some of the pages of the PDF."""


def test_a_full_disk_at_any_moment_of_an_issue_loses_neither_draft_nor_number(tmp_path):
    session = issuing_vault(tmp_path / "profile")
    issued(session)
    draft_id = drafted(session)
    for room in ROOMS:
        assert session.database.checkpoint()
        with files_of_at_most(room), pytest.raises(KnownError) as caught:
            issue(session, draft_id)
        assert caught.value.code in (ErrorCode.DISK_FULL, ErrorCode.DISK_FAILED), "the limit of a file is no full disk"
        assert verify_documents(session).seals == 1
        assert [id_ for id_, *_ in session.read(load_drafts)] == [draft_id]
    assert issue(session, draft_id).number == "F-2026-0002"
    assert verify_documents(session).flaws == ()
    session.close()


class LockingClock(FakeClock):
    """Locks the vault at the moment that an issue asks for the time: between its reading and its writing."""

    session = None

    def now(self):
        session, self.session = self.session, None
        if session:
            session.close()
        return super().now()


def test_a_lock_during_an_issue_leaves_the_draft_to_be_issued_after_unlocking(tmp_path):
    clock = LockingClock()
    session = issuing_vault(tmp_path / "profile", clock=clock)
    draft_id = drafted(session)
    clock.session = session
    with pytest.raises(KnownError) as caught:
        issue(session, draft_id)
    assert caught.value.code is ErrorCode.VAULT_LOCKED
    session = reopened(tmp_path / "profile")
    assert issue(session, draft_id).number == "F-2026-0001"
    assert verify_documents(session).flaws == ()
    session.close()
