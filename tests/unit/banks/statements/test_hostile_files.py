"""Files made to stop the program: every reader takes linear time, lets other threads run, and ends as it may.

`python -m tests.attack.hostile_files` does the same with files of many megabytes, and cancels them.
"""

import pytest

from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS
from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import MAX_ROWS
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import StatementFormat
from tests.attack.hostile_files import STANDSTILL_S, Cancelling
from tests.attack.shapes import CSV, FILES
from tests.support.measures.growth import growth
from tests.support.measures.standstill import Standstill, confirmed, watch

SIZE = 200_000
NOTICEABLE_S = 0.05
WORST_RATIO = 3.0
SHAPES = [(form, name) for form, shapes in FILES.items() for name in shapes]
REFUSALS = {ErrorCode.FILE_TOO_LARGE, ErrorCode.FILE_UNREADABLE, ErrorCode.FILE_NOT_RECOGNISED,
            ErrorCode.COLUMNS_MISSING, ErrorCode.AMOUNT_SIGN_UNCLEAR, ErrorCode.FILE_EMPTY,
            ErrorCode.OFX_HAS_NO_ACCOUNT, ErrorCode.ACCOUNT_UNCLEAR, ErrorCode.ARCHIVE_UNKNOWN}  # fmt: skip


def reading(form: str, data: bytes) -> Standstill:
    return watch(lambda: read_statement(data, format=form))


@pytest.mark.parametrize(("form", "name"), SHAPES)
def test_twice_the_file_takes_about_twice_the_time(form: str, name: str) -> None:
    shape = FILES[form][name]
    once, twice = reading(form, shape(SIZE)), reading(form, shape(2 * SIZE))
    for found in (once, twice):
        if found.error is not None:
            assert isinstance(found.error, KnownError), repr(found.error)
            assert found.error.code in REFUSALS
    if twice.total_s > WORST_RATIO * max(once.total_s, NOTICEABLE_S):
        ratio = growth(
            lambda: reading(form, shape(SIZE)).total_s,
            lambda: reading(form, shape(2 * SIZE)).total_s,
            noticeable_s=NOTICEABLE_S,
            worst=WORST_RATIO,
        )
        assert ratio <= WORST_RATIO
    longest = confirmed(twice, lambda: read_statement(shape(2 * SIZE), format=form), bound_s=STANDSTILL_S)
    assert longest.longest_s <= STANDSTILL_S, longest.place


@pytest.mark.parametrize("form", StatementFormat)
def test_a_reader_stops_at_the_next_checkpoint_once_the_user_cancels(form: str) -> None:
    data = FILES[form]["good rows"](10 * SIZE)
    checkpoints = Counting()
    read_statement(data, format=form, job=checkpoints)
    assert checkpoints.count >= 4
    for after in (0, 1, checkpoints.count // 2):
        job = Cancelling(after)
        with pytest.raises(Cancelled):
            read_statement(data, format=form, job=job)
        assert job.left == -1


class Counting(Job):
    """A job that counts its checkpoints."""

    count = 0

    def checkpoint(self) -> None:
        self.count += 1
        super().checkpoint()


@pytest.mark.parametrize("name", ["good rows", "different rows with a balance", "different rows with a state"])
def test_the_longest_table_that_is_read_holds_no_other_thread_up(name: str) -> None:
    lines = CSV[name](8_000_000).decode().splitlines(keepends=True)
    data = "".join(lines[: MAX_ROWS - 1]).encode()
    longest = confirmed(Standstill(longest_s=1), lambda: read_statement(data), bound_s=STANDSTILL_S)
    assert longest.error is None
    assert longest.longest_s <= STANDSTILL_S, longest.place


def test_a_table_that_repeats_its_header_more_often_than_a_file_has_accounts_is_refused() -> None:
    data = b"Date;Libelle;Montant\n20/11/2026;ACHAT;-1,00\n" * (MAX_ACCOUNTS + 2)
    with pytest.raises(KnownError) as raised:
        read_statement(data)
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE
