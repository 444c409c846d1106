-- What the last complete run of the attribution engine saw, so that the next one looks only at what changed since.
-- Part of the bank module, erased with it. No name is kept: digests, ids, amounts and ranks.
CREATE TABLE attribution_run (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    -- digests of all that any label is read against: rules, clients, own accounts; names and forms of references
    settings            TEXT NOT NULL,
    vocabulary          TEXT NOT NULL,
    last_transaction_id INTEGER NOT NULL
) STRICT;

-- No foreign key: a target that has gone is a change too.
CREATE TABLE attribution_seen (
    target_id       INTEGER PRIMARY KEY,
    -- the rank of its party's name among all names of the vocabulary
    party           INTEGER NOT NULL,
    remaining_cents INTEGER NOT NULL,
    -- digest of its other facts
    facts           TEXT NOT NULL
) STRICT;

-- What the outcome of an undecided transaction depends on beside its amount: a party's rank, the id of a target that
-- its label cites, a gross amount, or the references as a whole.
CREATE TABLE attribution_dependency (
    kind           TEXT NOT NULL,
    value          INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_dependency_by_transaction ON attribution_dependency (transaction_id);

-- Known transactions that changed or were decided since; the number tells a change during a run from one before it.
CREATE TABLE attribution_stale (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX attribution_stale_by_transaction ON attribution_stale (transaction_id);
