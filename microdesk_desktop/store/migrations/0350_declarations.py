"""What was declared, as it was declared, each bound to its seal; and the other duties that the user noted as done."""

import re
from typing import Any

_TABLES = """
-- Each row is kept: the figures of a period are those of its first row, the day on which it was declared its last.
CREATE TABLE declaration (
    sequence    INTEGER PRIMARY KEY REFERENCES seal (sequence),
    duty        TEXT NOT NULL CHECK (duty IN ('turnover', 'vat')),
    -- « 2026-T4 », « 2026-11 »
    period      TEXT NOT NULL,
    declared_on TEXT NOT NULL,
    -- JSON
    figures     TEXT NOT NULL
) STRICT;
CREATE INDEX declaration_by_period ON declaration (duty, period, sequence);
CREATE TRIGGER declaration_stays BEFORE UPDATE ON declaration
BEGIN SELECT raise(ABORT, 'what was declared is never changed'); END;
CREATE TRIGGER declaration_is_kept BEFORE DELETE ON declaration
BEGIN SELECT raise(ABORT, 'what was declared is never removed'); END;
CREATE TRIGGER declaration_figures_stay BEFORE INSERT ON declaration
WHEN EXISTS (SELECT 1 FROM declaration WHERE duty = NEW.duty AND period = NEW.period AND figures <> NEW.figures)
BEGIN SELECT raise(ABORT, 'figures that were declared stay as they were'); END;

CREATE TABLE noted_duty (
    duty    TEXT NOT NULL,
    -- « 2026-10 », « 2026 »
    name    TEXT NOT NULL,
    done_on TEXT NOT NULL,
    PRIMARY KEY (duty, name)
) STRICT, WITHOUT ROWID;
"""


def apply(writer: Any) -> None:
    """Add the tables, and let the chain hold declarations, whichever other kinds it has."""
    _allow_declarations(writer)
    writer.run_script(_TABLES)


def _allow_declarations(writer: Any) -> None:
    """Rebuild the table of seals with one more kind; its index, and all triggers that name it, stay as they were."""
    sql = writer.value("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'seal'")
    beside = writer.all(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND"
        " (type = 'trigger' AND sql LIKE '%seal%' OR type = 'index' AND tbl_name = 'seal')"
    )
    for kind, name, _ in beside:
        writer.run(f"DROP {kind} {name}")
    columns = ", ".join(name for (name,) in writer.all("SELECT name FROM pragma_table_info('seal')"))
    wider = re.sub(r"CHECK \(kind IN \((.+?)\)\)", r"CHECK (kind IN (\1, 'declaration'))", sql)
    renamed = re.sub(r'\ACREATE TABLE "?seal"?', "CREATE TABLE new_seal", wider)
    writer.run(renamed)
    writer.run(f"INSERT INTO new_seal ({columns}) SELECT {columns} FROM seal")
    writer.run("DROP TABLE seal")
    writer.run("ALTER TABLE new_seal RENAME TO seal")
    for _, _, statement in beside:
        writer.run(statement)
