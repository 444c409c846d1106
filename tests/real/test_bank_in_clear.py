"""Nothing that the user told lies in clear on the disk: not in the profile, not in temporary files, not at home."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.browser import browser
from tests.support.bank import BANK, IBAN
from tests.support.keyring_session import KeyringSession
from tests.support.program import Program, unlocked

pytestmark = pytest.mark.real

CANARY = "Canari-"
RULE = Rule(id=0, name="Canari-regle", words="canari-mot", direction=0, action=RuleAction.IGNORE)
RECORDS = {
    "clients": (
        "name,email,phone,address,city,siren\n"
        "Canari-nom,canari-@example.org,Canari-telephone,Canari-adresse,Canari-ville,\n"
    ),
    "catalogue": "reference,label,unit,unit_price\nCanari-ref,Canari-article,Canari-unite,10.00\n",
    "documents": (
        "number,type,issue_date,client,total_excl_tax,total_tax,total_incl_tax\n"
        "Canari-facture,invoice,2026-09-01,Canari-nom,100.00,0.00,100.00\n"
    ),
    "receipts": "date,client,label,amount,reference\n2026-09-01,Canari-payeur,Canari-recette,10.00,Canari-r\n",
    "expenses": "date,supplier,label,amount,category,reference\n"
    "2026-09-01,Canari-fournisseur,Canari-depense,10.00,Canari-categorie,Canari-d\n",
}


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Path]:
    """Where the user keeps the files that he imports, which are his."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def bank() -> Iterator[SandboxBank]:
    with SandboxBank() as running:
        account = running.open_account(BANK, SandboxAccount(iban=IBAN, owner="Canari-titulaire"))
        today = SystemClock().today()
        account.booked += [transaction(today, 1000 + n, f"VIR Canari-virement {n}") for n in range(50)]
        yield running


def found(*folders: Path) -> list[str]:
    """The files below these folders in which a canary can be read, in any case and encoding of two bytes or one."""
    spellings = [CANARY.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 3
    return [str(path) for path in files if any(each in path.read_bytes().lower() for each in spellings)]


def test_no_word_of_the_user_lies_in_clear_even_after_a_kill(
    program: Program, real_keyring: KeyringSession, bank: SandboxBank, given: Path, tmp_path: Path
) -> None:
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    places = (tmp_path, *(Path(os.environ[name]) for name in homes))
    for kind, text in RECORDS.items():
        (given / kind).write_text(text, encoding="utf-8")
        assert program.json("import", kind, given / kind)["added"] == 1
    keys = ("--base-url", bank.base_url, "--secret-id", bank.secrets["secret_id"])
    (given / "key").write_text(bank.secrets["secret_key"], encoding="utf-8")
    program.json("bank", "provider", "set", "gocardless", *keys, "--secret-key-file", given / "key")
    connecting = program.start(
        "--json", "bank", "connect", "--provider", "gocardless", "--institution", BANK, "--no-browser"
    )
    browser()(connecting.line("http"))
    connecting.end()
    assert program.json("bank", "sync")["added"] == 50
    with unlocked(program) as session:
        put_rule(session, RULE, job=Job())
        assert found(*places) == []
    program.json("vault", "backup", tmp_path / "copy")
    assert found(*places) == []

    lines = "\n".join(f"21/11/2026;VIR Canari-fichier {n};{1 + n},00" for n in range(60_000))
    (given / "long.csv").write_text(f"Date;Libellé;Montant\n{lines}", encoding="utf-8")
    for instant in ("vault.db-wal", "filling"):
        running = program.start("bank", "import", given / "long.csv")
        wait_until(program.profile / "vault.db-wal", 1 << 20 if instant == "filling" else 0)
        running.send(signal.SIGKILL)
        running.end(-signal.SIGKILL)
        assert found(*places) == []
    assert program.json("vault", "verify")["ok"]
    assert len(program.json("bank", "list")) in (50, 60_050)


def wait_until(path: Path, size: int) -> None:
    """Return once the file is there and that large."""
    while not path.exists() or path.stat().st_size < size:
        os.sched_yield()
