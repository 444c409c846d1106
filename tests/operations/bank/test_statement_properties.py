"""What holds for statements of every format: nothing doubled, nothing lost, whatever the order and the cut."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.store.database import Database
from tests.support.imports.statement_files import WRITERS, WrittenRow
from tests.support.imports.statements import Statements, csv_with_balance, ofx, revolut

START = date(2026, 3, 2)
PAYMENTS = ((-250, "CB CAFE DES ARTS"), (-250, "PEAGE A6"), (-1200, "CB CAFE DES ARTS"), (-9900, "PRLV SALLE DE SPORT"),
            (4000, "VIR RECU DUPONT"), (5500, "VIR RECU DUPONT"))  # fmt: skip
Rows = Sequence[WrittenRow]


def line(row: WrittenRow) -> tuple[str, str, str]:
    sign = "-" if row.cents < 0 else ""
    return row.on.isoformat(), f"{sign}{abs(row.cents) // 100}.{abs(row.cents) % 100:02}", row.label


def write(format_: str, rows: Rows) -> str:
    return WRITERS[format_](rows).data.decode()


row = st.builds(
    lambda day, payment: WrittenRow(START + timedelta(days=day), *payment), st.integers(0, 6), st.sampled_from(PAYMENTS)
)
by_day = st.lists(row, min_size=1, max_size=14).map(lambda rows: sorted(rows, key=lambda each: each.on))
each_format = pytest.mark.parametrize("format_", WRITERS)
quickly = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def vault(tmp_path):
    database = Database.create(tmp_path / "vault.db", bytes(32))
    yield Statements(database)
    database.close()


def emptied(vault):
    for table in ("bank_possible_double", "bank_other_facts", "bank_transaction", "bank_account"):
        vault.database.write(lambda writer, table=table: writer.run(f"DELETE FROM {table}"))
    return vault


def stored(vault) -> Counter:
    return Counter((day, cents, label) for _, day, cents, label in vault.rows())


def wanted(rows: Rows) -> Counter:
    return Counter((each.on.isoformat(), each.cents, each.label) for each in rows)


@each_format
@quickly
@given(rows=by_day)
def test_the_same_file_again_adds_nothing(vault, format_, rows):
    emptied(vault)
    assert (vault.add(write(format_, rows)), vault.add(write(format_, rows))) == (len(rows), 0)


@each_format
@quickly
@given(rows=by_day, data=st.data())
def test_the_order_of_the_rows_changes_nothing(vault, format_, rows, data):
    emptied(vault)
    vault.add(write(format_, data.draw(st.permutations(rows))))
    assert stored(vault) == wanted(rows)
    assert vault.add(write(format_, data.draw(st.permutations(rows)))) == 0


@each_format
@quickly
@given(rows=by_day, days=st.tuples(st.integers(0, 6), st.integers(0, 6)), is_later_first=st.booleans())
def test_two_files_that_overlap_add_up_to_the_whole(vault, format_, rows, days, is_later_first):
    emptied(vault)
    first, last = (START + timedelta(days=day) for day in sorted(days))
    halves = [[each for each in rows if each.on <= last], [each for each in rows if each.on >= first]]
    for half in reversed(halves) if is_later_first else halves:
        if half:
            vault.add(write(format_, half), next((account.id for account in vault.accounts), "new"))
    assert stored(vault) == wanted(rows)


def with_identifiers(whole: Rows, start: int, end: int) -> str:
    rows = whole[start:end]
    return ofx(*map(line, rows), ids=[f"20260301-{start + rank:06}-KX" for rank in range(len(rows))])


def with_balances(whole: Rows, start: int, end: int) -> str:
    opening = 100_000 + sum(each.cents for each in whole[:start])
    return csv_with_balance(f"{opening // 100}.{opening % 100:02}", *map(line, whole[start:end]))


def with_times(whole: Rows, start: int, end: int) -> str:
    times = [f"{8 + rank // 60:02}:{rank % 60:02}:07" for rank in range(start, end)]
    return revolut(*[(*line(each), time) for each, time in zip(whole[start:end], times, strict=True)])


spending = st.lists(row.filter(lambda each: each.cents < 0), min_size=4, max_size=14).map(
    lambda rows: sorted(rows, key=lambda each: each.on)
)


@pytest.mark.parametrize("write_part", [with_identifiers, with_balances, with_times])
@quickly
@given(rows=spending, cuts=st.tuples(st.integers(1, 13), st.integers(1, 13)), is_later_first=st.booleans())
def test_equal_rows_of_a_day_stay_two_wherever_the_files_are_cut(vault, write_part, rows, cuts, is_later_first):
    emptied(vault)
    first, last = sorted(min(cut, len(rows) - 1) for cut in cuts)
    parts = [write_part(rows, 0, last + 1), write_part(rows, min(first, last - 1), len(rows))]
    for text in reversed(parts) if is_later_first else parts:
        vault.add(text, next((account.id for account in vault.accounts), "new"))
    assert stored(vault) == wanted(rows)


@quickly
@given(one=by_day, other=by_day, is_other_first=st.booleans())
def test_a_file_of_two_accounts_is_its_two_halves(vault, one, other, is_other_first):
    emptied(vault)
    halves = [ofx(*map(line, one), account="11110000001"), ofx(*map(line, other), account="22220000002")]
    for half in reversed(halves) if is_other_first else halves:
        vault.add(half)
    body = [half[half.index("<STMTTRNRS>") : half.index("</BANKMSGSRSV1>")] for half in halves]
    whole = halves[0].replace(body[0], "".join(body))
    assert vault.add(whole) == 0
    by_account = {account.number: account.id for account in vault.accounts}
    for number, rows in (("11110000001", one), ("22220000002", other)):
        account_id = by_account[number]
        assert Counter(each[1:] for each in vault.rows() if each[0] == account_id) == wanted(rows)
