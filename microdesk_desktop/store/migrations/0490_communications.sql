-- What each client wants to receive by mail, with its proof, and who is not to be written to after an erasure.
-- rows communication_choice: SELECT count(*) FROM client WHERE mail_preference <> ''

CREATE TABLE communication_choice (
    id        INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    choice    TEXT NOT NULL CHECK (choice IN ('everything', 'business', 'none')),
    -- who of the client chose; empty where nobody noted it
    person    TEXT NOT NULL,
    way       TEXT NOT NULL CHECK (way IN ('unknown', 'spoken', 'mail', 'post', 'form')),
    -- what was asked or written, as the user noted it, and its SHA-256
    words     TEXT NOT NULL,
    digest    TEXT NOT NULL,
    -- absent where only the choice is known
    chosen_on TEXT,
    noted_at  TEXT
) STRICT;
CREATE INDEX communication_choice_by_client ON communication_choice (client_id, id);

INSERT INTO communication_choice (client_id, choice, person, way, words, digest)
    SELECT id, mail_preference, '', 'unknown', '', '' FROM client WHERE mail_preference <> '' ORDER BY id;
ALTER TABLE client DROP COLUMN mail_preference;

CREATE TRIGGER communication_choice_stays BEFORE UPDATE ON communication_choice
BEGIN SELECT RAISE(ABORT, 'a choice is followed by another, never changed'); END;
CREATE TRIGGER communication_choice_is_kept BEFORE DELETE ON communication_choice
WHEN EXISTS (SELECT 1 FROM client WHERE id = OLD.client_id)
    AND NOT EXISTS (SELECT 1 FROM erased_client WHERE client_id = OLD.client_id)
BEGIN SELECT RAISE(ABORT, 'a choice is kept as long as its client'); END;

-- HMAC-SHA256 of addresses, under a key that is made with the first of them
CREATE TABLE suppression_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
) STRICT;
CREATE TABLE suppressed_address (
    hash    TEXT PRIMARY KEY,
    -- what is refused: all mail, or what is neither a document nor an exchange
    choice  TEXT NOT NULL CHECK (choice IN ('business', 'none'))
) STRICT, WITHOUT ROWID;
