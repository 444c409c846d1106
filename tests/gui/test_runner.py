"""The bridge between workers and the main thread."""

import queue
import threading
import time
import weakref
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.gui.runner import SLICE_S, Lane, Runner, Task, _serve

LONG_S = 60


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    assert made.shutdown(within_s=LONG_S)


def test_values_come_back_on_the_main_thread(runner, qtbot):
    threads = []

    def work(job):
        threads.append(threading.current_thread())
        return 3_000_000_000

    values = []
    runner.run(work, lane=Lane.READ, on_success=lambda value: values.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(values))
    assert values == [(3_000_000_000, threading.main_thread())]
    assert threads[0] is not threading.main_thread()


def test_known_errors_go_to_the_caller_and_bugs_to_the_program(runner, qtbot):
    known, failed = [], []
    runner.failed.connect(failed.append)

    def refuse(job):
        raise KnownError(ErrorCode.BUSY)

    def break_down(job):
        raise ZeroDivisionError

    runner.run(refuse, lane=Lane.READ, on_error=known.append)
    runner.run(break_down, lane=Lane.READ, on_error=known.append)
    qtbot.waitUntil(lambda: bool(known and failed))
    assert [error.code for error in known] == [ErrorCode.BUSY]
    assert [type(error) for error in failed] == [ZeroDivisionError]


def test_progress_is_coalesced_and_the_last_word_is_the_result(runner, qtbot):
    reports, values = [], []

    def work(job):
        for done in range(20_000):
            job.progress(done, 20_000, "step")
        return "end"

    runner.run(work, lane=Lane.NET, on_progress=lambda done, total, key: reports.append(done), on_success=values.append)
    qtbot.waitUntil(lambda: bool(values))
    assert values == ["end"]
    assert len(reports) < 2_000
    assert reports == sorted(reports)


def test_a_flood_of_results_leaves_the_main_thread_free(runner, qtbot):
    values, seen = [], [0]

    def take(value):
        time.sleep(0.0005)  # at least: a busy machine takes fewer in a slice
        values.append(value)

    turns = QObject()
    turns.timerEvent = lambda event: seen.append(len(values))
    turns.startTimer(0)
    for number in range(400):
        runner.run(lambda job, number=number: number, lane=Lane.READ, on_success=take)
    qtbot.waitUntil(lambda: len(values) == 400)
    longest = max(after - before for before, after in pairwise(seen))
    assert longest <= 2 * SLICE_S / 0.0005


def test_cancelled_work_ends_in_silence(runner, qtbot):
    started, delivered, ended = threading.Event(), [], []

    def work(job):
        started.set()
        job.wait(30)

    task = runner.run(
        work, lane=Lane.NET, on_success=delivered.append, on_error=delivered.append, on_end=lambda: ended.append(True)
    )
    assert started.wait(LONG_S)
    task.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert not delivered


def test_a_change_that_was_made_is_delivered_even_if_cancel_came_late(runner, qtbot):
    started, gate, delivered = threading.Event(), threading.Event(), []

    def work(job):
        started.set()
        gate.wait(LONG_S)
        return "written"

    task = runner.run(work, lane=Lane.WRITE, on_success=delivered.append)
    assert started.wait(LONG_S)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(delivered))
    assert delivered == ["written"]


def test_forgotten_work_calls_nothing_back(runner, qtbot):
    delivered = []
    old = runner.run(
        lambda job: "old", lane=Lane.READ, on_success=delivered.append, on_end=lambda: delivered.append("end")
    )
    old.forget()
    runner.run(lambda job: "new", lane=Lane.READ, on_success=delivered.append)
    qtbot.waitUntil(lambda: bool(delivered))
    assert delivered == ["new"]


def test_results_for_a_destroyed_page_are_dropped(runner, qtbot):
    owner, parent, gate, delivered = QObject(), QObject(), threading.Event(), []
    owner.setParent(parent)
    runner.run(lambda job: gate.wait(LONG_S), lane=Lane.WRITE, on_success=delivered.append, owner=owner)
    del parent
    gate.set()
    runner.run(lambda job: "after", lane=Lane.WRITE, on_success=delivered.append)
    qtbot.waitUntil(lambda: bool(delivered))
    assert delivered == ["after"]


def test_writes_keep_their_order(runner, qtbot):
    delivered = []
    for number in range(200):
        runner.run(lambda job, number=number: number, lane=Lane.WRITE, on_success=delivered.append)
    qtbot.waitUntil(lambda: len(delivered) == 200)
    assert delivered == list(range(200))


def test_shutdown_stops_live_work_in_time(qapp):
    runner = Runner()
    for _ in range(20):
        runner.run(lambda job: job.wait(2 * LONG_S), lane=Lane.NET)
    before = time.monotonic()
    assert runner.shutdown(within_s=LONG_S / 2)
    assert time.monotonic() - before < LONG_S


def test_cancel_all_reports_when_everything_has_ended(runner, qtbot):
    ended = []
    runner.run(lambda job: job.wait(60), lane=Lane.NET)
    runner.cancel_all(then=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    runner.cancel_all(then=lambda: ended.append(True))
    assert len(ended) == 2


def test_no_progress_is_shown_once_the_work_is_cancelled(runner, qtbot):
    gate, reports, ended = threading.Event(), [], []

    def work(job):
        job.progress(1, 2, "before")
        gate.wait(LONG_S)
        job.progress(2, 2, "after")

    task = runner.run(
        work,
        lane=Lane.NET,
        on_progress=lambda done, total, step: reports.append(step),
        on_end=lambda: ended.append(True),
    )
    qtbot.waitUntil(lambda: bool(reports))
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert reports == ["before"]


def test_renewed_threads_end_and_new_ones_take_over(runner, qtbot):
    for _ in range(10):
        former = thread_at_work(runner, qtbot)
        runner.renew_threads(*Lane)
        assert thread_at_work(runner, qtbot) is not former
        former.join(LONG_S)
        assert not former.is_alive()


def thread_at_work(runner, qtbot):
    """The thread that runs a task."""
    threads = []
    runner.run(lambda _: threading.current_thread(), lane=Lane.WRITE, on_success=threads.append)
    qtbot.waitUntil(lambda: bool(threads))
    return threads[0]


def test_a_task_that_ended_keeps_neither_its_arguments_nor_the_frames_of_a_known_error(runner, qtbot):
    class Secret:
        """What a worker was given."""

    secret, errors = Secret(), []
    kept = weakref.ref(secret)

    def refuse(given):
        raise KnownError(ErrorCode.WRONG_PASSPHRASE) from ValueError()

    task = runner.run(lambda _, given=secret: refuse(given), lane=Lane.READ, on_error=errors.append)
    del secret
    qtbot.waitUntil(lambda: bool(errors))
    assert task.error is errors[0]
    assert kept() is None


def test_what_a_callback_holds_is_destroyed_on_the_main_thread():
    """Though the worker lets go of the task after it was delivered: it could be the last reference to a widget."""

    class Held:
        def take(self, value):
            """The last reference to this object is the callback."""

        def __del__(self):
            destroyed.append(threading.current_thread())

    destroyed, posted, delivered = [], queue.SimpleQueue(), threading.Event()

    def post(task, is_end):
        posted.put(task)
        assert delivered.wait(LONG_S)

    work = queue.SimpleQueue()
    worker = threading.Thread(target=_serve, args=(work,))
    worker.start()
    work.put(Task(fn=lambda _: None, post=post, on_success=Held().take))
    posted.get(timeout=LONG_S).deliver_end(pytest.fail)
    delivered.set()
    work.put(None)
    worker.join(LONG_S)
    assert destroyed == [threading.main_thread()]


@pytest.mark.parametrize("ends_in_time", [True, False], ids=["ended and not delivered", "under way"])
def test_a_shutdown_keeps_neither_results_nor_pages(ends_in_time, qapp):
    """Though the page keeps the task: a signal's connection may keep both where no garbage collector sees it."""

    class Page:
        def show(self, rows):
            """Never called: the window is closed."""

    class Rows(list):
        """A list that can be watched."""

    runner, page, started, answer, rows = Runner(), Page(), threading.Event(), threading.Event(), []

    def read(job):
        started.set()
        answer.wait(LONG_S)
        found = Rows()
        rows.append(weakref.ref(found))
        return found

    if ends_in_time:
        answer.set()
    others = set(threading.enumerate())
    task = runner.run(read, lane=Lane.READ, on_success=page.show)
    threads = set(threading.enumerate()) - others
    assert started.wait(LONG_S)
    assert runner.shutdown(within_s=LONG_S if ends_in_time else 0) is ends_in_time
    answer.set()
    for thread in threads:
        thread.join(LONG_S)
    shown = weakref.ref(page)
    del page
    assert (shown(), rows[0](), task.value) == (None, None, None)
    assert runner.is_idle


def test_work_that_outlives_the_shutdown_finds_nobody_and_ends(qapp):
    """As a keyring that does not answer, while the window closes."""
    runner, answer = Runner(), threading.Event()
    others = set(threading.enumerate())
    runner.run(lambda _: answer.wait(LONG_S), lane=Lane.READ, on_success=lambda _: None)
    threads = set(threading.enumerate()) - others
    assert not runner.shutdown(within_s=0)
    delete(runner)
    answer.set()
    for thread in threads:
        thread.join(LONG_S)
        assert not thread.is_alive()


def test_a_bug_in_a_callback_does_not_keep_what_waits_for_the_end_of_all_work(runner, qtbot):
    """What waits closes the vault: it must come, whatever a page does with its result."""
    ended = []
    with qtbot.captureExceptions() as bugs:
        runner.run(lambda _: 1, lane=Lane.READ, on_end=lambda: 1 / 0)
        runner.cancel_all(then=lambda: ended.append(True))
        qtbot.waitUntil(lambda: bool(ended))
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]


def test_quick_work_is_carried_out_though_everything_is_cancelled(runner, qtbot):
    gate, done, ended = threading.Event(), [], []
    runner.run(lambda _: gate.wait(LONG_S), lane=Lane.WRITE)
    quick = runner.run(lambda _: done.append("quick"), lane=Lane.WRITE, on_end=lambda: ended.append(1), is_quick=True)
    runner.run(lambda _: done.append("other"), lane=Lane.WRITE)
    quick.forget()
    runner.cancel_all(then=lambda: ended.append("all"))
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert done == ["quick"]
    assert ended == ["all"], "nothing is called back"
