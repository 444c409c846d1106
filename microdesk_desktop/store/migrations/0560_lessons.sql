-- Rules take a band of amounts and may rest. A decision of the user's keeps its moment, from which the engine learns.

CREATE TABLE new_rule (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    words       TEXT NOT NULL CHECK (words <> ''),
    direction   INTEGER NOT NULL CHECK (direction IN (-1, 0, 1)),
    action      TEXT NOT NULL CHECK (action IN ('ignore', 'expense', 'receipt', 'party')),
    party_name  TEXT NOT NULL,
    category    TEXT NOT NULL,
    label       TEXT NOT NULL,
    -- absent unless the party is a client
    client_id   INTEGER REFERENCES client (id) ON DELETE CASCADE,
    -- the least and the most that the rule takes, without sign; absent where there is no such bound
    least_cents INTEGER CHECK (least_cents >= 0),
    most_cents  INTEGER CHECK (most_cents >= 0),
    -- 1 while the user has it rest
    is_paused   INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
    CHECK (least_cents <= most_cents)
) STRICT;
INSERT INTO new_rule (id, name, words, direction, action, party_name, category, label, client_id, least_cents, most_cents)
    SELECT id, name, words, direction, action, party_name, category, label, client_id,
        abs(amount_cents), abs(amount_cents) FROM rule;
DELETE FROM sqlite_sequence WHERE name = 'new_rule';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_rule', seq FROM sqlite_sequence WHERE name = 'rule';
DROP TABLE rule;
ALTER TABLE new_rule RENAME TO rule;

-- What the user decided of a transaction: none for what the engine did, nor for what was decided before this table.
CREATE TABLE bank_decision (
    transaction_id INTEGER PRIMARY KEY REFERENCES bank_transaction (id) ON DELETE CASCADE,
    decided_at     TEXT NOT NULL,
    -- the kinds of lessons that the user wants forgotten of it, as a JSON array
    forgotten      TEXT NOT NULL
) STRICT;

-- What the engine had settled by itself, and the user took away.
CREATE TABLE bank_refusal (
    transaction_id INTEGER NOT NULL REFERENCES bank_decision (transaction_id) ON DELETE CASCADE,
    target_id      INTEGER NOT NULL REFERENCES target (id) ON DELETE CASCADE,
    PRIMARY KEY (transaction_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_refusal_by_target ON bank_refusal (target_id);
