-- How long each kind of data stays: what the user chose, what was announced before it goes, and what went.

CREATE TABLE retention_choice (
    category TEXT PRIMARY KEY,
    -- absent where it never goes by itself
    years    INTEGER CHECK (years > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_look (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    -- the last day on which it was looked what is to go
    "on" TEXT NOT NULL
) STRICT;

CREATE TABLE retention_notice (
    category TEXT NOT NULL,
    -- the year of the rows, or the id of the client
    item     INTEGER NOT NULL,
    rows     INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    -- since when it is shown without a break
    told_on  TEXT NOT NULL,
    PRIMARY KEY (category, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_extension (
    category TEXT NOT NULL,
    item     INTEGER NOT NULL,
    -- the user wants to keep it until this day, included
    until    TEXT NOT NULL,
    PRIMARY KEY (category, item)
) STRICT, WITHOUT ROWID;

-- What went from the vault and is still to go from its backups.
CREATE TABLE retention_decided (
    category TEXT NOT NULL,
    item     INTEGER NOT NULL,
    PRIMARY KEY (category, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_log (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    "on"     TEXT NOT NULL,
    category TEXT NOT NULL,
    rows     INTEGER NOT NULL
) STRICT;

CREATE TABLE client_contact (
    client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    -- the day from which it is known, or on which the user said that they are in touch
    "on"      TEXT NOT NULL
) STRICT;
