"""Work under way while the shell around it is built anew, closed or locked: nothing is lost, nothing happens twice."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from microdesk_desktop.app import build_window
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.workspace import ERROR_KEY, EVERYTHING, Controller
from microdesk_desktop.operations.bank.sync import RETRY_AFTER
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.shell.window import SIZE
from microdesk_desktop.views.messages.errors import error_text
from tests.support.bank import connect_to
from tests.support.gui import LONG_MS, button, drop, held, settled, unlocked
from tests.support.vaults import new_vault

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "releve.csv"
    path.write_text("Date;Libellé;Montant\n20/11/2026;CB PAPETERIE DU COIN;-12,50\n", encoding="utf-8")
    return path


@pytest.fixture
def connected(qapp, qtbot, tmp_path, clock, bank):
    """A window that is not open yet, and the session of a vault connected to the sandbox bank, never synced."""
    made = new_vault(tmp_path / "connected", clock=clock)
    connect_to(made.session, bank)
    window = build_window(qapp, made.session.profile, language="fr", clock=clock)
    window.resize(SIZE)  # larger than the offscreen screen
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window, made.session
    window.close()
    set_language("fr")


def count(session, table):
    return session.read(lambda reader: reader.value(f"SELECT count(*) FROM {table}"))


def transaction_requests(session):
    """How many times the bank was asked for its transactions."""
    return session.read(
        lambda reader: reader.value("SELECT count(*) FROM network_event WHERE purpose = 'bank.transactions'")
    )


def listed(window, qtbot):
    """How many rows the Bank page in sight lists, at rest."""
    window.go_to("bank")
    settled(window, qtbot)
    return window.currentWidget().current().transactions.table.model.rowCount()


def shown(window):
    """The messages that the shell in sight shows, by key."""
    shell = window.currentWidget()
    return {banner.key: shell.banners.text_of(banner.key) for banner in window.workspace.notices.banners}


def switch_language(window, statement):
    window.set_language("en")


def switch_theme(window, statement):
    window.theme.set_mode(Mode.DARK)


def leave_page(window, statement):
    window.go_to("clients")


def test_messages_and_countdown_are_in_the_language_of_the_new_shell(window, shell, qtbot):
    error = KnownError(ErrorCode.OFFLINE)
    window.workspace.report(error)
    french = shown(window)[ERROR_KEY]
    window.set_language("en")
    assert shown(window)[ERROR_KEY] == error_text(error) != french
    assert [each for each in window.currentWidget().sidebar.findChildren(QLabel) if "Locks in 15" in each.text()]


@pytest.mark.parametrize("interrupt", [switch_language, switch_theme, leave_page])
def test_an_import_under_way_lands_once(window, shell, qtbot, statement, interrupt):
    window.go_to("bank")
    drop(shell, statement)
    settled(window, qtbot)
    with held(window, Lane.WRITE):
        shell.current().keep()
        interrupt(window, statement)
    settled(window, qtbot)
    assert count(window.workspace.session, "bank_transaction") == 1
    assert window.workspace.controller(ImportController).result is not None
    assert listed(window, qtbot) == 1


def test_a_change_made_before_or_during_the_switch_can_be_undone_after_it(window, shell, qtbot):
    session = window.workspace.session
    add(window, "Avant")
    settled(window, qtbot)
    with held(window, Lane.WRITE):
        add(window, "Pendant")
        window.set_language("en")
    settled(window, qtbot)
    assert count(session, "client") == 2
    for left in (1, 0):
        qtbot.keyClick(window.currentWidget(), Qt.Key.Key_Z, CONTROL)
        settled(window, qtbot)
        assert count(session, "client") == left
    qtbot.keyClick(window.currentWidget(), Qt.Key.Key_Z, CONTROL)
    settled(window, qtbot)
    assert count(session, "client") == 0


def add(window, name):
    window.workspace.perform(lambda session: put_client(session, Client(name=name)), message=lambda: name)


def stop_button(window):
    """The button of the one banner of work under way."""
    (working,) = [each.key for each in window.workspace.notices.banners if each.progress is not None]
    return button(window.currentWidget().banners, f"{working}.action")


def test_progress_goes_on_in_the_new_shell_and_can_be_stopped_there(window, shell, qtbot):
    ended = []
    window.workspace.work(lambda session, job: job.wait(60), progress="Travail…", on_end=lambda: ended.append(True))
    qtbot.waitUntil(lambda: "Travail…" in shown(window).values())
    window.set_language("en")
    assert "Travail…" in shown(window).values()
    stop_button(window).click()
    settled(window, qtbot)
    assert ended
    assert shown(window) == {}


def test_a_sync_under_way_stays_the_only_one_and_its_end_is_shown(connected, qtbot):
    window, session = connected
    with held(window, Lane.NET):
        window.show_vault(session)
        qtbot.waitUntil(lambda: window.workspace.controller(SyncController).is_syncing)
        window.set_language("en")
        window.go_to("bank")
        qtbot.waitUntil(lambda: button(window.currentWidget().current(), "sync") is not None)
        button(window.currentWidget().current(), "sync").click()
    settled(window, qtbot)
    assert transaction_requests(session) == 1
    assert window.workspace.notices.current_toast.text.startswith("3 transactions")
    assert listed(window, qtbot) == 3


def test_two_syncs_asked_for_at_once_are_one(connected, qtbot):
    window, session = connected
    window.show_vault(session)
    settled(window, qtbot)
    before = transaction_requests(session)
    window.workspace.controller(SyncController).sync()
    window.workspace.controller(SyncController).sync()
    settled(window, qtbot)
    assert transaction_requests(session) == before + 1


def test_an_automatic_sync_that_the_user_stops_does_not_start_again_at_once(connected, qtbot, clock):
    window, session = connected
    with held(window, Lane.NET):
        window.show_vault(session)
        qtbot.waitUntil(lambda: bool(window.workspace.notices.banners))
        stop_button(window).click()
    settled(window, qtbot)
    assert transaction_requests(session) == 0
    clock.advance(seconds=RETRY_AFTER.total_seconds())
    window.workspace.announce(Changes.CONNECTION)
    settled(window, qtbot)
    assert transaction_requests(session) == 1


def test_a_change_is_announced_even_if_who_asked_is_gone(window, shell, qtbot):
    settled(window, qtbot)
    asked, owner, heard = [], QObject(), []
    window.workspace.changed.connect(heard.append)
    with held(window, Lane.WRITE):
        window.workspace.perform(
            lambda session: put_client(session, Client(name="Brun")),
            owner=owner,
            message=lambda: "Client ajouté.",
            on_success=asked.append,
        )
        delete(owner)
    settled(window, qtbot)
    assert len(heard) == 1
    assert heard[0] & Changes.CLIENTS
    assert not asked
    assert window.workspace.notices.current_toast.text == "Client ajouté."


@pytest.mark.parametrize("fault", [KnownError(ErrorCode.DISK_FULL), None])
def test_work_that_stops_half_way_makes_every_page_read_again(window, shell, qtbot, fault):
    settled(window, qtbot)
    heard = []
    window.workspace.changed.connect(heard.append)

    def change_then_stop(session, job):
        put_client(session, Client(name="Brun"))
        if fault is not None:
            raise fault
        job.cancel()
        job.checkpoint()

    window.workspace.work(change_then_stop)
    settled(window, qtbot)
    assert heard == [EVERYTHING]


class Ticker(Controller):
    """Counts as fast as it can."""

    def __init__(self, workspace):
        super().__init__(workspace)
        self.ticks = []
        timer = QTimer(self)
        timer.timeout.connect(lambda ticks=self.ticks: ticks.append(True))
        timer.start(0)


def test_locking_stops_work_and_timers_and_keeps_no_trace_of_the_session(window, qtbot):
    unlocked(window, qtbot)
    started, landed, session = threading.Event(), [], weakref.ref(window.workspace.session)
    ticks = window.workspace.controller(Ticker).ticks

    def work(_, job):
        started.set()
        job.wait(60)

    add(window, "Brun")
    window.workspace.work(work, progress="Travail…", on_success=landed.append, on_end=lambda: landed.append("end"))
    qtbot.waitUntil(lambda: started.is_set() and bool(ticks))
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    ticks.clear()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and session() is None)
    assert not ticks
    assert not landed


def test_a_change_that_was_asked_for_is_made_though_the_vault_is_locked_at_once(window, shell, qtbot):
    with held(window, Lane.WRITE):
        add(window, "Rousseau")
        window.lock()
    qtbot.waitUntil(lambda: window.runner.is_idle, timeout=LONG_MS)
    unlocked(window, qtbot)
    assert count(window.workspace.session, "client") == 1


def test_a_former_reading_that_ends_last_shows_nothing(window, shell, qtbot):
    """Two workers read: what was read before a change must not take the place of what was read after it."""
    started, gate, shown = threading.Event(), threading.Event(), []

    def slow(reader):
        started.set()
        gate.wait(30)
        return "before"

    readings = Readings(window.workspace, shell)
    readings.load("badges", slow, shown.append)
    assert started.wait(30)
    readings.load("badges", lambda reader: "after", shown.append)
    readings.load("company", lambda reader: "company", shown.append)
    qtbot.waitUntil(lambda: len(shown) == 2)
    gate.set()
    settled(window, qtbot)
    assert sorted(shown) == ["after", "company"]


def test_what_a_page_still_asks_for_while_the_vault_is_locked_is_dropped(window, shell, qtbot):
    workspace, came = window.workspace, []
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
        workspace.load(lambda reader: reader.value("SELECT 1"), owner=shell, on_success=came.append)
        workspace.work(lambda session, job: None, progress="Travail…", on_end=lambda: came.append("end"))
    qtbot.waitUntil(lambda: window.runner.is_idle, timeout=LONG_MS)
    assert came == []
