-- The current schema, written by `python -m tests.tools.schema` from the files of migrations/; never edited.

CREATE TABLE attribution (
    payment_id     INTEGER PRIMARY KEY REFERENCES payment (id) ON DELETE CASCADE,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    origin         TEXT NOT NULL CHECK (origin IN ('auto', 'rule', 'manual')),
    reasons        TEXT NOT NULL,
    -- absent unless origin is rule
    rule_id        INTEGER REFERENCES rule (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX attribution_by_transaction ON attribution (transaction_id);

CREATE TABLE attribution_dependency (
    kind           TEXT NOT NULL,
    value          INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_dependency_by_transaction ON attribution_dependency (transaction_id);

CREATE TABLE attribution_run (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    -- digests of all that any label is read against: rules, clients, own accounts; names and forms of references
    settings            TEXT NOT NULL,
    vocabulary          TEXT NOT NULL,
    last_transaction_id INTEGER NOT NULL
) STRICT;

CREATE TABLE attribution_seen (
    target_id       INTEGER PRIMARY KEY,
    -- the rank of its party's name among all names of the vocabulary
    party           INTEGER NOT NULL,
    remaining_cents INTEGER NOT NULL,
    -- digest of its other facts
    facts           TEXT NOT NULL
) STRICT;

CREATE TABLE attribution_stale (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX attribution_stale_by_transaction ON attribution_stale (transaction_id);

CREATE TABLE bank_account (
    id               INTEGER PRIMARY KEY,
    currency         TEXT NOT NULL,
    institution_name TEXT NOT NULL,
    -- absent for an account known by statement files that do not name it
    iban             TEXT,
    account_number   TEXT,
    -- absent unless connected through a provider
    provider_account TEXT,
    institution_id   TEXT,
    -- absent until the bank or a file tells
    balance_cents    INTEGER,
    balance_on       TEXT
, names TEXT NOT NULL DEFAULT '[]', date_order TEXT) STRICT;

CREATE TABLE bank_connection (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    account_id   INTEGER NOT NULL REFERENCES bank_account (id),
    provider     TEXT NOT NULL,
    history_days INTEGER NOT NULL,
    expires_at   TEXT NOT NULL,
    -- absent until the first sync ends
    synced_at    TEXT,
    outcome      TEXT
) STRICT;

CREATE TABLE bank_limit (
    provider  TEXT NOT NULL,
    endpoint  TEXT NOT NULL,
    remaining INTEGER,
    retry_at  TEXT,
    PRIMARY KEY (provider, endpoint)
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_other_facts (
    id             INTEGER PRIMARY KEY,
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    booked_on      TEXT NOT NULL,
    amount_cents   INTEGER NOT NULL,
    currency       TEXT NOT NULL,
    label          TEXT NOT NULL,
    state          TEXT NOT NULL,
    source         TEXT NOT NULL,
    is_merged      INTEGER NOT NULL DEFAULT 0 CHECK (is_merged IN (0, 1)),
    -- absent when the bank gives none that may be trusted
    identifier     TEXT
) STRICT;
CREATE INDEX bank_other_facts_by_transaction ON bank_other_facts (transaction_id);

CREATE TABLE bank_possible_double (
    newer_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    older_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    is_kept  INTEGER NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1)),
    PRIMARY KEY (newer_id, older_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_possible_double_by_older ON bank_possible_double (older_id);

CREATE TABLE bank_provider (
    name     TEXT PRIMARY KEY,
    base_url TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_transaction (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES bank_account (id),
    booked_on    TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    label        TEXT NOT NULL,
    state        TEXT NOT NULL,
    source       TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'todo',
    is_decided   INTEGER NOT NULL DEFAULT 0,
    -- absent when the bank gives none that may be trusted
    identifier   TEXT,
    -- why it is ignored, as JSON; absent otherwise
    reasons      TEXT
) STRICT;
CREATE INDEX bank_transaction_by_day ON bank_transaction (booked_on, id, account_id, currency, amount_cents);
CREATE INDEX bank_transaction_by_status ON bank_transaction (status, booked_on);

CREATE TABLE "catalogue_item" (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    reference        TEXT NOT NULL UNIQUE,
    label            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    unit_price_cents INTEGER NOT NULL,
    activity         TEXT NOT NULL,
    vat_rate_bp      INTEGER NOT NULL
) STRICT;

CREATE TABLE "client" (
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

CREATE TABLE commit_count (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
) STRICT;

CREATE TABLE company (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    name                TEXT NOT NULL,
    siret               TEXT NOT NULL,
    activity            TEXT NOT NULL,
    adult_declared_at   TEXT NOT NULL,
    privacy_version     TEXT NOT NULL,
    privacy_accepted_at TEXT NOT NULL
, trade_name TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', postal_code TEXT NOT NULL DEFAULT '', city TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT 'FR', email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', is_craft INTEGER NOT NULL DEFAULT 0 CHECK (is_craft IN (0, 1)), vat_regime TEXT NOT NULL DEFAULT 'franchise' CHECK (vat_regime IN ('franchise', 'real')), vat_number TEXT NOT NULL DEFAULT '', iban TEXT NOT NULL DEFAULT '', bic TEXT NOT NULL DEFAULT '', legal_text TEXT NOT NULL DEFAULT '', insurance TEXT NOT NULL DEFAULT '', mediator TEXT NOT NULL DEFAULT '', created_on TEXT, acre_until TEXT, has_flat_tax INTEGER NOT NULL DEFAULT 0 CHECK (has_flat_tax IN (0, 1)), declares TEXT NOT NULL DEFAULT 'quarterly' CHECK (declares IN ('monthly', 'quarterly')), numbering TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE "document" (
    id                INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    number            TEXT NOT NULL UNIQUE,
    type              TEXT NOT NULL CHECK (type IN ('invoice', 'deposit', 'final', 'credit_note', 'quote')),
    client_id         INTEGER NOT NULL REFERENCES client (id),
    issued_on         TEXT NOT NULL,
    excl_tax_cents    INTEGER NOT NULL,
    tax_cents         INTEGER NOT NULL,
    incl_tax_cents    INTEGER NOT NULL,
    paid_before_cents INTEGER NOT NULL,
    currency          TEXT NOT NULL,
    -- absent when the document names no due date
    due_on            TEXT
, status TEXT NOT NULL DEFAULT 'issued'
    CHECK (status IN ('issued', 'cancelled', 'accepted', 'declined')), subject TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX document_by_client ON document (client_id);

CREATE TABLE "expense" (
    id           INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    reference    TEXT NOT NULL UNIQUE,
    spent_on     TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    category     TEXT NOT NULL
) STRICT;

CREATE TABLE fetched_rows (
    first_id INTEGER PRIMARY KEY,
    last_id  INTEGER NOT NULL
) STRICT;

CREATE TABLE first_step (
    name    TEXT PRIMARY KEY CHECK (name IN ('records', 'statement', 'company', 'recovery_key')),
    done_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE header_generation (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value INTEGER NOT NULL
) STRICT;

CREATE TABLE import_mapping (
    header  TEXT NOT NULL,
    -- 0 for any account
    account INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('statement', 'clients', 'catalogue', 'documents', 'receipts', 'expenses')),
    mapping TEXT NOT NULL,
    PRIMARY KEY (header, account)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE imported_rows (
    import_id INTEGER NOT NULL REFERENCES imported_file (id) ON DELETE CASCADE,
    entity    TEXT NOT NULL CHECK (entity IN ('transaction', 'target', 'client', 'catalogue_item', 'payment', 'account')),
    first_id  INTEGER NOT NULL,
    last_id   INTEGER NOT NULL,
    is_new    INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    PRIMARY KEY (import_id, entity, first_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE network_event (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    host      TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    bytes_out INTEGER NOT NULL,
    bytes_in  INTEGER NOT NULL,
    outcome   TEXT NOT NULL
) STRICT;

CREATE TABLE "payment" (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id    INTEGER NOT NULL REFERENCES target (id),
    paid_on      TEXT NOT NULL,
    -- signed as on the account
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0)
) STRICT;
CREATE INDEX payment_by_target ON payment (target_id, amount_cents);

CREATE TABLE "receipt" (
    id           INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    reference    TEXT NOT NULL UNIQUE,
    received_on  TEXT NOT NULL,
    client       TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    method       TEXT NOT NULL,
    -- absent when the company has one activity only
    activity     TEXT
, invoice TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX receipt_by_invoice ON receipt (invoice, amount_cents) WHERE invoice <> '';

CREATE TABLE "rule" (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    words      TEXT NOT NULL CHECK (words <> ''),
    direction  INTEGER NOT NULL CHECK (direction IN (-1, 0, 1)),
    action     TEXT NOT NULL CHECK (action IN ('ignore', 'expense', 'receipt', 'party')),
    party_name TEXT NOT NULL,
    category   TEXT NOT NULL,
    label      TEXT NOT NULL,
    -- absent when the rule takes any amount
    amount_cents INTEGER,
    -- absent unless the party is a client
    client_id  INTEGER REFERENCES client (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "suggestion" (
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    -- rows of one transaction with the same rank make one proposal
    rank           INTEGER NOT NULL,
    target_id      INTEGER NOT NULL REFERENCES target (id),
    amount_cents   INTEGER NOT NULL,
    score          REAL NOT NULL,
    reasons        TEXT NOT NULL,
    PRIMARY KEY (transaction_id, rank, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_by_target ON suggestion (target_id);

CREATE TABLE target (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL
) STRICT;

CREATE TABLE voucher (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id  INTEGER NOT NULL REFERENCES target (id) ON DELETE CASCADE,
    name       TEXT NOT NULL CHECK (name <> ''),
    media_type TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
    -- SHA-256 of the content, in hexadecimal
    digest     TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    content    BLOB NOT NULL,
    UNIQUE (target_id, digest)
) STRICT;
