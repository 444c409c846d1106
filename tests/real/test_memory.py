"""What the memory of the window holds of a vault, read from outside: all of it while open, nothing once locked."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest

from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.unlock import TOKEN_NAMES
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.vault.slots import derive_key
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.guards import ROOT
from tests.support.measures.memory import writable_memory
from tests.support.vaults import PASSPHRASE, new_vault
from tests.support.window.display import x11_screen

pytestmark = [pytest.mark.real, pytest.mark.skipif(sys.platform != "linux", reason="memory is read through /proc")]
__all__ = ["x11_screen"]
IBAN = "FR7640618802980004012345609"
LABEL, CLIENT = "VIR CANARI LOYER", "CANARI Dupont"


@pytest.fixture
def secrets(tmp_path: Path) -> Mapping[str, bytes]:
    """What a vault holds and opens with, by name; the vault is in the profile below `tmp_path`."""
    session = new_vault(tmp_path / "profile").session
    rows = [BankRow(None, TODAY - timedelta(days=n % 80), 1_000 + n, "EUR", f"{LABEL} {n:04}") for n in range(400)]
    statement = Statement(rows=rows, iban=IBAN)
    session.write(lambda writer: merge_rows(writer, account_of(writer, statement), rows, source="csv"))
    put_client(session, Client(name=CLIENT))
    session.close()
    header = read_header(tmp_path / "profile")
    key = open_with_passphrase(header, PASSPHRASE)
    names_key = derive_key(key, TOKEN_NAMES, header["vault"])
    texts = {"passphrase": PASSPHRASE, "label": LABEL, "client": CLIENT, "iban": IBAN, "key text": key.hex()}
    return {name: text.encode() for name, text in texts.items()} | {"key": key, "names key": names_key}


def found(process: int, secrets: Mapping[str, bytes]) -> dict[str, int]:
    """How often each secret stands in the memory of a process, as Python writes it or as Qt does."""
    counts = dict.fromkeys(secrets, 0)
    for area in writable_memory(process):
        for name, secret in secrets.items():
            counts[name] += area.count(secret)
            counts[name] += area.count(b"".join(bytes((byte, 0)) for byte in secret))
    return counts


def test_a_locked_window_holds_nothing_of_the_vault(
    x11_screen: str, tmp_path: Path, secrets: Mapping[str, bytes]
) -> None:
    command = [sys.executable, "-m", "tests.support.window.driven", str(tmp_path / "profile")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": x11_screen}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as window:
        assert window.stdin
        assert window.stdout
        assert ask(window.stdin, window.stdout, f"type {PASSPHRASE}") == "opened"
        opened = found(window.pid, secrets)
        assert ask(window.stdin, window.stdout, "tour") == "toured"
        toured = found(window.pid, secrets)
        assert ask(window.stdin, window.stdout, "lock") == "locked, clipboard empty"
        locked = found(window.pid, secrets)
        live = {
            name: int(ask(window.stdin, window.stdout, f"live {secrets[name].hex()}"))
            for name in ("passphrase", "label", "client", "iban")
        }
        grown = ask(window.stdin, window.stdout, "grown")
        window.stdin.close()
    assert opened["passphrase"] == opened["key text"] == 0, "only the key itself is needed while the vault is open"
    assert toured["label"] > 100
    assert toured["client"] > 0
    assert toured["key"] > 0
    assert live == dict.fromkeys(live, 0)
    assert grown == "", "a container of a module or a class fills up: empty it at lock, or hold it in the workspace"
    assert sum(locked.values()) <= 5, locked


def test_a_window_that_erased_everything_holds_nothing_of_the_vault(
    x11_screen: str, tmp_path: Path, secrets: Mapping[str, bytes]
) -> None:
    command = [sys.executable, "-m", "tests.support.window.driven", str(tmp_path / "profile")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": x11_screen}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as window:
        assert window.stdin
        assert window.stdout
        assert ask(window.stdin, window.stdout, f"type {PASSPHRASE}") == "opened"
        assert ask(window.stdin, window.stdout, "tour") == "toured"
        assert ask(window.stdin, window.stdout, "wipe") == "locked, clipboard empty"
        erased = found(window.pid, secrets)
        window.stdin.close()
    assert sum(erased.values()) <= 5, erased
    assert [path.name for path in (tmp_path / "profile").glob("*")] == []


def ask(commands: IO[bytes], answers: IO[bytes], command: str) -> str:
    commands.write(command.encode() + b"\n")
    return answers.readline().decode().strip()
