"""No view shows a client or a supplier who was erased, but the books, which the law makes name them."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest

from microdesk_desktop import views
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.privacy.erase_supplier import erase_supplier
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.search.query import read_query
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import BIRD, GONE, KEPT, SOLD_ON, fill

SUPPLIER = "PASSEREAU"
NAMED_BY_LAW = ("microdesk_desktop.views.books.", "microdesk_desktop.views.exports.accountant.plan")
"""The books, their pages and the folder for the accountant."""
FEWEST = 80
"""Of the views that can be asked: a change of their names must not empty the test."""


@pytest.fixture
def session(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock(SOLD_ON))
    yield session
    session.close()


def _views() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function of the views that reads the vault, by its whole name."""
    for found in pkgutil.walk_packages(views.__path__, f"{views.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in sorted(vars(module).items()):
            is_own = inspect.isfunction(value) and value.__module__ == module.__name__
            if is_own and name.startswith("load_"):
                yield f"{module.__name__}.{name}", value


def _kind(annotation: Any) -> str:
    return str(getattr(annotation, "__name__", annotation))


def _asked(session, view: Callable[..., Any], values: Mapping[tuple[str, str], Any]) -> str | None:
    """What a view answers, as text; None for one that takes something else."""
    wanted = [
        (each.name, _kind(each.annotation))
        for each in inspect.signature(view).parameters.values()
        if each.default is each.empty
    ]
    if wanted[:1] != [("reader", "Reader")] or not values.keys() >= set(wanted[1:]):
        return None

    def read(reader: Any) -> str:
        found = view(reader, *(values[each] for each in wanted[1:]))
        return str(list(islice(found, 1000)) if inspect.isgenerator(found) else found)

    try:
        return session.read(read)
    except KnownError:
        return ""


def test_no_view_shows_who_was_erased(session, tmp_path):
    client_id = fill(session, tmp_path)
    expense = Expense(on=SOLD_ON, supplier=SUPPLIER, label=f"Graines {SUPPLIER}", amount_cents=900, category="Divers")
    expense_id = put_record(session, expense).id
    invoice = session.read(lambda reader: find_issued(reader, "F-2026-0001"))
    later = SOLD_ON + timedelta(60)
    ids = {"client_id": client_id, "document_id": invoice, "expense_id": expense_id, "record_id": client_id}
    ones = dict.fromkeys(("draft_id", "rule_id", "trip_id", "transaction_id", "voucher_id", "number"), 1)
    values = {
        **{(name, "date"): later for name in ("today", "day", "until", "due_on", "_")},
        **{(name, "int"): value for name, value in {**ids, **ones, "year": SOLD_ON.year, "limit": 99}.items()},
        ("now", "datetime"): session.clock.now(),
        ("span", "Span"): year_of(SOLD_ON),
        ("book", "Book"): Book.RECEIPTS,
        ("query", "Query"): read_query("Canari"),
        ("company", "Company"): session.read(load_company),
    }
    words = (GONE, KEPT, BIRD.name, SUPPLIER, "Inès Roussel")
    shown = [text for _, view in _views() if (text := _asked(session, view, values))]
    assert all(word in "".join(shown) for word in words), "they are seen before"
    erase_client(session, client_id, Job())
    erase_supplier(session, SUPPLIER, Job())
    asked = {name: text for name, view in _views() if (text := _asked(session, view, values)) is not None}
    assert len(asked) >= FEWEST
    leaks = [
        (name, word)
        for name, text in asked.items()
        for word in words
        if word in text and not name.startswith(NAMED_BY_LAW)
    ]
    assert leaks == []
