"""Disconnecting leaves nothing of the bank anywhere, and nothing else changes."""

import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ProviderChoice
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.bank.disconnect import DisconnectReport, disconnect
from microdesk_desktop.operations.bank.provider_access import Consent, Consents, StoredLimits, StoredSecrets
from microdesk_desktop.operations.bank.sync import next_automatic_sync, sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.operations.vault.erased_modules import MODULES, Kept, Module
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import rewrite_backup
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import load_connection, load_provider
from microdesk_desktop.store.bank.erase import erase_bank
from microdesk_desktop.store.bank.limits import load_limits
from microdesk_desktop.store.bank.rules import load_rules, save_rule
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.vault.erasures import Part, begin, pending
from tests.support import canaries
from tests.support.bank import BANK, IBAN, KEY, choose, connect_to, open_bank_account, open_vault, stored
from tests.support.clock import TODAY, FakeClock
from tests.support.disks import raises_known
from tests.support.imports.imports import kept_file
from tests.support.pages import plain_pages, plain_wal
from tests.support.vaults import new_vault

CANARY = "CANARI DES BANQUES"
BANK_TABLES = ("bank_", "attribution", "suggestion", "rule", "imported_", "import_mapping")
"""Where text of the bank is stored; the canaries make every import one of a statement."""


@pytest.fixture
def bank(clock: FakeClock) -> Iterator[SandboxBank]:
    with SandboxBank(clock) as running:
        account = open_bank_account(running)
        account.booked.append(transaction(TODAY, -4200, f"PRLV {CANARY}"))
        yield running


@contextmanager
def synced(folder: Path, bank: SandboxBank, clock: FakeClock, keyring: MemoryKeyring) -> Iterator[Session]:
    """A vault whose bank has been synced, with an expense that one of its transactions pays."""
    with open_vault(folder, clock, keyring) as session:
        expense = Expense(on=TODAY, supplier=CANARY.title(), label="Volière", amount_cents=4200)
        session.write(lambda writer: save_record(writer, expense))
        connect_to(session, bank)
        sync(session, Job())
        yield session


def payments(session: Session) -> list[tuple[object, ...]]:
    return session.read(lambda reader: reader.all("SELECT target_id, paid_on, amount_cents FROM payment"))


def test_everything_of_the_bank_goes_and_payments_stay(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        paid = payments(session)
        assert paid, "the engine attributed the expense"
        assert disconnect(session, Job()).revoked
        assert (stored(session), session.read(load_accounts)) == ([], [])
        assert session.read(load_connection) is None
        assert session.read(load_provider) is None
        assert payments(session) == paid
        assert session.tokens.names() == []
        counted = dict(session.read(lambda reader: reader.all("SELECT name, seq FROM sqlite_sequence")))
        kept = {"target", "payment", "catalogue_item", "client", "voucher"}
        assert counted.keys() == kept, "no counter of rows that were erased"
        assert counted["payment"] == len(paid)
    assert (bank.state.requisitions, bank.state.agreements) == ({}, {})
    assert keyring.entries == {}


RULE = Rule(id=0, name="VOLIERE", words="VOLIERE", direction=-1, action=RuleAction.EXPENSE)


@pytest.mark.parametrize("step", [None, "revoke", "erase", "backups"])
def test_the_rules_stay_where_the_user_wants_in_vault_and_backups_even_when_interrupted(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, step: str | None
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        session.write(lambda writer: save_rule(writer, RULE))
        back_up_today(session, Job())
        stop = Job(lambda done, total, key: session.close() if key == step else None)
        disconnect(session, stop, keeps_rules=True)
    with open_vault(tmp_path, clock, keyring) as session:
        finish_erasures(session)
        assert [rule.words for rule in session.read(load_rules)] == ["VOLIERE"]
        assert (session.read(load_accounts), pending(tmp_path)) == ([], {})
        (backup,) = backups_in(own_backups(tmp_path))
        assert CANARY not in everything(tmp_path, backup, keyring)
        restored: list[str] = []
        rewrite_backup(backup, session.database, lambda writer: restored.extend(r.words for r in load_rules(writer)))
        assert restored == ["VOLIERE"]
        disconnect(session, Job())
        assert session.read(load_rules) == []


def test_it_works_when_the_provider_is_gone(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        bank.stop()
        assert not disconnect(session, Job()).revoked
        assert stored(session) == []
    assert keyring.entries == {}


REFUSALS = (faults.HTML, faults.BANK_ERROR, faults.BAD_TOKEN, faults.TOO_MANY, faults.RESET)


@pytest.mark.parametrize("fault", REFUSALS, ids=lambda fault: fault.name)
def test_a_provider_that_refuses_does_not_stop_the_erasure(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, fault: faults.Fault
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        bank.faults.add(*[fault] * 6)
        assert not disconnect(session, Job()).revoked
        assert stored(session) == []
    assert keyring.entries == {}


def test_a_consent_that_is_already_gone_counts_as_withdrawn(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    with synced(tmp_path, bank, clock, MemoryKeyring()) as session:
        bank.state.requisitions.clear()
        assert disconnect(session, Job()).revoked


def test_cancelling_only_ends_the_wait_for_the_provider(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        job = Job()
        job.cancel()
        assert not disconnect(session, job).revoked
        assert stored(session) == []
    assert keyring.entries == {}


def test_a_keyring_that_will_not_open_does_not_stop_the_erasure(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    keyring = LockableKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        keyring.is_locked = True
        assert disconnect(session, Job()).erasure.left == {Part.KEYRING: ErrorCode.KEYRING_UNAVAILABLE}
        assert stored(session) == []
        keyring.is_locked = False
        again = disconnect(session, Job())
        assert (again.erasure.left, again.revoked) == ({}, True), "the consent could be read again"
    assert keyring.entries == {}
    assert pending(tmp_path) == {}


ODD_TEXTS = (
    *("not JSON", "null", "1", "{}", '"x"', "[1]", "[null]", "[[]]", '[{"id": "x"}]', "[" * 50_000),
    '[{"provider": {}, "base_url": [], "id": 1}]',
    '[{"provider": "gocardless", "base_url": "\\ud800", "id": "\\ud800"}]',
    '[{"provider": "gocardless", "base_url": "file:///etc/passwd", "id": "x"}]',
    '[{"provider": "gocardless", "base_url": "https://[", "id": "x"}]',
    '[{"provider": "../..", "base_url": "https://example.org", "id": "x"}]',
)


@pytest.mark.parametrize("text", ["", *ODD_TEXTS], ids=lambda text: text[:50])
def test_consents_that_cannot_be_read_do_not_stop_the_erasure(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, text: str
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        session.tokens.put("bank.consent", text)
        assert disconnect(session, Job()).revoked == (text == "")
        assert stored(session) == []
    assert keyring.entries == {}


class LockableKeyring(MemoryKeyring):
    """A keyring that may refuse to be read."""

    is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise OSError("locked")
        return super().get_password(service, username)


def test_disconnecting_what_was_never_connected_changes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    with open_vault(tmp_path, clock) as session:
        assert disconnect(session, Job()).revoked


def test_the_bank_can_be_connected_again(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    with synced(tmp_path, bank, clock, MemoryKeyring()) as session:
        before = stored(session)
        disconnect(session, Job())
        connect_to(session, bank)
        bank.state.renew_limits()
        assert sync(session, Job()).merge.added == len(before)
        assert stored(session) == before


def test_backups_of_another_vault_are_left_alone_and_damaged_ones_of_this_vault_are_removed(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    other = new_vault(tmp_path / "other", clock=clock).session
    foreign = back_up_today(other, Job())
    other.close()
    assert foreign
    profile = tmp_path / "profile"
    profile.mkdir()
    with synced(profile, bank, clock, MemoryKeyring()) as session:
        back_up_today(session, Job())
        (own,) = backups_in(own_backups(profile))
        folder, content = own.parent, own.read_bytes()
        damaged = bytearray(content)
        damaged[len(content) // 2] ^= 1
        theirs = [folder / "2026-11-19.mdbackup", folder / "autre.mdbackup"]
        for path in theirs:
            path.write_bytes(foreign.read_bytes())
        for path in (folder / "2026-11-20.mdbackup", folder / "copie.mdbackup"):
            path.write_bytes(damaged)
        (folder / "2026-11-18.mdbackup").write_bytes(content[: len(content) // 2])
        (folder / "notes.mdbackup").write_bytes(b"mine")
        report = disconnect(session, Job())
        assert report.erasure.left == {}
        assert set(report.erasure.foreign_backups) == {*(path.name for path in theirs), "notes.mdbackup"}
        assert {path.name for path in backups_in(folder)} == {own.name, *report.erasure.foreign_backups}
        assert all(path.read_bytes() == foreign.read_bytes() for path in theirs)


def test_no_backup_is_changed_before_the_rows_are_gone(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[Writer] = []

    def refuse_once(writer: Writer, _kept: Kept) -> None:
        if not refused:
            refused.append(writer)
            raise KnownError(ErrorCode.DISK_FULL)
        erase_bank(writer)

    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        back_up_today(session, Job())
        (backup,) = backups_in(own_backups(tmp_path))
        before = backup.read_bytes()
        with monkeypatch.context() as patch:
            patch.setitem(MODULES, "bank", Module(secrets="bank.", erase_rows=refuse_once))
            left = disconnect(session, Job()).erasure.left
        assert left == {Part.VAULT: ErrorCode.DISK_FULL, Part.BACKUPS: ErrorCode.DISK_FULL}
        assert (backup.read_bytes(), keyring.entries) == (before, {})
        assert disconnect(session, Job()).erasure.left == {}
        assert CANARY not in everything(tmp_path, backup, keyring)


@pytest.mark.parametrize("step", ["revoke", "erase", "backups"])
def test_a_lock_in_the_middle_raises_nothing_and_the_next_opening_goes_on(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, step: str
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        back_up_today(session, Job())
        paid = payments(session)
        erasure = disconnect(session, Job(lambda done, total, key: session.close() if key == step else None)).erasure
        assert set(erasure.left.values()) == {ErrorCode.VAULT_LOCKED}
        assert erasure.reports == ()
    with open_vault(tmp_path, clock, keyring) as session:
        finish_erasures(session)
        assert (session.erasures["bank"].left, pending(tmp_path), payments(session)) == ({}, {}, paid)
    (backup,) = backups_in(own_backups(tmp_path))
    assert CANARY not in everything(tmp_path, backup, keyring)
    assert keyring.entries == {}


def test_a_backup_under_way_does_not_outlive_the_disconnect(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        reports: list[DisconnectReport] = []
        disconnecting = threading.Thread(target=lambda: reports.append(disconnect(session, Job())))

        def copied(done: int, total: int, key: str) -> None:
            if not disconnecting.ident:
                disconnecting.start()
                while stored(session):  # until the rows are gone, the copy still holds them
                    disconnecting.join(0.005)

        back_up_today(session, Job(copied))
        disconnecting.join()
        assert reports[0].erasure.left == {}
        (backup,) = backups_in(own_backups(tmp_path))
    assert CANARY not in everything(tmp_path, backup, keyring)


def test_what_arrives_after_the_disconnect_is_not_kept(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        choice = ProviderChoice("gocardless", bank.base_url)
        secrets, limits, consents = StoredSecrets(session.tokens, choice), StoredLimits(session, "x"), Consents(session)
        disconnect(session, Job())
        limits.note("requests", 3, clock.now())
        for act in (lambda: secrets.put("token", "late"), lambda: consents.add(Consent(provider=choice, id="late"))):
            with raises_known(ErrorCode.CREDENTIALS_MISSING):
                act()
        assert session.read(load_limits) == []
    assert keyring.entries == {}


def test_while_rows_are_left_nothing_new_is_added_that_the_end_would_take_along(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    statement = tmp_path / "statement.csv"
    statement.write_text("Date;Libellé;Montant\n01/11/2026;VIR;1,00\n", encoding="utf-8")
    keyring = LockableKeyring()
    profile = tmp_path / "profile"
    profile.mkdir()
    with synced(profile, bank, clock, keyring) as session:
        begin(profile, "bank")
        asked = len(bank.requests)
        with raises_known(ErrorCode.BANK_NOT_CONNECTED):
            sync(session, Job())
        assert (len(bank.requests), next_automatic_sync(session)) == (asked, None)
        keyring.is_locked = True
        assert kept_file(session, statement).merge.added == 1, "the rows could be erased first"
        assert pending(profile) == {"bank": {Part.KEYRING, Part.CONSENT}}
        with raises_known(ErrorCode.ERASURE_UNFINISHED):
            choose(session, bank)
        keyring.is_locked = False
        choose(session, bank)
        assert (pending(profile), len(stored(session))) == ({}, 1)


def test_no_word_of_the_bank_remains_in_any_file_page_backup_or_keyring(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        account_id, requisition_id = next(iter(bank.state.accounts)), next(iter(bank.state.requisitions))
        words = [CANARY, IBAN, BANK, "BoursoBank", account_id, requisition_id, *bank.secrets.values()]
        back_up_today(session, Job())
        (backup,) = backups_in(own_backups(tmp_path))
        assert all(word in everything(tmp_path, backup, keyring) for word in words), "the search would find them"
        disconnect(session, Job())
        (backup,) = backups_in(own_backups(tmp_path))
        found = everything(tmp_path, backup, keyring)
        assert [word for word in words if word in found] == []
        assert CANARY.title() in found, "the expense is still there, and in clear under the key"
    found = everything(tmp_path, backup, keyring)
    assert [word for word in words if word in found] == []


def test_no_text_of_any_column_of_the_bank_is_left_and_every_other_stays(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    keyring = MemoryKeyring()
    with synced(tmp_path, bank, clock, keyring) as session:
        session.write(canaries.plant)
        back_up_today(session, Job())
        (backup,) = backups_in(own_backups(tmp_path))
        before = planted_tables(everything(tmp_path, backup, keyring))
        disconnect(session, Job())
        after = planted_tables(everything(tmp_path, backup, keyring))
    assert before - after == {name for name in before if name.startswith(BANK_TABLES)}
    assert len(before - after) > 5
    assert not after - before


def planted_tables(found: str) -> set[str]:
    return set(re.findall(rf"{canaries.CANARY} (\w+)\.", found))


def everything(profile: Path, backup: Path, keyring: MemoryKeyring) -> str:
    """Every byte at rest: files as they are, pages of vault, WAL and backup in clear, the keyring."""
    with zipfile.ZipFile(backup) as archive:
        archive.extractall(profile.parent / "unpacked")
    pieces = [path.read_bytes() for path in profile.rglob("*") if path.is_file()]
    pieces += [plain_pages(path, KEY) for path in (profile / "vault.db", profile.parent / "unpacked" / "vault.db")]
    wal = profile / "vault.db-wal"
    pieces += [plain_wal(wal, KEY)] if wal.exists() else []
    return b"\n".join(pieces).decode("latin-1") + repr(keyring.entries)
