"""The validated lines of the legal books, their corrections, and two more kinds of seals: closings and removals."""

import re
from typing import Any

_TABLES = """
-- The validated lines, which nobody changes or removes; a correction is a line of its own.
CREATE TABLE book_entry (
    -- over both books, without gap
    number             INTEGER PRIMARY KEY CHECK (number > 0),
    book               TEXT NOT NULL CHECK (book IN ('purchases', 'receipts')),
    "on"               TEXT NOT NULL,
    -- the day of the money; for a correction, earlier than the line's
    paid_on            TEXT NOT NULL,
    -- -1 where a validated line is reversed: its amounts have the opposite sign
    sign               INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    is_correction      INTEGER NOT NULL CHECK (is_correction IN (0, 1)),
    reference          TEXT NOT NULL,
    document           TEXT NOT NULL,
    kind               TEXT NOT NULL CHECK (kind IN ('invoice', 'receipt', 'expense')),
    activity           TEXT NOT NULL,
    method             TEXT NOT NULL,
    currency           TEXT NOT NULL,
    amount_cents       INTEGER NOT NULL,
    disbursement_cents INTEGER NOT NULL,
    -- JSON: [category, rate in hundredths of a percent, base and tax in cents] of each part
    vat                TEXT NOT NULL,
    target_id          INTEGER NOT NULL,
    -- the last day on which the law keeps whom it names
    kept_until         TEXT NOT NULL,
    -- the SHA-256 of its row of book_person
    person             TEXT NOT NULL,
    -- the SHA-256 of all this and of the digest before
    digest             TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX book_entry_by_day ON book_entry (book, "on");
CREATE INDEX book_entry_by_day_paid ON book_entry (book, paid_on);
CREATE INDEX book_entry_by_keeping ON book_entry (kept_until, number, target_id);

-- What names a person in a line, apart, so that it can be removed once no law keeps it.
CREATE TABLE book_person (
    number INTEGER PRIMARY KEY REFERENCES book_entry (number),
    -- random: the digest tells nothing once the row is gone
    salt   TEXT NOT NULL,
    party  TEXT NOT NULL,
    nature TEXT NOT NULL
) STRICT;

-- What changed since in the money of validated days: lines to reverse, and lines to add, on the day of the change.
CREATE TABLE book_change (
    book       TEXT NOT NULL,
    paid_on    TEXT NOT NULL,
    sign       INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    -- JSON of what the line holds of its money
    facts      TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    copies     INTEGER NOT NULL CHECK (copies > 0),
    PRIMARY KEY (book, paid_on, sign, facts, changed_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX book_change_by_day ON book_change (book, changed_on);

-- Validated days whose purchases changed in the transaction that runs; empty between two.
CREATE TABLE book_touched (
    "on" TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
"""
_CLOSED = "(SELECT max(subject) FROM seal WHERE kind = 'book')"
_RECEIVED = (
    "INSERT OR IGNORE INTO book_touched SELECT spent_on FROM expense WHERE id = {row}.id AND spent_on <= " + _CLOSED
)
_TRIGGERS = f"""
CREATE TRIGGER book_entry_follows BEFORE INSERT ON book_entry
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM book_entry), 0)
BEGIN SELECT raise(ABORT, 'the line does not follow the last one'); END;
CREATE TRIGGER book_entry_stays BEFORE UPDATE ON book_entry
BEGIN SELECT raise(ABORT, 'a validated line is never changed'); END;
CREATE TRIGGER book_entry_is_kept BEFORE DELETE ON book_entry
BEGIN SELECT raise(ABORT, 'a validated line is never removed'); END;
CREATE TRIGGER book_person_stays BEFORE UPDATE ON book_person
BEGIN SELECT raise(ABORT, 'a validated line is never changed'); END;
CREATE TRIGGER book_person_is_kept BEFORE DELETE ON book_person
WHEN NOT EXISTS (
    SELECT 1 FROM seal JOIN json_each(seal.content, '$.numbers') AS listed ON listed.value = OLD.number
    JOIN book_entry ON book_entry.number = OLD.number
    WHERE seal.kind = 'book_purge' AND substr(seal.at, 1, 10) > book_entry.kept_until)
BEGIN SELECT raise(ABORT, 'the law still keeps whom the line names'); END;

CREATE TRIGGER expense_added_to_book AFTER INSERT ON expense WHEN NEW.spent_on <= {_CLOSED}
BEGIN INSERT OR IGNORE INTO book_touched VALUES (NEW.spent_on); END;
CREATE TRIGGER expense_removed_from_book AFTER DELETE ON expense WHEN OLD.spent_on <= {_CLOSED}
BEGIN INSERT OR IGNORE INTO book_touched VALUES (OLD.spent_on); END;
CREATE TRIGGER expense_changed_in_book AFTER UPDATE ON expense
BEGIN INSERT OR IGNORE INTO book_touched SELECT day.value FROM json_each(json_array(OLD.spent_on, NEW.spent_on)) AS day
    WHERE day.value <= {_CLOSED}; END;
CREATE TRIGGER received_added_to_book AFTER INSERT ON received_invoice BEGIN {_RECEIVED.format(row="NEW")}; END;
CREATE TRIGGER received_removed_from_book AFTER DELETE ON received_invoice BEGIN {_RECEIVED.format(row="OLD")}; END;
CREATE TRIGGER received_changed_in_book AFTER UPDATE ON received_invoice BEGIN {_RECEIVED.format(row="NEW")}; END;
"""


def apply(writer: Any) -> None:
    """Add the tables; let the chain hold two more kinds of seals, whichever others it has."""
    writer.run_script(_TABLES)
    _allow(writer, "book", "book_purge")
    writer.run_script(_TRIGGERS)


def _allow(writer: Any, *kinds: str) -> None:
    """Rebuild the table of seals with more kinds, and its index and every trigger that names it as they were."""
    sql = writer.value("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'seal'")
    beside = writer.all(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND (type = 'index' AND tbl_name = 'seal' OR type = 'trigger' AND (tbl_name = 'seal' OR sql LIKE '%seal%'))"
    )
    for name in (name for type_, name, _ in beside if type_ == "trigger"):
        writer.run(f"DROP TRIGGER {name}")
    columns = ", ".join(name for (name,) in writer.all("SELECT name FROM pragma_table_info('seal')"))
    more = ", ".join(f"'{kind}'" for kind in kinds)
    wider = re.sub(r"CHECK \(kind IN \((.+?)\)\)", rf"CHECK (kind IN (\1, {more}))", sql)
    writer.run(re.sub(r'\ACREATE TABLE "?seal"?', "CREATE TABLE new_seal", wider))
    writer.run(f"INSERT INTO new_seal ({columns}) SELECT {columns} FROM seal")
    writer.run("DROP TABLE seal")
    writer.run("ALTER TABLE new_seal RENAME TO seal")
    for _, _, statement in beside:
        writer.run(statement)
