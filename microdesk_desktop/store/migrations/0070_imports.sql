-- What was imported, so that each import can be taken back as a whole. Which rows an import concerns is stored as ranges
-- of ids: a statement of 100,000 rows is one line here.
CREATE TABLE imported_file (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('statement', 'clients', 'catalogue', 'documents', 'receipts', 'expenses')),
    -- the tool, the bank layout or the format
    source      TEXT NOT NULL,
    -- of the content
    digest      TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    added       INTEGER NOT NULL,
    completed   INTEGER NOT NULL,
    known       INTEGER NOT NULL,
    refused     INTEGER NOT NULL
) STRICT;
CREATE INDEX imported_file_by_digest ON imported_file (digest);

-- The rows that an import added (is_new), and those of its file that the vault held already: ranges never overlap
-- within one import and entity.
CREATE TABLE imported_rows (
    import_id INTEGER NOT NULL REFERENCES imported_file (id) ON DELETE CASCADE,
    entity    TEXT NOT NULL CHECK (entity IN ('transaction', 'target', 'client', 'catalogue_item', 'payment', 'account')),
    first_id  INTEGER NOT NULL,
    last_id   INTEGER NOT NULL,
    is_new    INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    PRIMARY KEY (import_id, entity, first_id)
) STRICT, WITHOUT ROWID;

-- The fields of a stored row that an import changed, as JSON objects of column and value.
CREATE TABLE imported_change (
    id        INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imported_file (id) ON DELETE CASCADE,
    entity    TEXT NOT NULL CHECK (entity IN ('transaction', 'target', 'client', 'catalogue_item', 'payment', 'account')),
    row_id    INTEGER NOT NULL,
    before    TEXT NOT NULL,
    after     TEXT NOT NULL
) STRICT;
CREATE INDEX imported_change_by_import ON imported_change (import_id);
CREATE INDEX imported_change_by_row ON imported_change (entity, row_id);

-- The transactions of imported files that the bank itself has sent too: they stay when the file is taken back.
CREATE TABLE fetched_rows (
    first_id INTEGER PRIMARY KEY,
    last_id  INTEGER NOT NULL
) STRICT;

-- How the user mapped the columns of a table; used again for a file with the same header.
CREATE TABLE import_mapping (
    header  TEXT NOT NULL,
    -- 0 for any account
    account INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('statement', 'clients', 'catalogue', 'documents', 'receipts', 'expenses')),
    mapping TEXT NOT NULL,
    PRIMARY KEY (header, account)
) STRICT, WITHOUT ROWID;

-- A row that an import names must never be another one later: ids are not given twice.
CREATE TABLE new_payment (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id    INTEGER NOT NULL REFERENCES target (id),
    paid_on      TEXT NOT NULL,
    -- signed as on the account
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0)
) STRICT;
INSERT INTO new_payment SELECT id, target_id, paid_on, amount_cents FROM payment;
DROP TABLE payment;
ALTER TABLE new_payment RENAME TO payment;
CREATE INDEX payment_by_target ON payment (target_id, amount_cents);

CREATE TABLE new_catalogue_item (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    reference        TEXT NOT NULL UNIQUE,
    label            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    unit_price_cents INTEGER NOT NULL,
    activity         TEXT NOT NULL,
    vat_rate_bp      INTEGER NOT NULL
) STRICT;
INSERT INTO new_catalogue_item (reference, label, unit, unit_price_cents, activity, vat_rate_bp)
    SELECT reference, label, unit, unit_price_cents, activity, vat_rate_bp FROM catalogue_item ORDER BY reference;
DROP TABLE catalogue_item;
ALTER TABLE new_catalogue_item RENAME TO catalogue_item;
