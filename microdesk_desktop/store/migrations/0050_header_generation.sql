-- How many times the vault was opened, counted here first and in its header next: a header that counted further than
-- the database shows that an older database was put back.
-- rows header_generation: SELECT 1
CREATE TABLE header_generation (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value INTEGER NOT NULL
) STRICT;
INSERT INTO header_generation (id, value) VALUES (1, 0);
