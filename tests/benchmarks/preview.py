"""How long a spreadsheet of 50,000 rows takes until its preview stands, against reading its cells raw in the same run.

Both count the CPU time of the processes that they start: a workbook is read in one of its own.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import Times, compared, cpu_seconds
from tests.support.imports.workbooks import Cell, xlsx
from tests.support.vaults import new_vault

ROWS = 50_000
REPEATS = 3
FLOOR = "reading the same cells raw"
# A preview stands within two seconds: 17.5 times the floor on the quiet machine where these were set, in November 2026.
# Statements took 7.1 and 9.0 there, expenses 15.2.
BOUNDS = {"statement": 10.0, "statement again": 12.0, "expenses": 17.5}


def measure() -> list[Figure]:
    """Each preview's time as a multiple of the raw reading's."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        statement, expenses = place / "statement.xlsx", place / "expenses.xlsx"
        statement.write_bytes(xlsx({"Relevé": [("Date", "Libellé", "Montant"), *map(_transaction, range(ROWS))]}))
        expenses.write_bytes(
            xlsx({"Dépenses": [("Date", "Fournisseur", "Libellé", "Montant TTC"), *map(_expense, range(ROWS))]})
        )
        session = new_vault(place / "profile").session
        works = {
            "statement": partial(_preview, session, statement, ImportKind.STATEMENT, ROWS),
            "expenses": partial(_preview, session, expenses, ImportKind.EXPENSES, ROWS),
        }
        figures = [_figure(name, statement, work) for name, work in works.items()]
        keep(session, open_files(session, [statement], Job(), kind=ImportKind.STATEMENT), Job())
        again = partial(_preview, session, statement, ImportKind.STATEMENT, 0)
        figures.insert(1, _figure("statement again", statement, again))
        session.close()
    return figures


def _figure(name: str, path: Path, work: Callable[[], object]) -> Figure:
    turns = [(_seconds(partial(_read_raw, path)), _seconds(work)) for _ in range(REPEATS)]
    floor, cost = zip(*turns, strict=True)
    return compared(f"preview of 50,000 rows, {name}", FLOOR, BOUNDS[name], (Times(floor), Times(cost)))


def _seconds(act: Callable[[], object]) -> float:
    """The CPU time of one call, with that of the processes that it started."""
    before = _of_children()
    return cpu_seconds(act) + _of_children() - before


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _read_raw(path: Path) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _preview(session: Session, path: Path, kind: ImportKind, added: int) -> None:
    (draft,) = open_files(session, [path], Job(), kind=kind)
    shown = preview(session, draft, Job())
    assert len(shown.rows) == ROWS
    assert shown.brings == added, f"{shown.brings} rows would be added instead of {added}"


def _transaction(position: int) -> tuple[Cell, ...]:
    cents = position * 37 % 500_000 - 250_000 or 1
    return date(2020, 1, 1) + timedelta(days=position // 50), f"CB CARREFOUR MARKET {position}", cents / 100


def _expense(position: int) -> tuple[Cell, ...]:
    day = date(2020, 1, 1) + timedelta(days=position // 50)
    return day, f"Fournisseur {position % 700}", f"Achat {position}", (position % 90_000 + 1) / 100
