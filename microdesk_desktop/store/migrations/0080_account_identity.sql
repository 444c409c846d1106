-- The spellings by which statement files have named an account beside its IBAN and number, each with the format of the
-- file, as JSON: a masked number, or words.
ALTER TABLE bank_account ADD COLUMN names TEXT NOT NULL DEFAULT '[]';

-- absent until a file of the account proves in which order its dates are written
ALTER TABLE bank_account ADD COLUMN date_order TEXT;

-- Two stored transactions that may be one payment: the user decides. `is_kept`: the user decided that they are two.
CREATE TABLE bank_possible_double (
    newer_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    older_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    is_kept  INTEGER NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1)),
    PRIMARY KEY (newer_id, older_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_possible_double_by_older ON bank_possible_double (older_id);

-- Other facts with which files give a stored transaction, so that none of them adds it again: those that it had before
-- the bank completed them, those of another format, and (`is_merged`) those of a double that the user merged with it.
CREATE TABLE bank_other_facts (
    id             INTEGER PRIMARY KEY,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    booked_on      TEXT NOT NULL,
    amount_cents   INTEGER NOT NULL,
    currency       TEXT NOT NULL,
    label          TEXT NOT NULL,
    state          TEXT NOT NULL,
    source         TEXT NOT NULL,
    is_merged      INTEGER NOT NULL DEFAULT 0 CHECK (is_merged IN (0, 1)),
    -- absent when the bank gives none that may be trusted
    identifier     TEXT
) STRICT;
CREATE INDEX bank_other_facts_by_transaction ON bank_other_facts (transaction_id);
