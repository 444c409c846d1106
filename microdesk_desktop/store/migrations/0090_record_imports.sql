-- Records of other tools: what their exports hold beyond the first version's columns.
-- rows client: SELECT count(*) FROM client

-- An id is never given twice: an import that is taken back must not remove the client that came later.
CREATE TABLE new_client (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    kind            TEXT NOT NULL CHECK (kind IN ('company', 'individual')),
    siren           TEXT NOT NULL,
    vat_number      TEXT NOT NULL,
    email           TEXT NOT NULL,
    phone           TEXT NOT NULL,
    address         TEXT NOT NULL,
    postal_code     TEXT NOT NULL,
    city            TEXT NOT NULL,
    country         TEXT NOT NULL,
    -- the person at a company
    contact         TEXT NOT NULL DEFAULT '',
    -- one on each line
    other_emails    TEXT NOT NULL DEFAULT '',
    other_addresses TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO new_client (id, name, kind, siren, vat_number, email, phone, address, postal_code, city, country)
    SELECT id, name, kind, siren, vat_number, email, phone, address, postal_code, city, country FROM client;
DROP TABLE client;
ALTER TABLE new_client RENAME TO client;

ALTER TABLE document ADD COLUMN status TEXT NOT NULL DEFAULT 'issued'
    CHECK (status IN ('issued', 'cancelled', 'accepted', 'declined'));
ALTER TABLE document ADD COLUMN subject TEXT NOT NULL DEFAULT '';

-- The number of the document that the receipt pays, whether or not the vault holds that document yet.
ALTER TABLE receipt ADD COLUMN invoice TEXT NOT NULL DEFAULT '';
CREATE INDEX receipt_by_invoice ON receipt (invoice, amount_cents) WHERE invoice <> '';
