"""How long a statement of 100,000 rows takes, against inserting the same rows raw into SQLCipher in the same run."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import keep_one
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Database, Writer
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import Times, compared, cpu_seconds
from tests.support.vaults import new_vault

ROWS = 100_000
REPEATS = 5
# What each cost in the first version, of November 2026, on a quiet machine: it may not become slower.
BOUNDS = {"csv": 2.266, "csv again": 2.492, "camt": 3.649, "camt again": 3.346}
FLOOR = "a raw insert of the same rows"
_LABELS = (
    "CB CARREFOUR MARKET {n} BORDEAUX",
    "VIR SEPA RECU /DE CLIENT {n} /MOTIF F-2026-{n}",
    "PRLV SEPA FREE MOBILE {n}",
    "VIR INST SOCIETE GARONNE {n}",
    "CB SNCF CONNECT {n} PARIS",
)


def measure() -> list[Figure]:
    """Each import's time as a multiple of the raw insert's."""
    rows = [_row(position) for position in range(ROWS)]
    turns = [_turn(rows) for _ in range(REPEATS)]
    return [
        compared(
            f"import of 100,000 rows, {name}",
            FLOOR,
            bound,
            (Times([turn["raw"] for turn in turns]), Times([turn[name] for turn in turns])),
        )
        for name, bound in BOUNDS.items()
    ]


def _turn(rows: Sequence[BankRow]) -> Mapping[str, float]:
    """The seconds of the floor and of every import, once each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        seconds = {"raw": cpu_seconds(partial(_insert_raw, place / "raw.db", rows))}
        for name, write in (("csv", _write_csv), ("camt", _write_camt)):
            seconds[name], seconds[f"{name} again"] = _import_twice(place, name, write, rows)
        return seconds


def _row(position: int) -> BankRow:
    label = _LABELS[position % len(_LABELS)].format(n=position)
    cents = position * 37 % 500_000 - 250_000
    return BankRow(None, date(2020, 1, 1) + timedelta(days=position // 50), cents, "EUR", label)


def _insert_raw(path: Path, rows: Sequence[BankRow]) -> None:
    def insert(writer: Writer) -> None:
        writer.run(
            "CREATE TABLE raw (id INTEGER PRIMARY KEY, identifier TEXT, booked_on TEXT, amount_cents INTEGER,"
            " currency TEXT, label TEXT, state TEXT) STRICT"
        )
        writer.run_many(
            "INSERT INTO raw (identifier, booked_on, amount_cents, currency, label, state) VALUES (?, ?, ?, ?, ?, ?)",
            ((row[0], row.on.isoformat(), *row[2:5], row.state.value) for row in rows),
        )

    database = Database.create(path, os.urandom(32))
    database.write(insert)
    database.close()


def _import_twice(
    place: Path, name: str, write: Callable[[Path, Sequence[BankRow]], None], rows: Sequence[BankRow]
) -> tuple[float, float]:
    path = place / f"statement.{name}"
    write(path, rows)
    session = new_vault(place / name).session
    times = (cpu_seconds(lambda: _import(session, path, ROWS)), cpu_seconds(lambda: _import(session, path, 0)))
    session.close()
    return times


def _import(session: Session, path: Path, expected: int) -> None:
    """The whole import of a file, its entry in the journal included, without the attribution that follows it."""
    (draft,) = open_files(session, [path], Job(), kind=ImportKind.STATEMENT)
    added = keep_one(session, draft, Job()).merge.added
    assert added == expected, f"{added} rows added instead of {expected}"


def _write_csv(path: Path, rows: Sequence[BankRow]) -> None:
    lines = (f"{row.on:%d/%m/%Y};{row.label};{_comma(row.amount_cents)};EUR" for row in rows)
    path.write_text("\n".join(("Date;Libellé;Montant;Devise", *lines)), encoding="utf-8")


def _comma(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"


def _write_camt(path: Path, rows: Sequence[BankRow]) -> None:
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{abs(row.amount_cents) // 100}.{abs(row.amount_cents) % 100:02}</Amt>'
        f"<CdtDbtInd>{'DBIT' if row.amount_cents < 0 else 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts>"
        f"<BookgDt><Dt>{row.on}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>{row.label}</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
        for row in rows
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>{entries}"
        "</Stmt></BkToCstmrStmt></Document>",
        encoding="utf-8",
    )
