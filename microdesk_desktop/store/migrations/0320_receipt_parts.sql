-- What each receipt of money is made of, for the books: by activity and rate of VAT. The sums by day follow from it.

-- rows turnover_touched: SELECT count(*) FROM (SELECT paid_on FROM payment UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document)
-- rows turnover_sum: SELECT 0

CREATE TABLE receipt_part (
    "on"                 TEXT NOT NULL,
    -- where the money is recorded: a payment, a receipt, or a document that was paid on the day of its issue
    origin               TEXT NOT NULL CHECK (origin IN ('issue', 'payment', 'receipt')),
    origin_id            INTEGER NOT NULL,
    -- 0 for a receipt that pays no document of the vault
    document_id          INTEGER NOT NULL,
    -- empty where it is not known
    activity             TEXT NOT NULL,
    counts_for_franchise INTEGER NOT NULL CHECK (counts_for_franchise IN (0, 1)),
    -- of UNTDID 5305; empty where it is not known
    vat_category         TEXT NOT NULL,
    -- hundredths of a percent
    vat_rate_bp          INTEGER NOT NULL,
    currency             TEXT NOT NULL,
    -- turnover, its VAT and what was disbursed for the client, signed as on the account
    base_cents           INTEGER NOT NULL,
    tax_cents            INTEGER NOT NULL,
    disbursement_cents   INTEGER NOT NULL,
    PRIMARY KEY ("on", origin, origin_id, activity, counts_for_franchise, vat_category, vat_rate_bp)
) STRICT, WITHOUT ROWID;

-- What notes changes of payments stands aside: how they were paid is no change of them.
DROP TRIGGER payment_changed;
DROP TRIGGER payment_changed_in_turnover;

-- How it was paid, as far as the bank's label tells; kept when the bank is disconnected.
ALTER TABLE payment ADD COLUMN method TEXT NOT NULL DEFAULT '';
UPDATE payment SET method = coalesce((
    SELECT CASE
        WHEN label LIKE 'VIR %' OR label LIKE 'VIREMENT %' THEN 'transfer'
        WHEN label LIKE 'PRLV %' OR label LIKE 'PRELEVEMENT %' THEN 'direct_debit'
        WHEN label LIKE 'CB %' OR label LIKE 'CARTE %' OR label LIKE 'REMISE CB%' OR label LIKE 'REM CB%' THEN 'card'
        WHEN label LIKE 'CHEQUE %' OR label LIKE 'CHQ %' OR label LIKE 'REMISE CHEQUE%' OR label LIKE 'REM CHQ%'
            THEN 'cheque'
        WHEN label LIKE 'VERSEMENT ESP%' OR label LIKE 'DEPOT ESP%' THEN 'cash'
        ELSE '' END
    FROM attribution JOIN bank_transaction ON bank_transaction.id = transaction_id WHERE payment_id = payment.id
), '');

CREATE TRIGGER payment_changed AFTER UPDATE OF target_id, paid_on, amount_cents ON payment
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document WHERE document_id IN (OLD.target_id, NEW.target_id); END;
CREATE TRIGGER payment_changed_in_turnover AFTER UPDATE ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD.paid_on, OLD.target_id), (NEW.paid_on, NEW.target_id); END;

-- Every day is added up anew.
DELETE FROM turnover_sum;
DELETE FROM turnover_touched;
INSERT INTO turnover_touched SELECT "on", 0 FROM (
    SELECT paid_on AS "on" FROM payment UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document
);
