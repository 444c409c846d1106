"""Enable Banking from the terminal: keys from a file, a pasted return address, a sync, and the end of the consent."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox
from tests.contract.stand_ins.enable_banking import address_shown
from tests.support.bank import IBAN
from tests.support.guards import ROOT
from tests.support.keyring_session import KeyringSession
from tests.support.program import Program
from tests.support.terminal import PROGRAM, Ran

pytestmark = pytest.mark.real

ROWS = ((1, -1_439, "PRLV OVH", False), (2, 48_000, "VIR NOVA ACOMPTE", False), (0, -700, "CB TABAC", True))


@pytest.fixture
def sandbox() -> Iterator[EnableBankingSandbox]:
    with EnableBankingSandbox() as running:
        running.open_sample_account(IBAN, 100_000, ROWS, SystemClock().today())
        yield running
    assert running.violations == []


def connected(program: Program, institution: str) -> Ran:
    """Connect without a browser: the page is read from the output, its last address pasted on standard input."""
    words = ("bank", "connect", "--provider", "enablebanking", "--institution", institution, "--no-browser")
    with subprocess.Popen(
        [*PROGRAM, "--json", *words],
        cwd=ROOT,
        env=program.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        page = next(line.strip() for line in process.stderr if line.startswith("http"))
        out, err = process.communicate(f"{address_shown(page)}\n")
    return Ran(code=process.returncode, out=out, err=err)


def test_a_bank_is_connected_read_and_left(
    program: Program, real_keyring: KeyringSession, sandbox: EnableBankingSandbox, tmp_path: Path
) -> None:
    key = tmp_path / f"{sandbox.application_id}.pem"
    key.write_text(sandbox.secrets["private_key"], encoding="utf-8")
    keys = ("--application-id", sandbox.application_id, "--private-key-file", key)
    program.run("bank", "provider", "set", "enablebanking", "--base-url", sandbox.base_url, *keys)
    listed = program.json("bank", "institutions", "--provider", "enablebanking", "--search", "cic")
    assert [each["id"] for each in listed] == ["FR:CIC:personal", "FR:CIC:business"]
    ran = connected(program, "FR:CIC:business")
    assert ran.code == 0, ran.err
    assert ran.value["iban"] == IBAN
    assert program.json("bank", "sync")["added"] == 3
    assert program.json("bank", "disconnect", "--yes")["revoked"] is True
    assert sandbox.open_sessions == []
    assert b"PRIVATE KEY" not in real_keyring.file.read_bytes()
