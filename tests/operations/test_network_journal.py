"""The journal of a real vault holds every request that left, whatever ended it: a lock, a kill, a journal in use."""

import threading
import time

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.server import Reply, Server
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.privacy.network.journal import load_events
from microdesk_desktop.views.privacy.network.journal import load_connections
from tests.attack.journal_kills import killed_run
from tests.support.bank import KEY, open_vault
from tests.support.disks import raises_known
from tests.support.vaults import new_vault, reopened


@pytest.fixture
def server():
    made = Server(lambda _: Reply(body={}))
    made.start()
    yield made
    made.stop()


def ask(session, server):
    return session.http.request("GET", server.url, purpose=Purpose.BANK_TOKEN, job=Job())


def test_a_request_that_a_lock_stops_is_in_the_journal_as_stopped(tmp_path, server):
    session = new_vault(tmp_path / "profile").session
    server.faults.add(faults.HANGING)
    ended = []

    def wait_in_vain():
        with pytest.raises(Cancelled):
            ask(session, server)
        ended.append(True)

    caller = threading.Thread(target=wait_in_vain)
    caller.start()
    while len(server.faults):
        time.sleep(0.001)
    session.close()
    caller.join(30)
    session = reopened(tmp_path / "profile")
    assert [(row.host, row.failure) for row in session.read(load_connections)] == [("127.0.0.1", "Arrêtée")]
    assert ended == [True]
    session.close()


def test_nothing_leaves_while_the_journal_cannot_be_written(tmp_path, server, clock):
    seen = []
    server.application = lambda request: (seen.append(request), Reply(body={}))[1]
    with open_vault(tmp_path, clock) as session:
        session.write(lambda writer: writer.one("PRAGMA busy_timeout = 10"))
        other = Database.open(tmp_path / "vault.db", KEY)

        def ask_in_vain(writer):
            with raises_known(ErrorCode.BUSY):
                ask(session, server)

        other.write(ask_in_vain)
        other.close()
        assert seen == []
        assert ask(session, server).status == 200
        assert [event.outcome for event in session.read(load_events)] == ["200"]


@pytest.mark.parametrize("seed", range(4))
def test_after_a_kill_the_journal_holds_at_least_what_the_server_received(tmp_path, seed):
    run = killed_run(tmp_path, seed)
    assert run.received > 0
    assert run.journalled >= run.received
    assert run.hosts == {"127.0.0.1"}
