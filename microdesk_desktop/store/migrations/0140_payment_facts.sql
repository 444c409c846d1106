-- Payments of issued documents as facts of the chain: recorded, and reversed where one is taken back.
-- rows payment_touched: SELECT count(*) FROM issued_document

CREATE TABLE new_seal (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('document', 'closing', 'reprint', 'payment')),
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

CREATE TABLE payment_fact (
    sequence    INTEGER PRIMARY KEY REFERENCES seal (sequence),
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    -- -1 where a payment is taken back
    sign        INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    paid_on     TEXT NOT NULL,
    -- signed as on the account
    cents       INTEGER NOT NULL,
    -- of a receipt; empty for a transaction
    method      TEXT NOT NULL
) STRICT;
CREATE INDEX payment_fact_by_document ON payment_fact (document_id);
CREATE TRIGGER payment_fact_stays BEFORE UPDATE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never changed'); END;
CREATE TRIGGER payment_fact_is_kept BEFORE DELETE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never removed'); END;

-- Documents whose payments changed in the transaction that runs; empty between two.
CREATE TABLE payment_touched (
    document_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER payment_added AFTER INSERT ON payment
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = NEW.target_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (NEW.target_id); END;
CREATE TRIGGER payment_removed AFTER DELETE ON payment
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.target_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (OLD.target_id); END;
CREATE TRIGGER payment_changed AFTER UPDATE ON payment
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document WHERE document_id IN (OLD.target_id, NEW.target_id); END;
CREATE TRIGGER receipt_added AFTER INSERT ON receipt WHEN NEW.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id WHERE number = NEW.invoice; END;
CREATE TRIGGER receipt_removed AFTER DELETE ON receipt WHEN OLD.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id WHERE number = OLD.invoice; END;
CREATE TRIGGER receipt_changed AFTER UPDATE ON receipt WHEN OLD.invoice <> '' OR NEW.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id
    WHERE number IN (OLD.invoice, NEW.invoice); END;
CREATE TRIGGER issued_with_receipts AFTER INSERT ON issued_document
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document.id FROM document JOIN receipt ON receipt.invoice = document.number
    WHERE document.id = NEW.document_id; END;
INSERT INTO payment_touched SELECT document_id FROM issued_document;
