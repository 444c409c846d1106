"""The contract of a statement reader: what it is given, what it returns, and what it must never do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions


class StatementReader(Protocol):
    """Reads one statement file of one format.

    It is given the file as a `Source` (bytes, text, lines: each decoded only when asked for), a `Job`, and what is
    known of the file beforehand. It fills one `StatementBuilder` per account and returns what `build_statements` makes
    of them.

    It must:
    - reject a row that it cannot read with `StatementBuilder.reject_row`, and go on with the next one;
    - read amounts with `domain.money`, days with `domain.dates`, labels and account numbers with `banks.normalise`;
    - settle the decimal separator and the order of day and month once for the whole file;
    - call `job.checkpoint()` and `job.progress()` every few thousand rows, and refuse more of them with `check_size`;
    - take time in proportion to the file, whatever it holds, in calls that each read a bounded part of it: a call into
      C keeps the GIL, and the window stands still until it returns (`tests.attack.hostile_files` measures both).

    It must never:
    - guess an amount, a sign, a day or a currency: a row that has two readings is rejected;
    - lose the whole file for one bad row, or raise anything but Cancelled, FILE_UNREADABLE, FILE_TOO_LARGE,
      FILE_NOT_RECOGNISED, and what is known of one format: COLUMNS_MISSING, TABLE_IS_NO_STATEMENT, AMOUNT_SIGN_UNCLEAR
      (CSV), OFX_HAS_INVESTMENTS, OFX_HAS_NO_ACCOUNT (OFX, QIF);
    - resolve an external entity, write to the disk, or put the file's content in a log or an exception.
    """

    def __call__(self, source: Source, job: Job, options: ReadOptions = AS_FOUND, /) -> ParsedFile: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognises` decides from a file's first 4,096 characters, `read` reads the file."""

    recognises: Callable[[str], bool]
    read: StatementReader
