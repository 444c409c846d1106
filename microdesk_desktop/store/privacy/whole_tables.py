"""Whole tables as rows of plain values: what an export writes, and what an import puts back."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.store.database import Reader, Writer

Row = tuple[Any, ...]
_DAYS = (
    "SELECT DISTINCT paid_on FROM payment UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document"
    ' UNION SELECT "on" FROM euro_value ORDER BY 1'
)


class ColumnType(StrEnum):
    """What the values of a column of a strict table are, where they are not absent."""

    INTEGER = "integer"
    REAL = "real"
    TEXT = "text"
    BLOB = "blob"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the type of its values."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with the columns that are wanted of it, in the order of the schema."""

    name: str
    columns: Sequence[Column]
    has_rowid: bool

    @property
    def has_files(self) -> bool:
        """Whether some of its values are contents of files."""
        return any(column.type is ColumnType.BLOB for column in self.columns)


def load_tables(reader: Reader, without: Collection[str]) -> Sequence[Table]:
    """The tables of the schema but for these, in the order of their names, each with all its columns."""
    rows = reader.all(
        "SELECT list.name, list.wr, info.name, info.type FROM pragma_table_list AS list"
        " JOIN pragma_table_info(list.name) AS info"
        " WHERE list.schema = 'main' AND list.type = 'table' AND list.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " ORDER BY list.name, info.cid"
    )
    columns: dict[str, list[Column]] = {}
    without_rowid = {name for name, is_without, *_ in rows if is_without}
    for table, _, name, type_ in rows:
        if table not in without:
            columns.setdefault(table, []).append(Column(name, ColumnType(type_.lower())))
    return [
        Table(name=name, columns=found, has_rowid=name not in without_rowid) for name, found in sorted(columns.items())
    ]


def count(reader: Reader, table: str) -> int:
    """How many rows the table has."""
    return int(reader.value(f'SELECT count(*) FROM "{table}"'))


def iterate_rows(reader: Reader, table: Table, most: int) -> Generator[list[Row], None, None]:
    """Every row, so many at a time, in the order in which rows that are put back are found again.

    Closed, it ends the query: a traceback may keep it for longer than the connection.
    """
    order = " ORDER BY rowid" if table.has_rowid else ""
    rows = reader.iterate(f'SELECT {_listed(table)} FROM "{table.name}"{order}')
    try:
        while chunk := list(islice(rows, most)):
            yield chunk
    finally:
        if isinstance(rows, Generator):
            rows.close()


def load_sequences(reader: Reader) -> Mapping[str, int]:
    """The highest id that each table has ever given, so that none is given twice."""
    return dict(reader.all("SELECT name, seq FROM sqlite_sequence ORDER BY name"))


def load_document_numbers(reader: Reader) -> Mapping[int, str]:
    """The number of each document by its id."""
    return dict(reader.all("SELECT id, number FROM document"))


def load_references(reader: Reader) -> Mapping[int, str]:
    """What names each target that has a voucher: a document's number, or a reference."""
    return dict(
        reader.all(
            "SELECT DISTINCT target_id, coalesce(number, expense.reference, receipt.reference, '') FROM voucher"
            " LEFT JOIN document ON document.id = target_id LEFT JOIN expense ON expense.id = target_id"
            " LEFT JOIN receipt ON receipt.id = target_id"
        )
    )


def load_last_seal(reader: Reader) -> tuple[int, str] | None:
    """The place and the digest at the end of the chain; None before the first seal."""
    row = reader.one("SELECT sequence, digest FROM seal ORDER BY sequence DESC LIMIT 1")
    return (row[0], row[1]) if row else None


def load_connected(reader: Reader) -> tuple[Sequence[str], Sequence[str]]:
    """The names of the banks and the addresses of the mailboxes that are connected."""
    banks = reader.all(
        "SELECT institution_name FROM bank_connection JOIN bank_account ON bank_account.id = bank_connection.account_id"
    )
    mailboxes = reader.all("SELECT address FROM mail_account ORDER BY address")
    return [name for (name,) in banks], [address for (address,) in mailboxes]


@contextmanager
def replacing(writer: Writer, tables: Sequence[str]) -> Iterator[None]:
    """Empty these tables, to be filled in any order by the block.

    Their triggers would refuse rows that stand for others, or derive some anew: they are removed meanwhile, and made
    again in their order. Raises ValueError where a reference leads nowhere afterwards.
    """
    writer.run("PRAGMA defer_foreign_keys = ON")
    triggers = writer.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    for name, _ in triggers:
        writer.run(f'DROP TRIGGER "{name}"')
    for table in tables:
        writer.run(f'DELETE FROM "{table}"')
    yield
    for _, sql in triggers:
        writer.run(sql)
    if writer.one("PRAGMA foreign_key_check") is not None:
        raise ValueError("a reference leads nowhere")


def insert_rows(writer: Writer, table: Table, rows: Iterable[Row]) -> int:
    """Insert whole rows; returns how many. Raises ValueError for values that the table does not take."""
    marks = ", ".join("?" * len(table.columns))
    insert = f'INSERT INTO "{table.name}" ({_listed(table)}) VALUES ({marks})'
    try:
        if not table.has_files:
            return writer.run_many(insert, rows)
        inserted = 0
        for row in rows:  # one in memory at a time
            writer.run(insert, row)
            inserted += 1
        return inserted
    except (sqlcipher.IntegrityError, OverflowError) as error:
        raise ValueError(f"{table.name} does not take these values") from error


def save_sequences(writer: Writer, sequences: Mapping[str, int]) -> None:
    """Let no table give an id that it gave before."""
    writer.run("DELETE FROM sqlite_sequence")
    writer.run_many("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", sequences.items())


def load_days_with_money(reader: Reader) -> Sequence[str]:
    """Every day on which anything was received or issued, in ISO form."""
    return [day for (day,) in reader.all(_DAYS)]


def touch_days(writer: Writer, days: Iterable[str]) -> None:
    """Have the turnover of these days computed anew."""
    writer.run_many("INSERT OR IGNORE INTO turnover_touched VALUES (?, 0)", ((day,) for day in days))


def _listed(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)
