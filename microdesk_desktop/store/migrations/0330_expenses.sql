-- Expenses: how each was paid, its VAT by rate, and what the user said of those that come again.

ALTER TABLE expense ADD COLUMN method TEXT
    CHECK (method IN ('transfer', 'card', 'cheque', 'cash', 'direct_debit', 'other'));
-- 1 where the label of the transaction that paid it says so, not the user: the method then goes with the payment
ALTER TABLE expense ADD COLUMN is_method_read INTEGER NOT NULL DEFAULT 0 CHECK (is_method_read IN (0, 1));
-- JSON: [kind, rate in hundredths of a percent, base in cents, tax in cents, 1 where it is deductible] of each part
ALTER TABLE expense ADD COLUMN vat TEXT NOT NULL DEFAULT '[]';

UPDATE expense SET is_method_read = 1, method = (
    SELECT method FROM payment WHERE target_id = expense.id AND method <> '' ORDER BY paid_on, id LIMIT 1
) WHERE id IN (SELECT target_id FROM payment WHERE method <> '');

CREATE TRIGGER expense_method_read AFTER INSERT ON payment WHEN NEW.method <> ''
BEGIN UPDATE expense SET method = NEW.method, is_method_read = 1 WHERE id = NEW.target_id AND method IS NULL; END;
CREATE TRIGGER expense_method_decided AFTER UPDATE OF method ON expense
WHEN NEW.method IS NOT OLD.method AND NEW.is_method_read = 1 AND OLD.is_method_read = 1
BEGIN UPDATE expense SET is_method_read = 0 WHERE id = NEW.id; END;
CREATE TRIGGER expense_method_released AFTER DELETE ON payment
BEGIN UPDATE expense SET method = NULL, is_method_read = 0 WHERE id = OLD.target_id AND is_method_read = 1
    AND NOT EXISTS (SELECT 1 FROM payment WHERE target_id = OLD.target_id); END;

-- What the user said of a series of like expenses, beside one of them.
CREATE TABLE expense_rhythm (
    id      INTEGER PRIMARY KEY REFERENCES expense (id) ON DELETE CASCADE,
    rhythm  TEXT NOT NULL CHECK (rhythm IN ('monthly', 'quarterly', 'yearly')),
    state   TEXT NOT NULL CHECK (state IN ('confirmed', 'muted', 'ended')),
    said_on TEXT NOT NULL
) STRICT;
