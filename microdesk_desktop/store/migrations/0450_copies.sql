-- The copies that the user made where the program changes nothing any more, and when what opens the vault was changed or
-- tried.

CREATE TABLE known_copy (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    -- absolute; a new copy under the same path takes the place of the former one
    path    TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL CHECK (kind IN ('backup', 'restored', 'export', 'client_export', 'documents', 'accountant')),
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE security_moment (
    name TEXT PRIMARY KEY CHECK (name IN ('passphrase_changed', 'recovery_key_made', 'recovery_key_tried',
                                          'restore_tested')),
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
