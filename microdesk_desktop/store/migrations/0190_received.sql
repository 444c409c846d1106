-- Invoices from suppliers: expenses in any currency, what their file states, and the file as a voucher.
-- rows voucher: SELECT count(*) FROM voucher

CREATE TABLE new_voucher (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id  INTEGER NOT NULL REFERENCES target (id) ON DELETE CASCADE,
    name       TEXT NOT NULL CHECK (name <> ''),
    media_type TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp',
                                                   'application/xml')),
    -- SHA-256 of the content, in hexadecimal
    digest     TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    content    BLOB NOT NULL,
    UNIQUE (target_id, digest)
) STRICT;
INSERT INTO new_voucher SELECT id, target_id, name, media_type, digest, added_at, content FROM voucher;
DROP TABLE voucher;
ALTER TABLE new_voucher RENAME TO voucher;
CREATE INDEX voucher_by_digest ON voucher (digest);

ALTER TABLE expense ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';

-- An expense that came as a file, and whether the user has checked it.
CREATE TABLE received_invoice (
    id          INTEGER PRIMARY KEY REFERENCES expense (id) ON DELETE CASCADE,
    state       TEXT NOT NULL CHECK (state IN ('to_confirm', 'confirmed')),
    -- the supplier's number in capitals without spaces, empty where the file states none
    number      TEXT NOT NULL,
    received_at TEXT NOT NULL,
    -- JSON of what the file states
    content     TEXT NOT NULL
) STRICT;
CREATE INDEX received_invoice_by_number ON received_invoice (number);
