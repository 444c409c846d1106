"""Clients who were erased, what the law keeps of them and until when, and the one way to remove a sealed content."""

import re
from typing import Any

_TABLES = """
-- Clients who asked to be erased; the ids stay, so that the erasure reaches every backup and is done once.
CREATE TABLE erased_client (
    client_id INTEGER PRIMARY KEY,
    asked_at  TEXT NOT NULL,
    -- absent until the rows are gone
    erased_at TEXT
) STRICT;

-- What stays of an erased client: documents and receipts, hidden until their last day.
CREATE TABLE kept_record (
    target_id  INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    client_id  INTEGER NOT NULL REFERENCES erased_client (client_id),
    rule       TEXT NOT NULL,
    kept_until TEXT NOT NULL,
    -- JSON of the texts that name the client and are no longer in the record; empty once they are removed
    archived   TEXT NOT NULL,
    purged_at  TEXT
) STRICT;
CREATE INDEX kept_record_by_day ON kept_record (kept_until) WHERE purged_at IS NULL;
"""
_PURGED = (
    "SELECT 1 FROM issued_document JOIN seal USING (sequence) JOIN seal AS purge"
    " ON purge.kind = 'purge' AND purge.subject = seal.subject WHERE document_id = OLD.{id}"
    " AND purge.content ->> 'digest' = seal.digest AND purge.content ->> 'remains' = seal.content"
)
_SETTLED = "'invoice', 'deposit', 'final', 'credit_note', 'corrective'"
_TRIGGERS = f"""
DROP TRIGGER issued_file_is_kept;
CREATE TRIGGER issued_file_is_kept BEFORE DELETE ON issued_file
WHEN NOT EXISTS ({_PURGED.format(id="document_id")})
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;

DROP TRIGGER document_stays;
CREATE TRIGGER document_stays BEFORE UPDATE OF id, number, type, client_id, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency, due_on ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_subject_stays BEFORE UPDATE OF subject ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
    AND NOT (NEW.subject = '' AND EXISTS ({_PURGED.format(id="id")}))
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;

-- The content alone may change, once, to what a purge of the chain states, after the last day that it states.
DROP TRIGGER seal_stays;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
WHEN (NEW.sequence, NEW.at, NEW.kind, NEW.subject, NEW.files, NEW.previous, NEW.digest)
    IS NOT (OLD.sequence, OLD.at, OLD.kind, OLD.subject, OLD.files, OLD.previous, OLD.digest)
  OR OLD.kind <> 'document'
  OR NOT EXISTS (
    SELECT 1 FROM seal AS purge WHERE purge.kind = 'purge' AND purge.subject = OLD.subject
        AND purge.content ->> 'sequence' = OLD.sequence AND purge.content ->> 'digest' = OLD.digest
        AND purge.content ->> 'remains' = NEW.content AND substr(purge.at, 1, 10) > purge.content ->> 'until'
        AND CASE purge.content ->> 'until' WHEN '' THEN NEW.content ->> '$.document.type' NOT IN ({_SETTLED})
            ELSE EXISTS (SELECT 1 FROM kept_record JOIN issued_document ON document_id = target_id
                WHERE sequence = OLD.sequence AND kept_until = purge.content ->> 'until') END)
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
"""


def apply(writer: Any) -> None:
    """Add the tables; let the chain hold purges, whichever other kinds it has, and sealed contents follow them."""
    writer.run_script(_TABLES)
    _allow_purges(writer)
    writer.run_script(_TRIGGERS)


def _allow_purges(writer: Any) -> None:
    """Rebuild the table of seals with one more kind, and its index and triggers as they were."""
    sql = writer.value("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'seal'")
    beside = [
        each
        for (each,) in writer.all(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'seal' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
    ]
    columns = ", ".join(name for (name,) in writer.all("SELECT name FROM pragma_table_info('seal')"))
    wider = re.sub(r"CHECK \(kind IN \((.+?)\)\)", r"CHECK (kind IN (\1, 'purge'))", sql)
    renamed = re.sub(r'\ACREATE TABLE "?seal"?', "CREATE TABLE new_seal", wider)
    writer.run(renamed)
    writer.run(f"INSERT INTO new_seal ({columns}) SELECT {columns} FROM seal")
    writer.run("DROP TABLE seal")
    writer.run("ALTER TABLE new_seal RENAME TO seal")
    for statement in beside:
        writer.run(statement)
