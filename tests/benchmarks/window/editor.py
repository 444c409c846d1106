"""Key strokes in the editor of the real window, from the key to the painted page, beside the bare compile of the page.

The processor time of the window and of the process that sets pages count together. The time on the clock is kept
beside it, with the load of the machine, without which it has no meaning.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import cycle
from time import perf_counter, process_time

from PySide6.QtTest import QTest

from microdesk_desktop.documents.render.page import Look
from microdesk_desktop.documents.render.typeset import typesetter
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.issue import prepare_draft
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.editor.page import EditorPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.benchmarks.measures.timing import cpu_seconds, worker_seconds
from tests.benchmarks.window.stage import Stage
from tests.benchmarks.window.sync import beside_a_busy_thread, silences
from tests.support.documents.issuing import COMPANY, drafted

STROKES, WARMING = 40, 3


def measure_editor(folder: str, lines: int) -> Mapping[str, float]:
    """The 95th percentile of the seconds of a key stroke and of its floor, and the 99th of the main thread's silences.

    `clock` is the 95th percentile of a stroke on the clock, `load` the load of the machine in the last minute.
    """
    with Stage(folder) as stage:
        put_company(stage.session, COMPANY)
        stage.session.press.use_own_process()
        draft_id = drafted(
            stage.session, lines=[{"label": f"Vacation {each}", "unit_price": "62.50"} for each in range(lines)]
        )
        page = _opened(stage, draft_id, lines)
        keys = cycle("abcdefghij")
        for _ in range(WARMING):
            _stroke(stage, page, next(keys))
        floor, cost, clock = [], [], []
        for _ in range(STROKES):
            floor.append(_bare(stage.session, draft_id))
            seconds, on_clock = _stroke(stage, page, next(keys))
            cost.append(seconds)
            clock.append(on_clock)
        quiet = silences(lambda: beside_a_busy_thread(stage, seconds=1.0))
        typing = silences(lambda: _type(stage, page, keys))
        return {
            "key": _share(cost, 0.95),
            "floor_key": _share(floor, 0.95),
            "clock": _share(clock, 0.95),
            "load": os.getloadavg()[0],
            "silent": _share(typing, 0.99),
            "silent_longest": max(typing),
            "floor_silent": _share(quiet, 0.99),
        }


def _opened(stage: Stage, draft_id: int, lines: int) -> EditorPage:
    shell = stage.window.currentWidget()
    assert isinstance(shell, Shell)
    shell.navigate("editor", draft_id)
    stage.settle()
    page = shell.current()
    assert isinstance(page, EditorPage)
    page.lines.open_line(lines - 1)
    stage.settle()
    return page


def _bare(session: Session, draft_id: int) -> float:
    """The processor seconds of setting the draft as it is kept, by the library alone."""
    page = session.read(
        lambda reader: prepare_draft(reader, require_draft(reader, draft_id), session.clock.today())
    ).page
    typesetter().forget()
    return cpu_seconds(lambda: typesetter().svg(page, Look()))


def _stroke(stage: Stage, page: EditorPage, key: str) -> tuple[float, float]:
    """The seconds from a key stroke to its pages on the screen: of the processor, and on the clock."""
    before, started, on_clock = page.state, _seconds(stage.session), perf_counter()
    QTest.keyClicks(page.lines.editor.label, key)
    stage.wait(lambda: page.state is not before and page.pages.is_current)
    page.pages.viewport().repaint()
    found = _seconds(stage.session) - started, perf_counter() - on_clock
    stage.settle()
    return found


def _type(stage: Stage, page: EditorPage, keys: Iterator[str]) -> None:
    for _ in range(STROKES):
        _stroke(stage, page, next(keys))


def _seconds(session: Session) -> float:
    """The processor time of this process and of the one that sets pages."""
    return process_time() + worker_seconds(session)


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]
