"""Everything is erased with a real keyring, and with a kill before each of its steps."""

import shutil

import pytest

from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.operations.vault.unlock import unlock_with_keyring
from tests.support.everything import killed, make_place
from tests.support.keyring_session import KeyringSession
from tests.support.program import Program, unlocked
from tests.support.vaults import PASSPHRASE

pytestmark = pytest.mark.real


def entries(real_keyring: KeyringSession) -> list[str]:
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        return [each.get_label() for each in secretstorage.get_default_collection(bus).get_all_items()]
    finally:
        bus.close()


@pytest.fixture
def remembered(program: Program, real_keyring: KeyringSession) -> Program:
    """A vault that the keyring opens, with the keys of a bank in it."""
    with unlocked(program) as session:
        remember(session, PASSPHRASE)
        session.tokens.put("bank.gocardless@https://example.org#token", "0123456789" * 190)
    return program


def test_a_copy_of_the_folder_opens_with_nothing_that_is_left(remembered, real_keyring, tmp_path):
    copy = shutil.copytree(remembered.profile, tmp_path / "copy")
    session = unlock_with_keyring(copy)
    assert session is not None
    session.close()
    assert remembered.json("privacy", "erase", "--scope", "all", "--yes")["erased"]
    assert not remembered.profile.exists()
    assert entries(real_keyring) == []
    assert unlock_with_keyring(copy) is None
    refused = remembered.run("--json", "--profile", copy, "mail", "accounts", code=1, MICRODESK_PASSPHRASE_FILE="")
    assert refused.error == "vault_locked"


def test_a_locked_keyring_is_emptied_by_the_first_start_that_finds_it_open(remembered, real_keyring):
    real_keyring.lock()
    erased = remembered.run("--json", "privacy", "erase", "--scope", "all", "--yes", code=3)
    assert erased.value["left"] == {"keyring": "keyring_locked"}
    assert {path.name.rpartition("-")[0] for path in remembered.profile.iterdir()} == {".microdesk-erasing-secret"}
    real_keyring.stop()
    real_keyring.start()
    assert entries(real_keyring)
    remembered.run("vault", "status")
    assert entries(real_keyring) == []
    assert not remembered.profile.exists()


def test_each_step_may_be_the_last_one_of_a_run(tmp_path):
    make_place(tmp_path)
    outcomes = killed(tmp_path, first=0, step=1)
    assert len(outcomes) > 40
    assert [each for each in outcomes if not each["finished"] or each["left"]] == []
    assert [each["begun"] for each in outcomes].count(False) < 5
