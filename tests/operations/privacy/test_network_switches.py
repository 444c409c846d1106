"""Closing the network: kept in the vault, in force at once, before a browser, a socket and the journal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.operations.bank.connect import connect
from microdesk_desktop.operations.bank.sync import next_automatic_sync, sync
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.connection.add_microsoft import add_microsoft
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.network import closed_by_user
from microdesk_desktop.operations.privacy.network_switches import (
    EVERY_GROUP,
    close_groups,
    go_offline,
    go_online,
    open_everything,
    open_groups,
)
from microdesk_desktop.operations.records.lookups import look_up_companies, use_registers
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.registers import SandboxRegisters
from microdesk_desktop.store.bank.connection import load_last_sync
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.privacy.network.journal import count_events
from tests.support.bank import BANK, choose, connect_to, open_vault
from tests.support.clock import FakeClock
from tests.support.mail.desk import connect_gmail
from tests.support.mail.microsoft import CLIENT, Playing, browse, microsoft
from tests.support.servers.certificates import Certificates


def closed(act: Callable[[], object]) -> KnownError:
    with pytest.raises(KnownError) as raised:
        act()
    assert raised.value.code is ErrorCode.NETWORK_CLOSED
    return raised.value


def journal(session: Session) -> int:
    return session.read(count_events)


def test_the_switches_are_kept_and_offline_mode_leaves_them_as_they_are(tmp_path: Path, clock: FakeClock) -> None:
    with open_vault(tmp_path, clock) as session:
        close_groups(session, [NetworkGroup.BANK, NetworkGroup.VAT])
        open_groups(session, [NetworkGroup.VAT])
        go_offline(session)
    with open_vault(tmp_path, clock) as session:
        assert session.gate.switches == Switches(closed=frozenset((NetworkGroup.BANK,)), is_offline=True)
        go_online(session)
        assert session.gate.switches == Switches(closed=frozenset((NetworkGroup.BANK,)))
        open_everything(session)
    with open_vault(tmp_path, clock) as session:
        assert session.gate.switches == Switches()


def test_a_switch_that_cannot_be_kept_is_not_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_vault(tmp_path, FakeClock()) as session:
        with monkeypatch.context() as patch:
            patch.setattr(Database, "write", lambda *_, **__: (_ for _ in ()).throw(KnownError(ErrorCode.DISK_FULL)))
            with pytest.raises(KnownError):
                go_offline(session)
        assert session.gate.switches == Switches()


def test_a_closed_bank_is_not_asked_has_not_failed_and_is_synced_by_itself_once_opened(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock
) -> None:
    with open_vault(tmp_path, clock) as session:
        connect_to(session, bank)
        lines, last = journal(session), session.read(load_last_sync)
        close_groups(session, [NetworkGroup.BANK])
        assert closed(lambda: sync(session, Job())).params == {"group": "bank"}
        assert (journal(session), session.read(load_last_sync)) == (lines, last)
        assert next_automatic_sync(session) is None
        open_groups(session, [NetworkGroup.BANK])
        assert next_automatic_sync(session) == clock.now()
        assert sync(session, Job()).merge.added == 3


def test_no_browser_opens_for_a_closed_bank(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> None:
    pages: list[object] = []
    with open_vault(tmp_path, clock) as session:
        choose(session, bank)
        go_offline(session)
        error = closed(
            lambda: connect(session, BANK, announce=pages.append, choose_account=lambda found: found[0], job=Job())
        )
        assert error.params == {"group": "bank", "part": "offline"}
        assert (pages, journal(session)) == ([], 0)


def test_no_browser_opens_for_a_closed_mailbox(tmp_path: Path, certificates: Certificates) -> None:
    pages: list[object] = []
    with (
        open_vault(tmp_path, FakeClock()) as session,
        SandboxGmail() as gmail,
        microsoft(certificates.good) as played,
    ):
        close_groups(session, [NetworkGroup.GMAIL, NetworkGroup.MICROSOFT])
        file = gmail.write_client_file(tmp_path / "client.json")
        closed(lambda: add_gmail(session, file, announce=pages.append, job=Job(), base_url=gmail.base_url))
        closed(
            lambda: add_microsoft(
                session,
                "ines@atelier.example",
                CLIENT,
                announce=pages.append,
                job=Job(),
                stand_in=played.stand_in,
            )
        )
        assert (pages, journal(session)) == ([], 0)


def test_a_mailbox_that_is_open_is_closed_with_its_group_and_no_other(tmp_path: Path) -> None:
    with open_vault(tmp_path, FakeClock()) as session, SandboxGmail() as gmail:
        account = connect_gmail(session, gmail)
        mailbox = open_mailbox(session, account.id)
        folders = mailbox.folders(Job())
        close_groups(session, EVERY_GROUP - {NetworkGroup.GMAIL})
        assert mailbox.folders(Job()) == folders
        close_groups(session, [NetworkGroup.GMAIL])
        lines = journal(session)
        closed(lambda: mailbox.folders(Job()))
        assert journal(session) == lines
        open_everything(session)
        assert mailbox.folders(Job()) == folders


def test_a_closed_register_gives_the_answer_that_was_kept_and_is_asked_nothing(
    tmp_path: Path, clock: FakeClock
) -> None:
    with open_vault(tmp_path, clock) as session, SandboxRegisters() as registers:
        use_registers(session, registers.addresses)
        found = look_up_companies(session, "nova", Job())
        clock.advance(days=1)
        lines = journal(session)
        close_groups(session, [NetworkGroup.COMPANIES])
        assert look_up_companies(session, "nova", Job()).items == found.items
        closed(lambda: look_up_companies(session, "another", Job()))
        assert journal(session) == lines


def test_the_mailbox_of_microsoft_has_its_own_switch(
    tmp_path: Path, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    mail_tls_context.cache_clear()
    with open_vault(tmp_path, FakeClock()) as session, microsoft(certificates.good) as played:
        account = _added(session, played)
        mailbox = open_mailbox(session, account.id)
        close_groups(session, [NetworkGroup.MAIL])
        assert closed_by_user(session, account) is None
        assert [each.name for each in mailbox.folders(Job())] == ["INBOX"]
        close_groups(session, [NetworkGroup.MICROSOFT])
        commands = len(played.microsoft.commands)
        assert closed(lambda: mailbox.folders(Job())).params == {"group": "microsoft"}
        assert len(played.microsoft.commands) == commands
    mail_tls_context.cache_clear()


def _added(session: Session, played: Playing) -> Account:
    return add_microsoft(
        session,
        "ines@atelier.example",
        CLIENT,
        announce=lambda page: browse(page.url),
        job=Job(),
        stand_in=played.stand_in,
        timeout_s=60,
    ).account
