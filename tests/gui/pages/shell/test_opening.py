"""The window names what the opening of the vault found: a healed header, an older database that was put back."""

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.opening_notices import KEY
from tests.support.gui import PASSPHRASE, button, settled, type_in, unlocked


def test_an_older_database_is_named_until_the_user_makes_a_backup(window, qtbot, profile, tmp_path):
    older = (profile / "vault.db").read_bytes()
    unlock(profile, PASSPHRASE).close()
    (profile / "vault.db").write_bytes(older)
    (profile / "vault.db-commits").unlink()
    unlocked(window, qtbot)
    assert [banner.key for banner in window.workspace.notices.banners] == [ErrorCode.COMMITS_LOST]
    settled(window, qtbot)
    session = window.workspace.session
    back_up(session, tmp_path / "mine", Job())
    session.close()
    again = unlock(profile, PASSPHRASE)
    assert again.opening.is_latest
    again.close()


def test_a_healed_header_is_named_and_what_opens_nothing_is_not_blamed_on_the_passphrase(window, qtbot, profile):
    copy = (profile / "keys.copy.json").read_bytes()
    for name in ("keys.json", "keys.copy.json"):
        (profile / name).write_bytes(b"noise")
    page = window.currentWidget()
    type_in(qtbot, page.field, PASSPHRASE)
    page.button.click()
    entry = page.field.focusProxy()
    qtbot.waitUntil(lambda: "en-tête" in entry.accessibleDescription())
    (profile / "keys.copy.json").write_bytes(copy)
    shell = unlocked(window, qtbot)
    assert [banner.key for banner in window.workspace.notices.banners] == [KEY]
    button(shell, f"{KEY}.close").click()
    assert (profile / "keys.json").read_bytes() == (profile / "keys.copy.json").read_bytes()
