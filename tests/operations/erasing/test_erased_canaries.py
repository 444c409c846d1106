"""One canary for each column, secret and file of the inventory: after an erasure of everything none is left."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.erasing.erase_everything import erase_everything
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.vault.destruction import files_by_kind
from tests.support.canaries import key_of, plant_all, scan
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import distinct_vault

IN_USE = {"lock", "window.socket", "window.socket-*", ".microdesk-erasing-*"}
"""What is there while the program runs; it goes with the last step."""


def test_no_canary_is_left_in_files_pages_or_keyring(tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    profile, keyring = tmp_path / "profile", StrictKeyring(tmp_path / "keyring")
    session = distinct_vault(profile, keyring=keyring).session
    planted = plant_all(session)
    key = key_of(profile)
    assert {each.annotation for each in scan(planted, folders=[tmp_path], profile=profile, key=key)} == set(planted)
    assert erase_everything(session, Job()).is_done
    assert scan(planted, folders=[tmp_path], profile=profile, key=key) == []


def test_every_file_that_the_inventory_lists_is_known_to_the_erasure(tmp_path):
    profile = tmp_path / "profile"
    profile.mkdir()
    patterns = [each.pattern for each in load_inventory().files if each.place == "profile"]
    made = [
        profile / pattern.replace(".json.*", ".json.0badcafe").replace("ini.*", "ini.lock").replace("*", "0badcafe")
        for pattern in patterns
        if pattern not in IN_USE
        and not pattern.startswith(("backups", ".microdesk-new", ".new"))
        and pattern != "reports"
    ]
    for path in (path for path in made if not path.exists()):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    known = {path for paths in files_by_kind(profile).values() for path in paths}
    assert [path for path in made if path.is_file() and path not in known] == []
