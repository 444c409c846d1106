-- rows commit_count: SELECT 1

-- How many transactions changed this vault. The same number lies beside the vault: one that is lower here shows that
-- the last transactions are missing (store/commit_count.py).
CREATE TABLE commit_count (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
) STRICT;

INSERT INTO commit_count (id, number) VALUES (1, 0);
