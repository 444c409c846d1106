"""Lists of documents and books of receipts of one invoice leave the same vault in whatever order they are imported."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.documents.imports.reader import read_records
from microdesk_desktop.domain.imports.plans import Footprint
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports import records
from microdesk_desktop.operations.records.plan import apply_plan
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.imports.journal import ImportEntry, save_import
from microdesk_desktop.store.records.documents import load_documents, load_settled
from microdesk_desktop.store.records.receipts_expenses import load_records
from tests.support.clock import FakeClock

ISSUED = date(2026, 1, 5)
APART = 11
"""Days between two payments: nearer ones of a list and a book may be the same one."""
Paid = tuple[date, int]
File = tuple[ImportKind, str]


def listed(paid: Sequence[Paid], total: int) -> File:
    """The list of documents on the day of the last of these payments."""
    cents = sum(each for _, each in paid)
    day = paid[-1][0].isoformat() if paid else ""
    head = "number,type,issue_date,client,total_incl_tax,paid,paid_on\n"
    return ImportKind.DOCUMENTS, f"{head}F-1,invoice,{ISSUED},Nova,{money(total)},{money(cents)},{day}\n"


def booked(paid: Sequence[Paid]) -> File:
    """A book of receipts with these payments."""
    lines = "".join(f"{on},Nova,Site,{money(cents)},transfer,F-1\n" for on, cents in paid)
    return ImportKind.RECEIPTS, f"date,client,label,amount,method,invoice\n{lines}"


def money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def state_after(database: Database, files: Sequence[File]):
    """What the vault holds of the invoice once these files were imported into an empty one."""
    for table in ("imported_change", "imported_rows", "imported_file", "target", "client"):
        database.write(lambda writer, table=table: writer.run(f"DELETE FROM {table}"))
    for kind, text in files:
        database.write(lambda writer, kind=kind, text=text: imported(writer, kind, text))
    return database.read(shown)


def imported(writer, kind, text):
    footprint = Footprint()
    plan = records.plan(writer, read_records(kind, text.encode()))
    assert RowOutcome.REFUSED not in {row.outcome for row in plan.rows}
    apply_plan(writer, plan, footprint)
    counts = {RowOutcome.ADDED: len(plan.rows)}
    entry = ImportEntry(name="x", kind=kind, source="", digest=text, imported_at=FakeClock().now(), counts=counts)
    save_import(writer, entry, footprint)


def shown(reader):
    receipts = [each for _, each in load_records(reader, Receipt)]
    documents = dict(load_documents(reader))
    settled = load_settled(reader)
    return (
        sorted((each.on, each.amount_cents, each.client, each.label, each.method.value) for each in receipts),
        [(each.number, each.paid_cents, settled[id_]) for id_, each in documents.items()],
    )


def test_a_dated_payment_of_a_list_is_what_the_lines_of_the_book_make_of_it(database):
    first, second = (date(2026, 2, 1), 4_000), (date(2026, 3, 1), 6_000)
    files = [listed([first, second], 10_000), booked([first, second])]
    wanted = ([(on, cents, "Nova", "Site", "transfer") for on, cents in (first, second)], [("F-1", 0, 10_000)])
    for order in permutations(files):
        assert state_after(database, order) == wanted


def test_what_the_book_does_not_hold_stays_with_the_day_of_the_list(database):
    first, second = (date(2026, 2, 1), 4_000), (date(2026, 3, 1), 6_000)
    for order in permutations([listed([first, second], 12_000), booked([first])]):
        receipts, documents = state_after(database, order)
        assert [each[:2] for each in receipts] == [first, second]
        assert documents == [("F-1", 0, 10_000)]


def test_a_line_is_a_part_of_what_a_list_stated_before_it_is_an_equal_payment_of_another_month(database):
    paid = [(date(2026, 1, 16), 3_000), (date(2026, 1, 27), 3_000), (date(2026, 2, 7), 3_000)]
    files = [booked(paid[2:]), listed(paid[:2], 9_000), booked(paid[:1])]
    states = [state_after(database, order) for order in permutations(files)]
    assert [each[:2] for each in states[0][0]] == paid
    assert all(state == states[0] for state in states)


payments = st.lists(st.integers(1, 4).map(lambda tens: tens * 1_000), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=payments, left=st.sampled_from([0, 5_000]), data=st.data())
def test_the_order_of_the_files_changes_nothing(database, amounts, left, data):
    paid = [(ISSUED + timedelta(days=APART * at), cents) for at, cents in enumerate(amounts, 1)]
    total = sum(amounts) + left
    books = [booked([each for each in paid if data.draw(st.booleans())]) for _ in range(2)]
    lists = [listed(paid[: data.draw(st.integers(0, len(paid)))], total) for _ in range(2)]
    files = [*books, *lists]
    states = [state_after(database, order) for order in permutations(files)]
    assert all(state == states[0] for state in states)
