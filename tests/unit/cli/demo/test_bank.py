"""The demonstration connects each provider through its own flow, and what it has connected goes on working."""

import socket
from dataclasses import replace

import pytest

from microdesk_desktop.banks import registry
from microdesk_desktop.banks.tink.provider import Tink
from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.bank import IBAN, STAND_INS, agree
from microdesk_desktop.cli.demo.run import new_vault, run_demo
from microdesk_desktop.operations.bank.connect import connect
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.sandbox.tink import SandboxTink
from microdesk_desktop.store.bank.connection import load_connection


def no_choice(accounts):
    """A renewal finds the account by itself."""
    raise AssertionError(accounts)


def move_return_address(tink, monkeypatch):
    """To a free port: another run of the tests, or a demonstration, may listen at the usual one."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        address = f"http://localhost:{found.getsockname()[1]}/microdesk"
    tink.state.registered.append(address)
    info = replace(registry.PROVIDERS["tink"], open=lambda context: Tink(context, return_address=address))
    monkeypatch.setitem(registry.PROVIDERS, "tink", info)


@pytest.mark.parametrize("provider", STAND_INS)
def test_the_account_is_connected_synced_renewed_and_disconnected(tmp_path, monkeypatch, provider):
    with STAND_INS[provider](SystemClock()) as bank:
        if isinstance(bank, SandboxTink):
            move_return_address(bank, monkeypatch)
        session = new_vault(tmp_path)
        run = run_demo(session, bank, tmp_path, Job(), provider=provider)
        connection = session.read(load_connection)
        assert (connection.provider, connection.iban) == (provider, IBAN)
        assert run.report.merge.added > 30
        connect(session, connection.institution_id, announce=agree, choose_account=no_choice, job=Job())
        assert sync(session, Job()).merge.added == 0
        assert not disconnect(session, Job()).erasure.left
        session.close()
