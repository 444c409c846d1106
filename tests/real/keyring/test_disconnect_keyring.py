"""A disconnect and a real gnome-keyring: long secrets, a locked collection, and what the command line reports of it."""

from pathlib import Path

import pytest

from microdesk_desktop.vault.erasures import begin
from microdesk_desktop.vault.keyring import Keyring, system_back_end
from microdesk_desktop.vault.tokens import TokenStore
from tests.support.keyring_session import KeyringSession
from tests.support.program import Program, unlocked

pytestmark = pytest.mark.real

LONG = "0123456789" * 190


@pytest.fixture
def interrupted(program: Program, real_keyring: KeyringSession, tmp_path: Path) -> Program:
    """A vault with transactions and a long token, whose disconnect was killed as soon as it had begun."""
    statement = tmp_path / "statement.csv"
    statement.write_text("Date;Libellé;Montant\n01/11/2026;VIR CANARI;1,00\n", encoding="utf-8")
    program.run("bank", "import", statement)
    with unlocked(program) as session:
        session.tokens.put("bank.gocardless@https://example.org#token", LONG)
    begin(program.profile, "bank")
    return program


def is_empty(real_keyring: KeyringSession) -> bool:
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        return not list(secretstorage.get_default_collection(bus).get_all_items())
    finally:
        bus.close()


def test_any_command_finishes_it_and_names_it_once(interrupted: Program, real_keyring: KeyringSession) -> None:
    ran = interrupted.run("--json", "bank", "status")
    assert (ran.value["connected"], ran.value["erasing"], sum(ran.value["transactions"].values())) == (False, [], 0)
    assert "La déconnexion de la banque, qui avait été interrompue, est terminée" in ran.err
    assert "n'a pas pu être prévenu" in ran.err.replace("’", "'")
    assert is_empty(real_keyring)
    again = interrupted.run("--json", "bank", "status")
    assert (again.value["erasing"], again.err) == ([], "")


def test_a_locked_keyring_keeps_it_open_and_every_answer_says_so(
    interrupted: Program, real_keyring: KeyringSession
) -> None:
    real_keyring.lock()
    status = interrupted.run("--json", "bank", "status")
    assert (status.value["connected"], status.value["erasing"]) == (False, ["keyring"])
    assert "verrouillé" in status.err
    assert "il reste à effacer" in interrupted.run("bank", "status").out
    assert "il reste à effacer" in interrupted.run("vault", "status", MICRODESK_PASSPHRASE_FILE="").out
    assert interrupted.json("vault", "status")["erasing"] == {"bank": ["keyring"]}
    again = interrupted.run("--json", "bank", "disconnect", "--yes", code=3)
    assert again.value == {"revoked": False, "erased": False, "left": ["keyring"]}
    real_keyring.stop()
    real_keyring.start()
    last = interrupted.run("--json", "bank", "disconnect", "--yes")
    assert last.value == {"revoked": False, "erased": True}
    assert is_empty(real_keyring)
    assert interrupted.json("vault", "status", "--json")["erasing"] == {}


@pytest.mark.parametrize("left", [(0,), (1,), (3,), (0, 2), (2, 3)])
def test_pieces_of_a_secret_that_was_cut_short_are_found(
    tmp_path: Path, real_keyring: KeyringSession, left: tuple[int, ...]
) -> None:
    """Entries of former versions, whose first piece came last, and of this one, whose first piece comes first."""
    tokens = TokenStore(tmp_path, Keyring(), bytes(32))
    tokens.put("bank.token", LONG)
    (entry,) = [line.split('"')[1] for line in (tmp_path / "tokens.json").read_text().splitlines() if ":" in line]
    back_end = system_back_end()
    for number in set(range(4)) - set(left):
        back_end.delete_password(f"MicroDesk/{entry}.{number}" if number else f"MicroDesk/{entry}", "MicroDesk")
    if 0 not in left:  # only former versions leave pieces without the first one
        path = tmp_path / "tokens.json"
        path.write_text(path.read_text().replace(entry, entry[:32]))
        for number in left:
            text = back_end.get_password(f"MicroDesk/{entry}.{number}", "MicroDesk")
            back_end.set_password(f"MicroDesk/{entry[:32]}.{number}", "MicroDesk", text or "")
            back_end.delete_password(f"MicroDesk/{entry}.{number}", "MicroDesk")
    tokens.delete_all("bank.")
    assert is_empty(real_keyring)
    assert tokens.names() == []
