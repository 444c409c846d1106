-- A consent may have no end: a bank read with the customer's own key is read until that key is deleted.

CREATE TABLE new_bank_connection (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    account_id   INTEGER NOT NULL REFERENCES bank_account (id),
    provider     TEXT NOT NULL,
    history_days INTEGER NOT NULL,
    -- absent where the consent has no end
    expires_at   TEXT,
    -- absent until the first sync ends
    synced_at    TEXT,
    outcome      TEXT
) STRICT;
INSERT INTO new_bank_connection
SELECT id, account_id, provider, history_days, expires_at, synced_at, outcome FROM bank_connection;
DROP TABLE bank_connection;
ALTER TABLE new_bank_connection RENAME TO bank_connection;
