"""What came from statement files of accounts that no bank has fed may stay at a disconnect; all else goes."""

from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import rewrite_backup
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.imports.journal import load_imports
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.views.bank.connections.plan import load_erasure_plan
from tests.operations.bank.disconnect.test_disconnect import everything
from tests.support.bank import IBAN, OTHER_IBAN, connect_to, open_bank_account, open_vault, stored
from tests.support.clock import TODAY
from tests.support.imports.imports import import_statement

FETCHED, IN_FILE, OTHERS = "CANARI DE LA BANQUE", "CANARI DU FICHIER", "BOULANGERIE PAUL"


def statement(folder: Path, name: str, iban: str, label: str) -> Path:
    """An OFX file of one account with one row."""
    path = folder / name
    row = f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261110<TRNAMT>-12.30<FITID>{iban[-6:]}<NAME>{label}</STMTTRN>"
    account = f"<BANKACCTFROM><BANKID>{iban[4:9]}<ACCTID>{iban}<ACCTTYPE>CHECKING</BANKACCTFROM>"
    path.write_text(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR"
        f"{account}<BANKTRANLIST>{row}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def profile(tmp_path, clock, keyring, bank):
    """A vault with files of two accounts, a backup of it, and then a connection that feeds one of them too."""
    profile = tmp_path / "profile"
    profile.mkdir()
    open_bank_account(bank).booked.append(transaction(TODAY, -4_200, f"PRLV {FETCHED}"))
    with open_vault(profile, clock, keyring) as session:
        import_statement(session, statement(tmp_path, f"{IN_FILE}.ofx", IBAN, IN_FILE))
        import_statement(session, statement(tmp_path, "autre.ofx", OTHER_IBAN, OTHERS))
        back_up_today(session, Job())
        connect_to(session, bank)
        sync(session, Job())
    return profile


def labels_in_backup(session):
    (backup,) = backups_in(own_backups(session.profile))
    found = []
    rewrite_backup(
        backup, session.database, lambda writer: found.extend(writer.all("SELECT label FROM bank_transaction"))
    )
    return [label for (label,) in found]


def test_the_plan_counts_what_goes_and_what_may_stay(profile, clock, keyring):
    with open_vault(profile, clock, keyring) as session:
        plan = session.read(load_erasure_plan)
        assert (len(plan.accounts), plan.transactions) == (1, len(stored(session)) - 1)
        assert (len(plan.file_accounts), plan.file_transactions) == (1, 1)


def test_what_no_bank_has_fed_stays_and_its_import_can_still_be_taken_back(profile, clock, keyring):
    with open_vault(profile, clock, keyring) as session:
        erasure = disconnect(session, Job(), keeps_files=True).erasure
        assert (erasure.left, erasure.kept_transactions) == ({}, 1)
        assert [row[2] for row in stored(session)] == [OTHERS]
        assert [account.iban for account in session.read(load_accounts)] == [OTHER_IBAN]
        assert labels_in_backup(session) == [OTHERS]
        run_attribution(session, Job())
        (left,) = session.read(load_imports)
        assert left.name == "autre.ofx"
        take_back(session, left.id)
        assert stored(session) == []


def test_nothing_of_the_connected_account_can_be_recovered(profile, clock, keyring):
    with open_vault(profile, clock, keyring) as session:
        disconnect(session, Job(), keeps_files=True)
    (backup,) = backups_in(own_backups(profile))
    left = everything(profile, backup, keyring)
    assert OTHERS in left
    assert [word for word in (FETCHED, IN_FILE, IBAN) if word in left] == []


def test_without_the_choice_all_goes(profile, clock, keyring):
    with open_vault(profile, clock, keyring) as session:
        disconnect(session, Job())
        assert (stored(session), session.read(load_accounts), session.read(load_imports)) == ([], [], [])
        assert labels_in_backup(session) == []


@pytest.mark.parametrize(("step", "in_backup"), [("revoke", [OTHERS]), ("erase", [OTHERS]), ("backups", [])])
def test_an_interrupted_one_keeps_what_was_to_stay(profile, clock, keyring, step, in_backup):
    with open_vault(profile, clock, keyring) as session:
        stop = Job(lambda done, total, key: session.close() if key == step else None)
        disconnect(session, stop, keeps_files=True)
    with open_vault(profile, clock, keyring) as session:
        finish_erasures(session)
        assert pending(profile) == {}
        assert [row[2] for row in stored(session)] == [OTHERS]
        assert labels_in_backup(session) == in_backup


def test_an_account_of_a_former_connection_goes_too(profile, clock, keyring):
    with open_vault(profile, clock, keyring) as session:
        session.write(lambda writer: writer.run("DELETE FROM bank_connection"))
        disconnect(session, Job(), keeps_files=True)
        assert [row[2] for row in stored(session)] == [OTHERS]
