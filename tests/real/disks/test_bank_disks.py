"""Work that meets a full disk or a read-only one: a sentence, nothing half-written, and a vault in order."""

import json
import sys
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.views.messages.actions import command_text
from tests.support.disks import digest, run_on_read_only_disk, run_on_small_disk
from tests.support.program import Program
from tests.support.terminal import PROGRAM

pytestmark = pytest.mark.real

KIB = 2_000
ROWS = 8_000
# The vault is copied to the small disk, worked on and looked at there, since nothing of it outlives the run.
ON_A_COPY = """
cp "$1"/* "$0"
shift
"$@"
echo $?
for verb in "vault verify" "bank list" "imports list"; do "$PYTHON" -m microdesk_desktop --json $verb 2>/dev/null; done
ls -A "$0"
"""
SYNC = """
import sys
from pathlib import Path
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.support.bank import connect_to, open_bank_account, open_vault
from tests.support.clock import FakeClock, TODAY
with SandboxBank(FakeClock()) as bank, open_vault(Path(sys.argv[1]), FakeClock()) as session:
    account = open_bank_account(bank, rows=0)
    connect_to(session, bank)
    account.booked += [transaction(TODAY, 100 + n, f"VIR CLIENT {n} " + "MOTIF " * 20) for n in range(int(sys.argv[2]))]
    try:
        sync(session, Job())
    except KnownError as error:
        print(error.code)
    print(session.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction")))
    print(all(session.database.check().values()))
    del account.booked[20:]
    bank.state.renew_limits()
    print(sync(session, Job()).merge.added)
"""


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "statement.csv"
    lines = (f"{1 + n % 28:02}/11/2026;VIR CLIENT {n} {'MOTIF ' * 20};{1 + n},00" for n in range(ROWS))
    path.write_text("\n".join(("Date;Libellé;Montant", *lines)), encoding="utf-8")
    return path


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text("name\n" + "".join(f"Client {n} {'Longue Rue ' * 20}\n" for n in range(ROWS)), encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("words", [("bank", "import", "statement"), ("import", "clients", "clients")], ids=" ".join)
def test_an_import_that_does_not_fit_leaves_the_vault_in_order(
    program: Program,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    words: tuple[str, ...],
) -> None:
    for name, value in {**program.environment, "MICRODESK_PROFILE": str(small), "PYTHON": sys.executable}.items():
        monkeypatch.setenv(name, value)
    verb = (*words[:-1], str(request.getfixturevalue(words[-1])))
    script = ["sh", "-c", ON_A_COPY, str(small), str(program.profile), *PROGRAM, "--json", *verb]
    result = run_on_small_disk(small, KIB, script)
    error, code, verified, rows, imports, *names = result.stdout.splitlines()
    failure = json.loads(error)["error"]
    assert (code, failure["code"]) == ("1", "disk_full")
    assert result.stderr.splitlines() == [failure["message"], command_text(ErrorCode.DISK_FULL)]
    assert json.loads(verified)["ok"]
    assert (rows, imports) == ("[]", "[]")
    assert set(names) <= {"keys.json", "keys.copy.json", "vault.db", "vault.db-commits", "lock", "backups"}


def test_a_sync_that_does_not_fit_keeps_nothing_and_the_next_one_works(small: Path) -> None:
    result = run_on_small_disk(small, KIB, [sys.executable, "-c", SYNC, str(small), str(ROWS)])
    assert result.stdout.split() == ["disk_full", "0", "True", "20"], result.stderr


def test_on_a_read_only_disk_nothing_is_brought_in(
    program: Program, statement: Path, clients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    files = sorted(path for path in program.profile.rglob("*") if path.is_file())
    before = digest(*files)
    for words in (("bank", "import", statement), ("import", "clients", clients), ("bank", "sync"), ("vault", "backup")):
        result = run_on_read_only_disk(program.profile, [*PROGRAM, "--json", *map(str, words)])
        failure = json.loads(result.stdout)["error"]
        assert (result.returncode, failure["code"]) == (1, "read_only")
        assert result.stderr.splitlines() == [failure["message"], command_text(ErrorCode.READ_ONLY)]
    assert sorted(path for path in program.profile.rglob("*") if path.is_file()) == files
    assert digest(*files) == before
