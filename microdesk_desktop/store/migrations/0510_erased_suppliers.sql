-- A supplier is erased as a client is: what the law keeps stays apart until its last day.
-- rows kept_record: SELECT count(*) FROM kept_record

CREATE TABLE erased_supplier (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    -- as in the expenses; empty once the rows are gone from the vault and its backups
    name      TEXT NOT NULL,
    asked_at  TEXT NOT NULL,
    -- absent until the rows are gone
    erased_at TEXT
) STRICT;

-- It names the table that is made anew.
DROP TRIGGER seal_stays;
CREATE TABLE kept_record_new (
    target_id   INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    -- of whom it is: one of the two at least
    client_id   INTEGER REFERENCES erased_client (client_id),
    supplier_id INTEGER REFERENCES erased_supplier (id),
    rule        TEXT NOT NULL,
    kept_until  TEXT NOT NULL,
    -- JSON of the texts that name them and are no longer in the record; empty once they are removed
    archived    TEXT NOT NULL,
    purged_at   TEXT,
    CHECK (client_id IS NOT NULL OR supplier_id IS NOT NULL)
) STRICT;
INSERT INTO kept_record_new (target_id, client_id, rule, kept_until, archived, purged_at)
    SELECT target_id, client_id, rule, kept_until, archived, purged_at FROM kept_record;
DROP TABLE kept_record;
ALTER TABLE kept_record_new RENAME TO kept_record;
CREATE INDEX kept_record_by_day ON kept_record (kept_until) WHERE purged_at IS NULL;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
WHEN (NEW.sequence, NEW.at, NEW.kind, NEW.subject, NEW.files, NEW.previous, NEW.digest)
    IS NOT (OLD.sequence, OLD.at, OLD.kind, OLD.subject, OLD.files, OLD.previous, OLD.digest)
  OR OLD.kind <> 'document'
  OR NOT EXISTS (
    SELECT 1 FROM seal AS purge WHERE purge.kind = 'purge' AND purge.subject = OLD.subject
        AND purge.content ->> 'sequence' = OLD.sequence AND purge.content ->> 'digest' = OLD.digest
        AND purge.content ->> 'remains' = NEW.content AND substr(purge.at, 1, 10) > purge.content ->> 'until'
        AND CASE purge.content ->> 'until' WHEN '' THEN NEW.content ->> '$.document.type' NOT IN ('invoice', 'deposit', 'final', 'credit_note', 'corrective')
            ELSE EXISTS (SELECT 1 FROM kept_record JOIN issued_document ON document_id = target_id
                WHERE sequence = OLD.sequence AND kept_until = purge.content ->> 'until') END)
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
