"""Everything is erased: what opened the vault first, then the rest; the next start finishes what was interrupted."""

from functools import partial

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.erasing.begun import is_erasure_begun
from microdesk_desktop.operations.erasing.destroy import finish_everything
from microdesk_desktop.operations.erasing.erase_everything import (
    erase_everything,
    erase_without_key,
    plan_everything,
)
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.vault.destruction import Kind
from microdesk_desktop.vault.erased import Step
from microdesk_desktop.vault.erasures import begin_all
from tests.support.canaries import CANARY
from tests.support.disks import raises_known
from tests.support.everything import Place, holds_slot, killed, left_in, make_place, opens_by_itself
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Place:
    return make_place(tmp_path_factory.mktemp("everything"))


@pytest.fixture
def place(made, tmp_path) -> Place:
    return made.copy(tmp_path)


def test_nothing_is_left_here_and_a_copy_of_the_folder_opens_with_nothing_that_is(place, made):
    session = place.opened()
    assert opens_by_itself(made, place.keyring), "the keyring opened it before"
    planned = plan_everything(session)
    report = erase_everything(session, Job())
    assert (report.is_done, left_in(place)) == (True, [])
    assert planned.secrets == report.secrets > 1
    assert {kind for kind in Kind if planned.files.get(kind)} == set(report.erased)
    assert not opens_by_itself(made, place.keyring)
    with raises_known(ErrorCode.VAULT_MISSING):
        place.opened()


def test_a_backup_kept_elsewhere_is_named_and_still_opens_with_its_passphrase(place, tmp_path):
    report = erase_everything(place.opened(), Job())
    elsewhere = backups_in(place.elsewhere)
    assert set(elsewhere) <= set(report.copies)
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        restore(elsewhere[0], tmp_path / "guessed", "une autre phrase")
    session = reopened(restore(elsewhere[0], tmp_path / "restored", PASSPHRASE))
    session.close()


def test_the_users_own_files_stay_and_are_named(place, tmp_path):
    other = distinct_vault(tmp_path / "other").session
    theirs = back_up_today(other, Job())
    other.close()
    kept = {"devis.odt": b"devis", "backups/notes.txt": b"notes", "reports/perso.txt": b"perso"}
    kept["backups/2026-01-01.mdbackup"] = theirs.read_bytes()
    for name, content in kept.items():
        (place.profile / name).write_bytes(content)
    report = erase_everything(place.opened(), Job())
    assert sorted(report.foreign) == sorted(kept)
    assert {name: (place.profile / name).read_bytes() for name in kept} == kept


def test_a_kill_at_any_step_leaves_a_vault_or_an_erasure_that_the_next_start_finishes(made, tmp_path):
    made.copy(tmp_path)
    outcomes = killed(tmp_path, first=0, step=7)
    assert len(outcomes) > 5
    assert [each for each in outcomes if not each["finished"] or each["left"]] == []
    assert {each["begun"] for each in outcomes[1:]} == {True}
    assert not outcomes[-1]["killed"]


class LockedKeyring(StrictKeyring):
    """Refuses everything, as one that the user does not open."""

    def get_password(self, service, username):
        from keyring.errors import KeyringLocked

        raise KeyringLocked(service)


def test_a_locked_keyring_keeps_its_secrets_until_it_is_open_and_a_new_vault_is_left_alone(place, made):
    session = reopened(place.profile, keyring=LockedKeyring(place.keyring))
    report = erase_everything(session, Job())
    assert (dict(report.left), report.is_vault_gone) == ({Step.KEYRING: ErrorCode.KEYRING_LOCKED}, True)
    assert not holds_slot(place)
    assert {path.name.rpartition("-")[0] for path in place.profile.iterdir()} == {".microdesk-erasing-secret"}
    again = finish_everything(place.profile, lambda: LockedKeyring(place.keyring))
    assert again is not None
    assert not again.is_done
    distinct_vault(place.profile, keyring=StrictKeyring(place.keyring)).session.close()
    last = finish_everything(place.profile, partial(StrictKeyring, place.keyring))
    assert last is not None
    assert (last.is_done, list(place.keyring.iterdir())) == (True, [])
    assert not is_erasure_begun(place.profile)
    assert not opens_by_itself(made, place.keyring)
    place.opened().close()


def test_while_everything_is_being_erased_no_vault_is_opened_or_made(place):
    begin_all(place.profile, "")
    for act in (place.opened, lambda: distinct_vault(place.profile)):
        with raises_known(ErrorCode.EVERYTHING_UNFINISHED):
            act()
    report = finish_everything(place.profile, partial(StrictKeyring, place.keyring))
    assert report is not None
    assert (report.is_done, report.access.is_known, left_in(place)) == (True, False, [])
    assert finish_everything(place.profile, partial(StrictKeyring, place.keyring)) is None


def test_a_vault_that_nothing_opens_is_erased_all_the_same(place):
    for name in ("keys.json", "keys.copy.json", "vault.db"):
        (place.profile / name).write_bytes(b"noise")
    with pytest.raises(KnownError):
        place.opened()
    report = erase_without_key(place.profile, partial(StrictKeyring, place.keyring))
    assert report.is_done
    assert left_in(place) == []


def test_no_secret_is_in_what_the_report_says(place):
    from microdesk_desktop.views.privacy.everything import report_json, report_text

    report = erase_everything(place.opened(), Job())
    assert CANARY not in report_text(report)
    assert CANARY not in str(report_json(report))
