"""How a command ends: its exit code, one JSON value on standard output, one sentence on standard error."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.guards import ROOT
from tests.support.program import Program, unlocked
from tests.support.terminal import PROGRAM

ROWS = 100_000


@pytest.fixture
def long_statement(tmp_path: Path) -> Path:
    """A statement that takes seconds to bring in."""
    path = tmp_path / "long.csv"
    lines = (
        f"{1 + n % 28:02}/{1 + n // 28 % 11:02}/2026;VIR CLIENT {n};{1 + n % 900},{n % 100:02}" for n in range(ROWS)
    )
    path.write_text("\n".join(("Date;Libellé;Montant", *lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("sing",),
        ("bank",),
        ("bank", "sing"),
        ("bank", "list", "--status", "lost"),
        ("bank", "list", "--since", "yesterday"),
        ("bank", "attribute", "1", "--to", "invoice"),
        ("bank", "disconnect"),
        ("bank", "provider", "set", "nobody"),
        ("bank", "list", "more"),
        ("import", "songs", "file.csv"),
        ("--lang", "de", "bank", "list"),
        ("--prof", "x", "bank", "list"),
    ],
    ids=" ".join,
)
def test_a_usage_error_is_reported_before_anything_is_touched(bare: Program, words: tuple[str, ...]) -> None:
    ran = bare.run("--json", *words, code=2)
    assert ran.value["error"]["code"] == "usage"
    assert ran.err.startswith("Utilisation\u00a0: microdesk")
    assert ran.err.endswith(ran.value["error"]["message"] + "\n")
    assert not bare.profile.exists()


def test_the_version_is_printed_without_qt_and_without_the_product() -> None:
    script = """
import sys
from microdesk_desktop.cli.main import main
try:
    main(["--version"])
finally:
    print(*sys.modules)
"""
    done = subprocess.run([PROGRAM[0], "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    first, loaded = done.stdout.splitlines()
    assert first.startswith("microdesk 0.")
    heavy = {"PySide6", "sqlcipher3", "httpx", "cryptography", "keyring", "microdesk_desktop.operations"}
    assert heavy.isdisjoint(loaded.split())


def test_options_stand_before_and_after_the_verb_and_the_environment_stands_in(program: Program) -> None:
    bare_environment = {"MICRODESK_PROFILE": "", "MICRODESK_PASSPHRASE_FILE": ""}
    options = ("--profile", program.profile, "--passphrase-file", program.secret, "--json")
    for words in ((*options, "bank", "list"), ("bank", *options, "list"), ("bank", "list", *options)):
        assert program.run(*words, **bare_environment).value == []
    assert program.run("bank", "list", "--json").value == []
    other = program.profile.parent / "other"
    assert program.refused("bank", "list", "--profile", other) == "vault_missing"
    assert not other.exists()


def test_each_language_is_spoken(program: Program) -> None:
    missing = ("--profile", program.profile.parent / "other", "bank", "list")
    french = program.run("--lang", "fr", *missing, code=1).err
    english = program.run("--lang", "en", *missing, code=1).err
    assert french == program.run(*missing, code=1).err
    assert "coffre" in french
    assert "vault" in english
    assert program.run(*missing, code=1, LANG="en_GB.UTF-8").err == english


def test_without_a_passphrase_or_with_a_wrong_one_nothing_opens(program: Program) -> None:
    assert program.run("--json", "bank", "list", code=1, MICRODESK_PASSPHRASE_FILE="").error == "vault_locked"
    program.secret.write_text("pas la bonne phrase")
    assert program.refused("bank", "list") == "wrong_passphrase"
    program.secret.unlink()
    assert program.refused("bank", "list") == "file_not_found"


def test_one_process_at_a_time(program: Program) -> None:
    with unlocked(program):
        assert program.refused("bank", "list") == "busy"
        assert program.refused("bank", "reconcile") == "busy"
        assert program.run("--json", "vault", "status", MICRODESK_PASSPHRASE_FILE="").value["state"] == "ready"
    assert program.json("bank", "list") == []


def test_a_bug_is_reported_without_its_data(program: Program, tmp_path: Path) -> None:
    statement = tmp_path / "statement.csv"
    statement.write_text("Date;Libellé;Montant\n21/11/2026;VIR CANARI;12,00\n", encoding="utf-8")
    program.json("bank", "import", statement)
    with unlocked(program) as session:
        session.write(lambda writer: writer.run("UPDATE bank_transaction SET booked_on = 'CANARI'"))
    ran = program.run("--json", "bank", "list", code=4)
    assert ran.value["error"]["code"] == "bug"
    (report,) = (program.profile / "reports").iterdir()
    assert "CANARI" not in ran.out + ran.err + report.read_text(encoding="utf-8")
    assert "views" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_import_leaves_nothing_half_written(
    program: Program, long_statement: Path, stop: signal.Signals
) -> None:
    with _heard(stop):
        running = program.start("--json", "bank", "import", long_statement)
    while not _has_begun(program):
        time.sleep(0.002)
    running.send(stop)
    ran = running.end(130)
    assert (ran.out, ran.err) == ("", "")
    with unlocked(program) as session:
        kept = session.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction"))
        assert kept in (0, ROWS)
        assert all(session.database.check().values())


@contextmanager
def _heard(stop: signal.Signals) -> Iterator[None]:
    """A program started meanwhile hears the signal, even where these tests themselves run under `nohup`."""
    former = signal.signal(stop, signal.SIG_DFL) if signal.getsignal(stop) is signal.SIG_IGN else None
    try:
        yield
    finally:
        if former is not None:
            signal.signal(stop, former)


def _has_begun(program: Program) -> bool:
    """Whether the program has opened the vault, which makes its WAL."""
    return (program.profile / "vault.db-wal").exists()


def test_a_reader_that_leaves_early_is_no_bug(program: Program) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*PROGRAM, "bank", "list", "--json"],
        cwd=ROOT, env=program.environment, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_output_on_a_full_disk_is_said_once_and_is_no_bug(program: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "bank", "list", "--json"],
            cwd=ROOT, env=program.environment, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Le disque est plein")
    assert "Exception" not in done.stderr


def test_json_is_one_value_in_utf8_whatever_the_locale(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("name\nÉléonore Œuvrard\n", encoding="utf-8")
    program.json("import", "clients", file)
    ran = subprocess.run(
        [*PROGRAM, "--json", "bank", "list", "--profile", tmp_path / "é"],
        cwd=ROOT, env={**program.environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "’" in json.loads(ran.stdout.decode("utf-8"))["error"]["message"]
    assert b"Traceback" not in ran.stderr
