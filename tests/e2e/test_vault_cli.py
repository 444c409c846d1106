"""`microdesk vault …` as scripts and people use it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.disks import digest
from tests.support.terminal import PROGRAM, answer_questions, run
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, new_vault

INIT = ("vault", "init", "--name", "Jeanne Martin EI", "--adult", "--accept-privacy")


KILLED_ONCE_SHOWN = """
import os, signal, sys
from microdesk_desktop.cli import main
main.show = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
main.main(sys.argv[1:])
"""


@pytest.fixture
def profile(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text(f"{PASSPHRASE}\nignored\n")
    return path


@pytest.fixture
def other_secret(tmp_path):
    path = tmp_path / "other"
    path.write_text(OTHER_PASSPHRASE)
    return path


@pytest.fixture
def vault(profile, secret):
    """A closed vault, its passphrase's file, and what the global options say of both."""
    made = new_vault(profile)
    made.session.close()
    (profile.parent / "recovery").write_text(made.recovery_key)
    return ("--profile", profile, "--passphrase-file", secret)


def test_a_vault_is_made_shown_and_verified(profile, secret):
    made = run(*INIT, "--json", MICRODESK_PROFILE=str(profile), MICRODESK_PASSPHRASE_FILE=str(secret))
    assert made.code == 0, made.err
    assert made.value["profile"] == str(profile)
    assert len(made.value["recovery_key"].split("-")) == 6
    status = run("--profile", profile, "vault", "status", "--json")
    assert (status.code, status.value["state"], status.value["schema"]) == (0, "ready", None)
    assert len(status.value["backups"]) == 1
    opened = run("vault", "status", "--json", "--passphrase-file", secret, "--profile", profile)
    assert opened.value["schema"] >= 10
    verified = run("vault", "--json", "verify", "--profile", profile, "--passphrase-file", secret)
    assert (verified.code, verified.value["ok"]) == (0, True)
    assert made.value["recovery_key"] not in str(sorted(path.read_bytes() for path in profile.rglob("*.json")))


def test_a_new_recovery_key_is_shown_once_and_ends_the_former_one(vault, profile, other_secret):
    former = profile.parent / "recovery"
    renewed = run(*vault, "vault", "recovery-key", "--json")
    assert (renewed.code, renewed.value["outdated"]) == (0, [])
    recovering = ("--profile", profile, "vault", "recover", "--new-file", other_secret, "--json", "--recovery-key-file")
    refused = run(*recovering, former)
    assert (refused.code, refused.error) == (1, "wrong_recovery_key")
    new = profile.parent / "renewed"
    new.write_text(renewed.value["recovery_key"])
    assert run(*recovering, new).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("vault", "init", "--name", "J", "--accept-privacy"), "adult_not_declared"),
        (("vault", "init", "--name", "J", "--adult"), "privacy_not_accepted"),
        ((*INIT, "--siret", "123"), "invalid_value"),
        (("vault", "verify"), "vault_missing"),
        (("vault", "restore", "nowhere.mdbackup"), "file_not_found"),
    ],
)
def test_what_is_refused_is_said_once_and_leaves_no_vault(profile, secret, words, code):
    ran = run(*words, "--json", "--profile", profile, "--passphrase-file", secret)
    assert (ran.code, ran.error) == (1, code)
    assert ran.err.splitlines()[0] == ran.value["error"]["message"]
    assert not (profile / "vault.db").exists()


def test_a_weak_passphrase_is_refused_with_advice(profile, secret):
    secret.write_text("azertyuiop")
    ran = run(*INIT, "--profile", profile, "--passphrase-file", secret)
    assert ran.code == 1
    assert "quatre mots" in ran.err
    assert ran.out == ""


def test_no_vault_is_made_over_another(vault, profile):
    before = digest(profile / "keys.json", profile / "vault.db")
    ran = run(*INIT, "--json", *vault)
    assert (ran.code, ran.error) == (1, "vault_exists")
    assert digest(profile / "keys.json", profile / "vault.db") == before


def test_a_damaged_vault_fails_its_verification(vault, profile):
    data = bytearray((profile / "vault.db").read_bytes())
    data[3 * 4096 + 2000] ^= 1  # in a page that the opening does not need
    (profile / "vault.db").write_bytes(data)
    ran = run("vault", "verify", "--json", *vault)
    assert (ran.code, ran.value["error"]["code"]) == (1, "vault_damaged")
    assert ran.value["checks"]["pages"] is False


def test_lost_commits_are_reported_at_each_command_and_by_the_verification(vault, profile, tmp_path):
    older = (profile / "vault.db").read_bytes()
    clients = tmp_path / "clients.csv"
    clients.write_text("name\nNova SARL\n", encoding="utf-8")
    assert run("import", "clients", clients, *vault).code == 0
    (profile / "vault.db").write_bytes(older)
    warned = run("bank", "list", "--json", *vault)
    assert (warned.code, warned.value) == (0, [])
    assert "Les dernières modifications de votre coffre manquent" in warned.err
    assert "microdesk vault restore" in warned.err
    verified = run("vault", "verify", "--json", *vault)
    assert (verified.code, verified.value["error"]["code"]) == (1, "commits_lost")
    assert [name for name, held in verified.value["checks"].items() if not held] == ["wal"]
    assert run("vault", "backup", tmp_path / "usb", *vault).code == 0
    after = run("vault", "verify", "--json", *vault)
    assert (after.value["ok"], after.err) == (True, "")


def test_a_command_leaves_nothing_in_the_wal_even_when_it_is_killed_at_its_end(vault, profile, tmp_path):
    clients = tmp_path / "clients.csv"
    clients.write_text("name\nNova SARL\n", encoding="utf-8")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_ONCE_SHOWN, *map(str, ("import", "clients", clients, *vault))],
        capture_output=True, text=True,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (profile / "vault.db-wal").stat().st_size == 0


def test_a_damaged_header_is_healed_and_named(vault, profile):
    data = bytearray((profile / "keys.json").read_bytes())
    data[200] ^= 1
    (profile / "keys.json").write_bytes(data)
    ran = run("vault", "verify", "--json", *vault)
    assert (ran.code, ran.value["ok"], ran.value["checks"]["header"], ran.value["healed"]) == (0, True, True, "copy")
    assert "en-tête" in ran.err
    again = run("vault", "status", "--json", *vault)
    assert (again.value["healed"], again.value["latest"], again.err) == (None, True, "")


def test_a_header_that_nothing_heals_is_named_and_not_the_passphrase(vault, profile):
    for name in ("keys.json", "keys.copy.json"):
        (profile / name).write_bytes(b"noise")
    ran = run("vault", "verify", "--json", *vault)
    assert (ran.code, ran.error) == (1, "vault_damaged")
    assert "Votre phrase secrète n’est pas en cause" in ran.err
    assert "vault restore" in ran.err


def test_an_older_database_is_named_until_a_backup_even_without_the_count_beside_it(vault, profile, tmp_path):
    older = (profile / "vault.db").read_bytes()
    assert run("vault", "verify", *vault).code == 0
    (profile / "vault.db").write_bytes(older)
    for command, code in (("status", 0), ("verify", 1), ("verify", 1)):
        (profile / "vault.db-commits").unlink()
        ran = run("vault", command, "--json", *vault)
        assert (ran.code, ran.value["latest"]) == (code, False)
        assert "Les dernières modifications de votre coffre manquent" in ran.err
    assert run("vault", "backup", tmp_path / "usb", *vault).code == 0
    ran = run("vault", "verify", "--json", *vault)
    assert (ran.code, ran.value["latest"], ran.err) == (0, True, "")


def test_backup_and_restore_stand_beside(vault, profile, tmp_path):
    backup = run("vault", "backup", tmp_path / "usb", "--json", *vault)
    assert backup.code == 0, backup.err
    restored = run("vault", "restore", backup.value["file"], "--json", *vault)
    assert restored.value == {"profile": f"{profile}-restored-1", "verified": True}
    assert run("vault", "verify", "--json", *vault[2:], "--profile", restored.value["profile"]).value["ok"]


def test_without_a_passphrase_a_restoration_says_that_it_verified_nothing(vault, profile, tmp_path):
    backup = run("vault", "backup", tmp_path / "usb", "--json", *vault).value["file"]
    restored = run("vault", "restore", backup, "--json", "--profile", tmp_path / "one")
    assert restored.value == {"profile": str(tmp_path / "one"), "verified": False}
    assert "pas été vérifié" in run("vault", "restore", backup, "--profile", tmp_path / "two").out


@pytest.mark.parametrize(
    ("answer", "code", "shown"),
    [(PASSPHRASE, 0, "Le coffre restauré est dans"), ("wrong", 1, "bonne phrase"), ("", 0, "pas été vérifié")],
)
def test_on_a_terminal_a_restoration_asks_for_the_passphrase(vault, tmp_path, answer, code, shown):
    backup = run("vault", "backup", tmp_path / "usb", "--json", *vault).value["file"]
    words = ("--lang", "fr", "vault", "restore", backup, "--profile", tmp_path / "new")
    ended, output = answer_questions(words, [("Phrase secrète de cette sauvegarde", f"{answer}\n")])
    assert ended == code, output
    assert shown in " ".join(output.split())


def test_the_passphrase_changes_and_the_recovery_key_brings_it_back(vault, profile, secret, other_secret):
    changed = run("vault", "passphrase", "--new-file", other_secret, *vault)
    assert changed.code == 0, changed.err
    assert run("vault", "verify", "--json", *vault).error == "wrong_passphrase"
    recovery = profile.parent / "recovery"
    back = ("vault", "recover", "--recovery-key-file", recovery, "--new-file", secret, "--profile", profile)
    assert run(*back).code == 0
    assert run("vault", "verify", *vault).code == 0
    recovery.write_text("A" * 36)
    assert run(*back, "--json").error == "wrong_recovery_key"


def test_a_change_of_passphrase_names_the_backup_that_it_did_not_reach(vault, profile, other_secret):
    backup = Path(run("vault", "backup", "--json", *vault).value["file"])
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    changed = run("--lang", "fr", "vault", "passphrase", "--new-file", other_secret, "--json", *vault)
    assert changed.code == 3
    (left,) = changed.value["outdated"]
    assert (left["file"], left["code"]) == (backup.name, "backup_damaged")
    again = run("--lang", "fr", "vault", "status", "--profile", profile, "--passphrase-file", other_secret)
    assert f"{backup.name} s'ouvre encore avec l'ancienne phrase secrète" in again.err.replace("’", "'")
    backup.unlink()
    assert run("vault", "verify", *vault[:2], "--passphrase-file", other_secret).err == ""


def test_a_locked_vault_asks_nothing_without_a_terminal(vault):
    ran = run("vault", "verify", "--json", *vault[:2])
    assert (ran.code, ran.error) == (1, "vault_locked")


def test_a_second_process_is_busy(vault, profile):
    code = (
        "import sys; from pathlib import Path; from microdesk_desktop.vault.lock import ProfileLock;"
        "lock = ProfileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout.readline() == "held\n"
    ran = run("vault", "verify", "--json", *vault)
    first.communicate()
    assert (ran.code, ran.error) == (1, "busy")
    assert run("vault", "verify", *vault).code == 0


@pytest.mark.parametrize("words", [("unknown",), ("vault", "unknown"), ("vault",), ("vault", "init"), ("--lang", "de")])
def test_what_is_not_understood_is_a_usage_error(words):
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""


def test_an_unknown_command_is_named_in_the_users_language():
    told = run("unknown").err.splitlines()[-1]
    assert told.startswith("Commande inconnue")
    assert "unknown" in told


def test_the_version_needs_no_vault_and_no_window():
    code = (
        "import sys\nfrom microdesk_desktop.cli.main import main\ntry:\n    main(['--version'])\n"
        "except SystemExit:\n    print([name for name in sys.modules if name.startswith(('PySide6', 'sqlcipher3'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout.startswith("microdesk ")
    assert "PySide6" not in ran.stdout


def test_a_reader_who_leaves_early_hears_nothing_of_it(vault):
    words = [*PROGRAM, *map(str, ("vault", "verify", *vault))]
    ran = subprocess.run(f"{' '.join(words)} | true", shell=True, capture_output=True, text=True)
    assert ran.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
class TestOnATerminal:
    def test_everything_can_be_answered_by_hand(self, profile):
        code, shown = answer_questions(
            ["--profile", profile, "vault", "init", "--name", "Jeanne"],
            [
                ("[o/N]", "o\n"),
                ("Nouvelle phrase secrète", f"{PASSPHRASE}\n"),
                ("une seconde fois", f"{PASSPHRASE}\n"),
                ("Acceptez-vous cette déclaration", "o\n"),
            ],
        )
        assert code == 0, shown
        assert "Clé de récupération" in shown
        assert PASSPHRASE not in shown

    def test_two_different_passphrases_make_no_vault(self, profile):
        code, _ = answer_questions(
            ["--profile", profile, "vault", "init", "--name", "J", "--adult", "--accept-privacy"],
            [("Nouvelle phrase secrète", "une\n"), ("une seconde fois", "autre\n")],
        )
        assert code == 1
        assert not profile.exists()

    def test_control_c_at_a_question_leaves_quietly(self, vault):
        code, shown = answer_questions([*vault[:2], "vault", "verify"], [("Phrase secrète", "\x03")])
        assert code == 130
        assert "Traceback" not in shown


def test_backups_are_tried_copies_taken_off_the_list_and_the_diagnostic_is_written(vault, tmp_path):
    options = (*vault, "--json")
    assert run(*options, "vault", "backups", "--test").error == "file_not_found"
    assert run(*options, "vault", "backup").code == 0
    copy = run(*options, "vault", "backup", tmp_path / "usb").value["file"]
    found = run(*options, "vault", "backups", "--test").value
    assert found["test"]["opens_as_today"] is True
    assert found["test"]["counts"]["company"] == {"backup": 1, "today": 1}
    assert [(each["path"], each["kind"], each["there"]) for each in found["copies"]] == [(copy, "backup", True)]
    assert run(*options, "vault", "backups", "--forget", found["copies"][0]["id"]).value["copies"] == []
    assert Path(copy).exists()
    assert run(*options, "vault", "diagnostic", tmp_path / "diagnostic.txt").value["checks"]["pages"] is True
    assert "Jeanne" not in (tmp_path / "diagnostic.txt").read_text()
    assert run(*options, "vault", "try-recovery-key", "--recovery-key-file", tmp_path / "recovery").code == 0
    (tmp_path / "recovery").write_text("ABCD")
    assert run(*options, "vault", "try-recovery-key", "--recovery-key-file", tmp_path / "recovery").code == 1
