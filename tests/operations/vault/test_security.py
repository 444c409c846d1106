"""What the page of security shows is true: tried keys, tested backups, a diagnostic without anything personal."""

import pytest

from microdesk_desktop.base.bug_report import keep_report
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.backups.try_latest import try_latest_backup
from microdesk_desktop.operations.vault.diagnose import diagnose
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
from microdesk_desktop.operations.vault.recovery_key import make_recovery_key, put_recovery_key
from microdesk_desktop.operations.vault.security import try_recovery_key
from microdesk_desktop.store.vault.security_moments import SecurityMoment, load_moments
from microdesk_desktop.vault.slots import Cost
from microdesk_desktop.views.vault.diagnostic import diagnostic_text
from microdesk_desktop.views.vault.security import restore_test_lines
from microdesk_desktop.views.vault.status import load_status
from tests.support.clock import TODAY
from tests.support.disks import raises_known
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, new_vault


@pytest.fixture
def vault(tmp_path):
    vault = new_vault(tmp_path / "profile")
    yield vault
    vault.session.close()


@pytest.fixture
def session(vault):
    return vault.session


def moments(session):
    return set(session.read(load_moments))


def test_the_recovery_key_is_tried_without_changing_anything(vault, session):
    header = session.header.current
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        try_recovery_key(session, vault.recovery_key[::-1])
    assert moments(session) == set()
    try_recovery_key(session, vault.recovery_key)
    assert moments(session) == {SecurityMoment.RECOVERY_KEY_TRIED}
    assert session.header.current == header


def test_a_new_key_was_never_tried_and_a_new_passphrase_has_its_day(vault, session):
    try_recovery_key(session, vault.recovery_key)
    made = make_recovery_key(session, PASSPHRASE)
    put_recovery_key(session, made)
    assert moments(session) == {SecurityMoment.RECOVERY_KEY_MADE}
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        try_recovery_key(session, vault.recovery_key)
    try_recovery_key(session, made.text)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    assert moments(session) == {
        SecurityMoment.RECOVERY_KEY_MADE,
        SecurityMoment.RECOVERY_KEY_TRIED,
        SecurityMoment.PASSPHRASE_CHANGED,
    }


def test_the_latest_backup_is_opened_compared_and_nothing_of_it_is_left(session, tmp_path):
    with raises_known(ErrorCode.FILE_NOT_FOUND):
        try_latest_backup(session, Job())
    backup = back_up_today(session, Job())
    before, files = backup.read_bytes(), set(tmp_path.rglob("*"))
    put_client(session, Client(name="Nova SARL"))
    tested = try_latest_backup(session, Job())
    assert (tested.name, tested.opens_as_today) == (backup.name, True)
    assert tested.counts["client"] == (0, 1)
    assert tested.counts["company"] == (1, 1)
    assert any("de plus aujourd" in line for line in restore_test_lines(tested))
    assert moments(session) == {SecurityMoment.RESTORE_TESTED}
    assert backup.read_bytes() == before
    assert {path for path in tmp_path.rglob("*") if not path.name.startswith("vault.db")} == {
        path for path in files if not path.name.startswith("vault.db")
    }


def test_a_damaged_backup_does_not_hold(session):
    backup = back_up_today(session, Job())
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with raises_known(ErrorCode.BACKUP_DAMAGED, path=str(backup)):
        try_latest_backup(session, Job())
    assert moments(session) == set()
    assert list(own_backups(session.profile).glob(".*")) == []


def test_a_diagnostic_counts_and_names_nothing(session):
    put_client(session, Client(name="Canari Jaune", email="canari@example.org"))
    keep_report(session.profile, ValueError("canari"))
    found = diagnose(session)
    assert (found.counts["client"], found.bugs, all(found.checks.values())) == (1, {"ValueError": 1}, True)
    text = diagnostic_text(found, load_status(session.profile, TODAY), {})
    for personal in ("anari", "Jeanne", "Martin", str(session.profile), "example"):
        assert personal not in text
