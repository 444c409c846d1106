-- What money in another currency was worth in euros on its day, as the user states it: what the books count.
-- rows euro_value: SELECT 0

CREATE TABLE euro_value (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    "on"        TEXT NOT NULL,
    -- all that was paid of the document on this day, in its currency and signed as on the account: for another sum,
    -- the value is not that of the money any longer
    cents       INTEGER NOT NULL CHECK (cents <> 0),
    euro_cents  INTEGER NOT NULL CHECK (euro_cents <> 0),
    PRIMARY KEY (document_id, "on")
) STRICT, WITHOUT ROWID;

CREATE TRIGGER euro_value_added_to_turnover AFTER INSERT ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (NEW."on", NEW.document_id); END;
CREATE TRIGGER euro_value_changed_in_turnover AFTER UPDATE ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD."on", OLD.document_id), (NEW."on", NEW.document_id); END;
CREATE TRIGGER euro_value_removed_from_turnover AFTER DELETE ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD."on", OLD.document_id); END;
