-- What the user has closed: a group of purposes of the network, or all of them (offline mode).

CREATE TABLE closed_network (
    -- a group, or 'all'
    name      TEXT PRIMARY KEY,
    closed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
