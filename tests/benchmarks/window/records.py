"""The lists of invoices, clients, receipts and expenses in the real window, beside plain SQL; CPU times in one process.

Each cost stands beside its floor, under the same name with `floor_` before it.
"""

from collections.abc import Mapping
from time import process_time, thread_time
from typing import Any

from PySide6.QtTest import QTest

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.text import fold
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.database import Reader
from tests.benchmarks.window.stage import Stage

# What each list shows of its rows, as the plainest reading of them brings it.
ROWS: Mapping[str, str] = {
    "invoices": (
        "SELECT document.id, number, type, client.name, issued_on, due_on, incl_tax_cents, paid_before_cents, currency,"
        " status, subject FROM document JOIN client ON client.id = client_id ORDER BY issued_on DESC, number DESC"
    ),
    "clients": (
        "SELECT client.id, name, city, email, kind, count(*), sum(incl_tax_cents - paid_before_cents)"
        " FROM client JOIN document ON client_id = client.id GROUP BY client.id ORDER BY name"
    ),
    "receipts": (
        "SELECT id, reference, received_on, client, label, amount_cents, method, invoice FROM receipt"
        " UNION ALL SELECT payment.id, number, paid_on, client.name, subject, amount_cents, '', '' FROM payment"
        " JOIN document ON document.id = target_id JOIN client ON client.id = client_id ORDER BY 3 DESC"
    ),
    "expenses": (
        "SELECT id, reference, spent_on, supplier, label, amount_cents, category FROM expense ORDER BY spent_on DESC"
    ),
}
# Letter by letter: what every row holds, what one row holds, and what none does.
WORDS = ("nu", "num", "00042", "zzz", "1 0")
REPEATS = 5


def measure_records(folder: str) -> dict[str, float]:
    """The costs of each list, by « open », « main » or « key » and the key of its page."""
    found: dict[str, float] = {}
    with Stage(folder) as stage:
        for key in ROWS:
            _open(stage, key)  # builds the page and imports its modules
            times = [_open(stage, key) for _ in range(REPEATS)]
            found[f"open_{key}"] = min(whole for whole, _ in times)
            found[f"main_{key}"] = min(main for _, main in times)
            found[f"floor_open_{key}"] = found[f"floor_main_{key}"] = min(_read(stage, key) for _ in range(REPEATS))
            strokes = sorted(_type(stage))
            found[f"key_{key}"] = strokes[int(len(strokes) * 0.95)]
            found[f"floor_key_{key}"] = min(_read(stage, key, word="NU") for _ in range(REPEATS))
    return found


def _open(stage: Stage, key: str) -> tuple[float, float]:
    """The seconds until the list is read anew and painted: of the process, and of the main thread alone."""
    stage.window.go_to("settings")
    stage.workspace.announce(Changes.LEDGER | Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS)
    stage.settle()
    started, main_started = process_time(), thread_time()
    stage.window.go_to(key)
    stage.settle()
    _page(stage).table.view.viewport().repaint()
    return process_time() - started, thread_time() - main_started


def _type(stage: Stage) -> list[float]:
    """The seconds of each key stroke in the search, painted."""
    field, view, times = _page(stage).card.search, _page(stage).table.view, []
    field.setFocus()
    for word in WORDS:
        for letter in word:
            started = process_time()
            QTest.keyClicks(field, letter)
            stage.settle()
            view.viewport().repaint()
            times.append(process_time() - started)
        field.clear()
        stage.settle()
    return times


def _read(stage: Stage, key: str, word: str = "") -> float:
    """The seconds in which plain SQL brings the rows; with a word, those that hold it are found and added up."""

    def read(reader: Reader) -> object:
        rows = reader.all(ROWS[key])
        if not word:
            return rows
        found = [row for row in rows if word in fold(" ".join(map(str, row)))]
        return len(found), sum(row[5] if isinstance(row[5], int) else 0 for row in found)

    started = process_time()
    stage.session.read(read)
    return process_time() - started


def _page(stage: Stage) -> ListPage[Any]:
    shell = stage.window.currentWidget()
    assert isinstance(shell, Shell)
    page = shell.current()
    assert isinstance(page, ListPage)
    return page
