"""Whatever every column of every exported table holds comes back as it was, and no secret leaves the vault."""

import re
from base64 import b64encode
from itertools import cycle

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.retention import Rule
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.documents.look import Template
from microdesk_desktop.domain.privacy.consents import ConsentWay, Subject
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from microdesk_desktop.operations.privacy.archive.kinds import is_written
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.privacy.whole_tables import ColumnType
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.archives import exported
from tests.support.clock import FakeClock
from tests.support.erasures import SOLD_ON
from tests.support.vaults import PASSPHRASE, new_vault

SEALED = {"declaration", "payment_fact", "issued_reference", "write_off", "euro_value"}
"""What stands in the chain, or changes what does: the operations of the vault write it."""
CODES = (
    *(Activity, Book, Category, ConsentWay, DateOrder, DutyKind, Method),
    *(Rule, State, Status, Subject, TargetKind, Template),
)
ABSENT = {"supplier_id"}
"""Of two columns that exclude one another, the one without a value."""
TEXTS = ("", "é « ’ » 文 🐦", 'a;"b"\nc\r\n', "=cmd|'x'!A1", "-1", "\t", "\0 zero", "</script>", "'", "\u2028", "[]")
SAMPLES = (
    *(SOLD_ON.isoformat(), "2026-11-21T09:00:00+00:00", "0" * 64, "0ca0", "EUR", "#1f6f5c", "https://bank.example", ""),
    *("[]", "{}", '{"form":"plain"}', '["receipts","","","","","EUR",1,0,"[]"]'),
    '{"fields":{},"header_line":null,"sign":null,"decimal":null,"date_order":null,"fixed":{}}',
    *(member.value for kind in CODES for member in kind),
)
"""One value at least of each kind that takes no other text."""
NUMBERS = (2, 3, 2**31, 2**53 + 1, 2**63 - 1)


def filled(writer, texts, numbers):
    """A row in each exported table that is empty, with these values wherever any may stand."""
    writer.one("PRAGMA defer_foreign_keys = ON")
    for table in exported_tables(writer):
        if table.name in SEALED or writer.one(f'SELECT 1 FROM "{table.name}"'):
            continue
        sql = writer.value("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,))
        keys = {name: (other, key) for name, other, key in writer.all(
            f"SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list('{table.name}')"
        )}  # fmt: skip
        values = [value_of(writer, table, column, sql, keys, texts, numbers) for column in table.columns]
        marks = ", ".join("?" * len(values))
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        writer.run(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', values)
    for touched in ("turnover_touched", "payment_touched", "book_touched"):
        writer.run(f"DELETE FROM {touched}")


def value_of(writer, table, column, sql, keys, texts, numbers):
    allowed = re.search(rf"\b{column.name}\"? [^,]*?CHECK \(\"?{column.name}\"? IN \('([^']*)'", sql, re.DOTALL)
    if column.name in ABSENT:
        return None
    if column.name in keys:
        other, key = keys[column.name]
        return writer.value(f'SELECT coalesce(min("{key}"), 1) FROM "{other}"')
    if allowed:
        return allowed[1]
    match column.type:
        case ColumnType.BLOB:
            return b"%PDF-" + next(texts).encode()
        case ColumnType.REAL:
            return next(numbers) / 7
        case ColumnType.INTEGER:
            number = 1 if "CHECK" in sql or column.name == "id" else next(numbers)
            return number if is_written(table.name, column, number) else 1
    tried = (*(f"x{next(texts)}" for _ in TEXTS), *SAMPLES)
    return next(text for text in tried if is_written(table.name, column, text))


def test_every_column_comes_back_as_it_was(session, tmp_path):
    exported(session, tmp_path / "base")
    filling = new_vault(tmp_path / "filled", clock=FakeClock(SOLD_ON)).session
    base = import_everything(filling, tmp_path / "base", Job())
    filling.database.write(lambda writer: filled(writer, cycle(TEXTS), cycle(NUMBERS)))
    empty = {name for name, rows in filling.read(count_rows).items() if not rows and name in base.counts}

    report = exported(filling, tmp_path / "export")
    other = new_vault(tmp_path / "other", clock=FakeClock(SOLD_ON)).session
    import_everything(other, tmp_path / "export", Job())

    assert empty <= SEALED
    assert exported(other, tmp_path / "again").digest == report.digest
    filling.close()
    other.close()


def test_no_secret_leaves_the_vault(session, tmp_path):
    secrets = ["jeton-de-la-banque-4711", "mot-de-passe-de-la-boite-4712"]
    for name, value in zip(("gocardless.token", "mail.abcdef0123456789"), secrets, strict=True):
        session.tokens.put(name, value)
    key = open_with_passphrase(session.header.current, PASSPHRASE)
    exported(session, tmp_path / "export")

    found = b"".join(path.read_bytes() for path in (tmp_path / "export").rglob("*") if path.is_file())

    for secret in (*(each.encode() for each in secrets), PASSPHRASE.encode(), key, key.hex().encode(), b64encode(key)):
        assert secret not in found
