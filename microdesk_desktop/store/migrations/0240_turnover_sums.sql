-- The turnover of each day, added up: so that the ceilings are held against it without reading every payment.

-- rows turnover_touched: SELECT count(*) FROM (SELECT paid_on FROM payment UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document)

CREATE TABLE turnover_sum (
    "on"                 TEXT NOT NULL,
    currency             TEXT NOT NULL,
    -- empty where it is not known
    activity             TEXT NOT NULL,
    counts_for_franchise INTEGER NOT NULL CHECK (counts_for_franchise IN (0, 1)),
    -- 0 for receipts that pay no document of the vault
    has_document         INTEGER NOT NULL CHECK (has_document IN (0, 1)),
    -- without VAT and disbursements, signed as on the account
    cents                INTEGER NOT NULL CHECK (cents <> 0),
    PRIMARY KEY ("on", currency, activity, counts_for_franchise, has_document)
) STRICT, WITHOUT ROWID;

-- Days whose sums have to be computed anew in the transaction that runs; empty between two.
CREATE TABLE turnover_touched (
    "on"        TEXT NOT NULL,
    -- of a document whose other days have to be computed too; 0 for none
    document_id INTEGER NOT NULL,
    PRIMARY KEY ("on", document_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX bank_transaction_pending ON bank_transaction (status, booked_on) WHERE state = 'pending';
CREATE INDEX payment_by_day ON payment (paid_on, target_id, amount_cents);
CREATE INDEX receipt_by_day ON receipt (received_on);
CREATE INDEX document_paid_before_by_day ON document (issued_on) WHERE paid_before_cents <> 0;

-- One payment changes how the later ones of its document divide, unless every part of it is turnover of one activity.
CREATE TRIGGER payment_added_to_turnover AFTER INSERT ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT NEW.paid_on, coalesce((SELECT id FROM document
    WHERE id = NEW.target_id AND (tax_cents <> 0 OR id IN (SELECT document_id FROM issued_document))), 0); END;
CREATE TRIGGER payment_removed_from_turnover AFTER DELETE ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.paid_on, coalesce((SELECT id FROM document
    WHERE id = OLD.target_id AND (tax_cents <> 0 OR id IN (SELECT document_id FROM issued_document))), 0); END;
CREATE TRIGGER payment_changed_in_turnover AFTER UPDATE ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD.paid_on, OLD.target_id), (NEW.paid_on, NEW.target_id); END;

CREATE TRIGGER receipt_added_to_turnover AFTER INSERT ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT NEW.received_on, coalesce((SELECT id FROM document WHERE number = NEW.invoice AND NEW.invoice <> ''), 0); END;
CREATE TRIGGER receipt_removed_from_turnover AFTER DELETE ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT OLD.received_on, coalesce((SELECT id FROM document WHERE number = OLD.invoice AND OLD.invoice <> ''), 0); END;
CREATE TRIGGER receipt_changed_in_turnover AFTER UPDATE ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT OLD.received_on, coalesce((SELECT id FROM document WHERE number = OLD.invoice AND OLD.invoice <> ''), 0)
    UNION ALL
    SELECT NEW.received_on, coalesce((SELECT id FROM document WHERE number = NEW.invoice AND NEW.invoice <> ''), 0); END;

-- The receipts that named a document before its number changed, or that name none any longer, count by themselves.
CREATE TRIGGER document_added_to_turnover AFTER INSERT ON document
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (NEW.issued_on, NEW.id); END;
CREATE TRIGGER document_removed_from_turnover AFTER DELETE ON document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.issued_on, OLD.id
    UNION ALL SELECT received_on, 0 FROM receipt WHERE invoice <> '' AND invoice = OLD.number; END;
CREATE TRIGGER document_changed_in_turnover AFTER UPDATE OF id, number, type, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency ON document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.issued_on, OLD.id UNION ALL SELECT NEW.issued_on, NEW.id
    UNION ALL SELECT received_on, 0 FROM receipt WHERE invoice <> '' AND invoice IN (OLD.number, NEW.number); END;
CREATE TRIGGER issue_added_to_turnover AFTER INSERT ON issued_document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT issued_on, id FROM document WHERE id = NEW.document_id; END;

INSERT INTO turnover_touched SELECT "on", 0 FROM (
    SELECT paid_on AS "on" FROM payment UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document
);
