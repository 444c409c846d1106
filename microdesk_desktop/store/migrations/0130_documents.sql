-- Sales documents that this program issues: drafts, the chain of seals, and the files of each issued document.
-- rows client: SELECT count(*) FROM client
-- rows document: SELECT count(*) FROM document

CREATE TABLE new_client (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    kind            TEXT NOT NULL CHECK (kind IN ('company', 'individual', 'public')),
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
INSERT INTO new_client SELECT id, name, kind, siren, vat_number, email, phone, address, postal_code, city, country,
    contact, other_emails, other_addresses FROM client;
DROP TABLE client;
ALTER TABLE new_client RENAME TO client;

CREATE TABLE new_document (
    id                INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    number            TEXT NOT NULL UNIQUE,
    type              TEXT NOT NULL CHECK (type IN ('invoice', 'deposit', 'final', 'credit_note', 'corrective',
                                                    'quote', 'order', 'delivery', 'proforma')),
    client_id         INTEGER NOT NULL REFERENCES client (id),
    issued_on         TEXT NOT NULL,
    excl_tax_cents    INTEGER NOT NULL,
    tax_cents         INTEGER NOT NULL,
    incl_tax_cents    INTEGER NOT NULL,
    paid_before_cents INTEGER NOT NULL,
    currency          TEXT NOT NULL,
    status            TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'cancelled', 'accepted', 'declined')),
    subject           TEXT NOT NULL DEFAULT '',
    -- absent when the document names no due date
    due_on            TEXT
) STRICT;
INSERT INTO new_document SELECT id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,
    paid_before_cents, currency, status, subject, due_on FROM document;
DROP TABLE document;
ALTER TABLE new_document RENAME TO document;
CREATE INDEX document_by_client ON document (client_id);

CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the JSON object of INTERFACES
    form       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE seal (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('document', 'closing', 'reprint')),
    subject  TEXT NOT NULL,
    content  TEXT NOT NULL,
    -- the SHA-256 of each file by its name, as a JSON object
    files    TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest   TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER seal_follows BEFORE INSERT ON seal
WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM seal), 0)
  OR NEW.previous <> coalesce((SELECT digest FROM seal ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT raise(ABORT, 'the seal does not follow the last one'); END;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal BEGIN SELECT raise(ABORT, 'a seal is never removed'); END;

CREATE TABLE issued_document (
    document_id INTEGER PRIMARY KEY REFERENCES document (id),
    sequence    INTEGER NOT NULL UNIQUE REFERENCES seal (sequence)
) STRICT;
CREATE TABLE issued_file (
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    name        TEXT NOT NULL CHECK (name IN ('pdf', 'xml')),
    content     BLOB NOT NULL,
    PRIMARY KEY (document_id, name)
) STRICT;
CREATE TABLE issued_reference (
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    kind        TEXT NOT NULL CHECK (kind IN ('refers_to', 'deposit')),
    -- of the document that is credited, corrected, continued or deducted
    number      TEXT NOT NULL,
    -- what a credit note took off what was still due of that document
    cents       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document_id, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX issued_reference_by_number ON issued_reference (number);
CREATE TRIGGER issued_document_stays BEFORE UPDATE ON issued_document
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER issued_document_is_kept BEFORE DELETE ON issued_document
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER issued_file_stays BEFORE UPDATE ON issued_file
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER issued_file_is_kept BEFORE DELETE ON issued_file
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER document_stays BEFORE UPDATE OF id, number, type, client_id, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency, subject, due_on ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER issued_reference_stays BEFORE UPDATE ON issued_reference
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER issued_reference_is_kept BEFORE DELETE ON issued_reference
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
