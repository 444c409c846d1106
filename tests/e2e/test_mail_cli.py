"""`microdesk mail …` as scripts use it."""

from pathlib import Path

import pytest

from microdesk_desktop.operations.mail.accounts import keep_account
from tests.support.clock import FakeClock
from tests.support.mail.two_accounts import GONE, GONE_ID, STAYS, STAYS_ID
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault

Options = tuple[str | Path, ...]


@pytest.fixture
def vault(tmp_path: Path) -> Options:
    session = new_vault(tmp_path / "profile", clock=FakeClock()).session
    for account in (GONE, STAYS):
        keep_account(session, account, {})  # no keyring is there for the program
    session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return "--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret", "--json"


def test_the_servers_of_a_known_provider_are_shown_and_who_cannot_be_connected_is_refused(vault: Options) -> None:
    found = run(*vault, "mail", "settings", "ines@free.fr").value
    assert found["imap"] == {"host": "imap.free.fr", "port": 993, "security": "tls"}
    assert (found["user"], found["provider"], len(found["notes"])) == ("ines", "Free", 1)
    refused = run(*vault, "mail", "settings", "ines@outlook.fr")
    assert (refused.code, refused.error) == (1, "mail_impossible")
    assert "Microsoft" in refused.err
    assert run(*vault, "mail", "settings", "nobody").error == "invalid_value"


def test_accounts_are_listed_and_one_is_removed_for_good(vault: Options) -> None:
    gone, stays = (
        {"id": account_id, "address": account.address, "kind": "imap"}
        for account_id, account in ((GONE_ID, GONE), (STAYS_ID, STAYS))
    )
    assert run(*vault, "mail", "accounts").value == [gone, stays]
    assert run(*vault, "mail", "remove", GONE.address).code == 2, "not without --yes"
    done = run(*vault, "mail", "remove", GONE.address, "--yes")
    assert (done.code, done.value["erased"]) == (0, True)
    assert run(*vault, "mail", "accounts").value == [stays]
    again = run(*vault, "mail", "remove", GONE_ID, "--yes")
    assert (again.code, again.error) == (1, "mail_account_unknown")


def test_every_mailbox_is_erased_at_once(vault: Options) -> None:
    shown = run(*vault, "privacy", "erase", "--scope", "mail", "--preview").value
    assert ([each["id"] for each in shown["accounts"]], shown["erased"]) == ([GONE_ID, STAYS_ID], False)
    done = run(*vault, "privacy", "erase", "--scope", "mail", "--yes")
    assert (done.code, done.value["accounts"], done.value["erased"]) == (0, shown["accounts"], True)
    assert run(*vault, "mail", "accounts").value == []
