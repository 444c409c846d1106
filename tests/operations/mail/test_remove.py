"""Removing a mail account leaves nothing of it anywhere, whatever interrupts it, and nothing else changes."""

from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.accounts import AccountSecrets, list_accounts
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.erasures import pending
from tests.support.disconnects import Scene, killed
from tests.support.mail.two_accounts import (
    GONE,
    GONE_ID,
    OTHER_PASSWORD,
    PASSWORD,
    STAYS,
    STAYS_ID,
    Provider,
    make_scene,
    passwords,
    provider,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def scene(made: Scene, tmp_path: Path) -> Scene:
    return made.copy(tmp_path)


def remove(session: Session) -> object:
    return remove_account(session, GONE_ID, Job())


def test_everything_of_the_account_goes_and_the_other_one_stays(scene: Scene) -> None:
    with provider() as playing, scene.opened() as session:
        report = remove_account(session, GONE_ID, Job())
        assert (report.revoked, dict(report.erasure.left)) == (True, {})
        assert playing.revoked == [PASSWORD], "the access ended while its secret was still there"
        assert list_accounts(session) == [STAYS]
        assert passwords(session, GONE_ID, STAYS_ID) == [None, OTHER_PASSWORD]
    assert scene.left() == []
    assert STAYS.address in scene.everything()
    assert pending(scene.profile) == {}


def test_cancelling_ends_the_wait_for_the_provider_and_not_the_removal(scene: Scene) -> None:
    job = Job()
    job.cancel()
    with provider() as playing, scene.opened() as session:
        report = remove_account(session, GONE_ID, job)
        assert (report.revoked, playing.revoked) == (False, [])
        assert list_accounts(session) == [STAYS]
    assert scene.left() == []


@pytest.mark.parametrize("failure", [KnownError(ErrorCode.OFFLINE), Cancelled(), RuntimeError("bug")], ids=repr)
def test_a_provider_that_cannot_be_informed_does_not_stop_the_removal(scene: Scene, failure: Exception) -> None:
    with provider() as playing, scene.opened() as session:
        playing.failure = failure
        report = remove_account(session, GONE_ID, Job())
        assert (report.revoked, dict(report.erasure.left)) == (False, {})
        assert len(report.erasure.reports) == isinstance(failure, RuntimeError)
    assert scene.left() == []


def test_its_mailbox_is_closed_and_a_token_of_work_that_still_runs_is_refused(scene: Scene) -> None:
    with provider() as playing, scene.opened() as session:
        for account_id in (GONE_ID, STAYS_ID):
            open_mailbox(session, account_id)
        late, other = AccountSecrets(session.tokens, GONE_ID), AccountSecrets(session.tokens, STAYS_ID)
        remove(session)
        assert [mailbox.closed for mailbox in playing.opened] == [1, 0]
        with pytest.raises(KnownError) as refused:
            late.put("password", PASSWORD)
        other.put("password", "renewed")
        assert (refused.value.code, passwords(session, STAYS_ID)) == (ErrorCode.CREDENTIALS_MISSING, ["renewed"])
        with pytest.raises(KnownError) as unknown:
            open_mailbox(session, GONE_ID)
        assert unknown.value.code is ErrorCode.MAIL_ACCOUNT_UNKNOWN
    assert scene.left() == []


@pytest.mark.parametrize("file_event", [0, 1, 3, 8, 20])
def test_killed_anywhere_it_is_whole_or_gone_at_the_next_opening(scene: Scene, file_event: int) -> None:
    with provider():
        assert killed(scene, remove, file_event=file_event)
        with scene.opened() as session:
            whole = list_accounts(session) == [GONE, STAYS] and passwords(session, GONE_ID) == [PASSWORD]
            assert whole == (file_event == 0)
            assert passwords(session, STAYS_ID) == [OTHER_PASSWORD]
        assert scene.left() == (list(scene.words) if whole else [])
        assert pending(scene.profile) == {}


def test_killed_while_the_keyring_erases_the_next_opening_finishes(scene: Scene) -> None:
    with provider():
        assert killed(scene, remove, kill_at=1)
        with scene.opened() as session:
            assert list_accounts(session) == [STAYS]
            assert f"mail-{GONE_ID}" in session.erasures
        assert scene.left() == []


def test_the_provider_gets_no_more_than_its_time(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microdesk_desktop.operations.mail.remove.REVOKE_S", 0.05)

    class Silent(Provider):
        def _revoke(self, context: object, job: Job) -> None:
            job.wait(30)

    with provider() as playing, scene.opened() as session:
        playing.__class__ = Silent
        report = remove_account(session, GONE_ID, Job())
    assert not report.revoked
    assert scene.left() == []
