-- Write-offs of issued documents as facts of the chain, like payments: recorded, and reversed where one is taken back.

-- rows payment_touched: SELECT count(*) FROM (SELECT document_id FROM payment_touched UNION SELECT document_id FROM write_off JOIN issued_document USING (document_id))

CREATE TABLE new_seal (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('document', 'closing', 'reprint', 'payment', 'write_off')),
    subject  TEXT NOT NULL,
    content  TEXT NOT NULL,
    -- the SHA-256 of each file by its name, as a JSON object
    files    TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest   TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO new_seal SELECT sequence, at, kind, subject, content, files, previous, digest FROM seal;
DROP TABLE seal;
ALTER TABLE new_seal RENAME TO seal;
CREATE INDEX seal_by_subject ON seal (kind, subject);
CREATE TRIGGER seal_follows BEFORE INSERT ON seal
WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM seal), 0)
  OR NEW.previous <> coalesce((SELECT digest FROM seal ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT raise(ABORT, 'the seal does not follow the last one'); END;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal BEGIN SELECT raise(ABORT, 'a seal is never removed'); END;

CREATE TABLE new_payment_fact (
    sequence    INTEGER PRIMARY KEY REFERENCES seal (sequence),
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    -- that of its seal
    kind        TEXT NOT NULL CHECK (kind IN ('payment', 'write_off')),
    -- -1 where a payment or a write-off is taken back
    sign        INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    -- the day of the payment, or that on which the write-off was decided
    paid_on     TEXT NOT NULL,
    -- signed as on the account; of a write-off with the sign of the document's total
    cents       INTEGER NOT NULL,
    -- of a receipt; empty for a transaction and a write-off
    method      TEXT NOT NULL
) STRICT;
INSERT INTO new_payment_fact SELECT sequence, document_id, 'payment', sign, paid_on, cents, method FROM payment_fact;
DROP TABLE payment_fact;
ALTER TABLE new_payment_fact RENAME TO payment_fact;
CREATE INDEX payment_fact_by_document ON payment_fact (document_id);
CREATE TRIGGER payment_fact_stays BEFORE UPDATE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never changed'); END;
CREATE TRIGGER payment_fact_is_kept BEFORE DELETE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never removed'); END;

CREATE TRIGGER write_off_added AFTER INSERT ON write_off
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = NEW.document_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (NEW.document_id); END;
CREATE TRIGGER write_off_removed AFTER DELETE ON write_off
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.document_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (OLD.document_id); END;
CREATE TRIGGER write_off_changed AFTER UPDATE ON write_off
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document WHERE document_id IN (OLD.document_id, NEW.document_id); END;
INSERT OR IGNORE INTO payment_touched SELECT document_id FROM write_off JOIN issued_document USING (document_id);
