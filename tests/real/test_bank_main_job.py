"""The main job as a user lives it: the command line, a real keyring, and a bank reached over real HTTP."""

import re
import shutil
import signal
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank, fill
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.operations.bank.disconnect.test_files import OTHERS, statement
from tests.support.bank import BANK, IBAN, OTHER_IBAN
from tests.support.pages import plain_pages, plain_wal
from tests.support.program import Program, unlocked
from tests.support.vaults import PASSPHRASE

pytestmark = pytest.mark.real

CANARY = "CANARI DES BANQUES"
CONNECT = ("bank", "connect", "--provider", "gocardless", "--institution", BANK, "--no-browser")
MONEY = re.compile(r"-?\d+\.\d\d")


@pytest.fixture
def today() -> date:
    return SystemClock().today()


@pytest.fixture
def bank(today: date) -> Iterator[SandboxBank]:
    with SandboxBank() as running:
        account = SandboxAccount(iban=IBAN, owner=company.NAME, opening_cents=210_000)
        running.open_account(BANK, fill(account, company.account(today), today))
        account.booked.append(transaction(today, -4200, f"PRLV {CANARY}"))
        yield running


@pytest.fixture
def keys(bank: SandboxBank, tmp_path: Path) -> tuple[str, ...]:
    """The words that enter the bank's keys."""
    secret = tmp_path / "secret_key"
    secret.write_text(bank.secrets["secret_key"] + "\n", encoding="utf-8")
    return (
        *("bank", "provider", "set", "gocardless", "--base-url", bank.base_url),
        *("--secret-id", bank.secrets["secret_id"], "--secret-key-file", str(secret)),
    )


def connect(program: Program, *more: str, code: int = 0, agrees: bool = True) -> dict:
    """Connect through the address that the program prints, as a browser elsewhere would."""
    running = program.start("--json", *CONNECT, *more)
    browser(agrees=agrees)(running.line("http"))
    return running.end(code).value


def import_company(program: Program, folder: Path, today: date) -> dict[str, int]:
    files = company.write_records(folder, today)
    return {kind: program.json("import", kind, path)["added"] for kind, path in files.items()}


def test_from_an_empty_folder_to_attributed_transactions_and_back(
    bare: Program, real_keyring: object, bank: SandboxBank, keys: tuple[str, ...], today: date, tmp_path: Path
) -> None:
    program = bare
    made = program.json(
        "vault", "init", "--name", company.NAME, "--siret", company.SIRET, "--adult", "--accept-privacy"
    )
    assert re.fullmatch(r"([0-9A-Z]{6}-){5}[0-9A-Z]{6}", made["recovery_key"])
    assert import_company(program, tmp_path, today) == {"clients": 10, "documents": 20, "receipts": 2, "expenses": 14}

    assert program.json(*keys)["secrets"] == ["secret_id", "secret_key"]
    found = program.json("bank", "institutions", "--provider", "gocardless", "--search", "bourso")
    assert [each["id"] for each in found] == [BANK]
    assert connect(program)["iban"] == IBAN
    assert program.json("bank", "sync")["added"] == len(company.account(today)) + 1

    rows = program.json("bank", "list")
    assert len(rows) == len(company.account(today)) + 1
    for row in rows:
        check_shape(row)
    assert {row["status"] for row in rows} == {"todo", "suggested", "attributed", "ignored"}
    todo = next(row for row in rows if "PIERRE GARNIER" in row["label"])
    assert program.json("bank", "create-receipt", todo["id"], "--reference", "R-900")["status"] == "attributed"

    status = program.json("bank", "status")
    balance = sum(each.cents for each in company.account(today) if not each.is_pending) + 210_000 - 4200
    assert (status["connected"], status["iban"], status["last_outcome"]) == (True, IBAN, "ok")
    assert status["balance"] == f"{balance / 100:.2f}"
    assert date.fromisoformat(status["consent_expires"][:10]) > today
    disconnected_without_a_trace(program, bank, real_keyring.file)


def check_shape(row: dict) -> None:
    """What INTERFACES.md promises of a transaction."""
    texts = {"id", "date", "state", "amount", "currency", "label", "status"}
    assert {name for name in texts if type(row[name]) is str} == texts
    assert date.fromisoformat(row["date"]).isoformat() == row["date"]
    assert row["state"] in ("booked", "pending")
    assert row["status"] in ("todo", "suggested", "attributed", "ignored")
    assert MONEY.fullmatch(row["amount"])
    assert row["currency"] == "EUR"
    for link in (*row["attributions"], *row["suggestions"]):
        assert link["kind"] in ("invoice", "expense", "receipt")
        assert link["reference"]
        assert MONEY.fullmatch(link["amount"])
    assert all(link["origin"] in ("auto", "rule", "manual") for link in row["attributions"])
    for link in row["suggestions"]:
        assert 0 < link["score"] <= 1
        assert link["reasons"]
        assert all(type(reason) is str and reason for reason in link["reasons"])
    assert bool(row["attributions"]) == (row["status"] == "attributed")
    assert bool(row["suggestions"]) == (row["status"] == "suggested")


def disconnected_without_a_trace(program: Program, bank: SandboxBank, keyring: Path) -> None:
    words = [CANARY, IBAN, BANK, "BoursoBank", "LIBRAIRIE MOLLAT", *bank.secrets.values(), *bank.state.accounts]
    assert [word for word in words if word in at_rest(program, keyring)] == [
        word for word in words if word not in bank.secrets.values()
    ], "the search finds what is there, and the secrets only in the keyring, where they are encrypted"
    before = payments(program)
    assert len(before) > 20
    secrets_before = keyring.stat().st_size
    assert program.json("bank", "disconnect", "--yes") == {"revoked": True, "erased": True}
    assert [word for word in words if word in at_rest(program, keyring)] == []
    assert keyring.stat().st_size < secrets_before
    assert (bank.state.requisitions, program.json("bank", "list")) == ({}, [])
    assert program.json("bank", "status")["connected"] is False
    assert program.json("vault", "verify")["ok"]
    assert payments(program) == before


def payments(program: Program) -> list[tuple[object, ...]]:
    """What is paid, as the vault holds it."""
    with unlocked(program) as session:
        return session.read(lambda reader: reader.all("SELECT target_id, paid_on, amount_cents FROM payment"))


def at_rest(program: Program, keyring: Path) -> str:
    """Every byte at rest: files as they are, pages of vault, WAL and backups in clear."""
    key = open_with_passphrase(read_header(program.profile), PASSPHRASE)
    unpacked = program.profile.parent / "unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    vaults = [program.profile / "vault.db"]
    for backup in (program.profile / "backups").iterdir():
        with zipfile.ZipFile(backup) as archive:
            vaults.append(Path(archive.extract("vault.db", unpacked / backup.stem)))
    assert len(vaults) > 1
    pieces = [path.read_bytes() for path in program.profile.rglob("*") if path.is_file()]
    pieces += [keyring.read_bytes(), *(plain_pages(vault, key) for vault in vaults)]
    wal = program.profile / "vault.db-wal"
    pieces += [plain_wal(wal, key)] if wal.exists() else []
    return b"\n".join(pieces).decode("utf-8", "replace")


def test_a_disconnect_needs_no_network(
    program: Program, real_keyring: object, bank: SandboxBank, keys: tuple[str, ...]
) -> None:
    program.json(*keys)
    connect(program)
    program.json("bank", "sync")
    bank.stop()
    assert program.refused("bank", "sync") == "provider_down"
    assert len(program.json("bank", "list")) > 30
    assert program.json("bank", "disconnect", "--yes") == {"revoked": False, "erased": True}
    assert CANARY not in at_rest(program, real_keyring.file)
    assert IBAN not in at_rest(program, real_keyring.file)
    assert program.json("bank", "list") == []
    assert program.refused("bank", "sync") == "bank_not_connected"


def test_a_disconnect_keeps_the_accounts_of_files_when_that_is_wanted(
    program: Program, real_keyring: object, bank: SandboxBank, keys: tuple[str, ...], tmp_path: Path
) -> None:
    program.json("bank", "import", str(statement(tmp_path, "autre.ofx", OTHER_IBAN, OTHERS)))
    program.json(*keys)
    connect(program)
    program.json("bank", "sync")
    others = [row for row in program.json("bank", "accounts") if row["source"] == "files"]
    outcome = program.json("bank", "disconnect", "--yes", "--keep-files")
    assert outcome == {"revoked": True, "erased": True, "kept": 1}
    assert program.json("bank", "accounts") == others
    assert [row["label"] for row in program.json("bank", "list")] == [OTHERS]
    assert CANARY not in at_rest(program, real_keyring.file)


def test_one_account_is_picked_of_several(
    program: Program, real_keyring: object, bank: SandboxBank, keys: tuple[str, ...]
) -> None:
    bank.open_account(BANK, SandboxAccount(iban=OTHER_IBAN, owner=company.NAME))
    program.json(*keys)
    refusal = connect(program, code=1)["error"]
    assert refusal["code"] == "account_ambiguous"
    assert IBAN in refusal["message"]
    assert OTHER_IBAN in refusal["message"]
    assert bank.state.requisitions == {}, "what was asked for in vain is withdrawn"
    spaced = " ".join(OTHER_IBAN[at : at + 4] for at in range(0, len(OTHER_IBAN), 4))
    assert connect(program, "--account", spaced.lower())["iban"] == OTHER_IBAN
    assert program.json("bank", "status")["iban"] == OTHER_IBAN
    assert connect(program, agrees=False, code=1)["error"]["code"] == "consent_refused"
    assert program.json("bank", "status")["iban"] == OTHER_IBAN, "a refused renewal changes nothing"


def test_an_interrupted_consent_is_withdrawn(
    program: Program, real_keyring: object, bank: SandboxBank, keys: tuple[str, ...]
) -> None:
    program.json(*keys)
    running = program.start("--json", *CONNECT)
    running.line("http")
    running.send(signal.SIGINT)
    assert running.end(130).out == ""
    assert bank.state.requisitions == {}
    assert program.json("bank", "status")["connected"] is False


def test_keys_go_nowhere_but_to_a_safe_address(
    program: Program, real_keyring: object, bank: SandboxBank, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret-of-the-user", encoding="utf-8")
    keys = ("bank", "provider", "set", "gocardless", "--secret-id", "identifier", "--secret-key-file", secret)
    for address in ("http://bank.example/api", "ftp://127.0.0.1/", "https://me:pw@bank.example", "https://[::1"):
        assert program.refused(*keys, "--base-url", address) == "address_refused"
    assert program.refused("bank", "institutions", "--provider", "gocardless") == "credentials_missing"
    assert program.refused(*keys[:-1], tmp_path / "none") == "file_not_found"
    assert program.refused(*keys[:-1], tmp_path) == "path_unusable"
    program.json(*keys, "--base-url", bank.base_url)
    assert program.refused("bank", "institutions", "--provider", "gocardless") == "credentials_refused"
    assert "s3cret" not in at_rest(program, real_keyring.file)


def test_without_a_keyring_no_key_is_kept(program: Program, keys: tuple[str, ...]) -> None:
    assert program.refused(*keys) == "keyring_unavailable"
    assert program.refused("bank", "institutions", "--provider", "gocardless") == "credentials_missing"
