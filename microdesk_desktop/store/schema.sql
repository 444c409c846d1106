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

CREATE TABLE "bank_connection" (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    account_id   INTEGER NOT NULL REFERENCES bank_account (id),
    provider     TEXT NOT NULL,
    history_days INTEGER NOT NULL,
    -- absent where the consent has no end
    expires_at   TEXT,
    -- absent until the first sync ends
    synced_at    TEXT,
    outcome      TEXT
) STRICT;

CREATE TABLE bank_decision (
    transaction_id INTEGER PRIMARY KEY REFERENCES bank_transaction (id) ON DELETE CASCADE,
    decided_at     TEXT NOT NULL,
    -- the kinds of lessons that the user wants forgotten of it, as a JSON array
    forgotten      TEXT NOT NULL
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

CREATE TABLE bank_refusal (
    transaction_id INTEGER NOT NULL REFERENCES bank_decision (transaction_id) ON DELETE CASCADE,
    target_id      INTEGER NOT NULL REFERENCES target (id) ON DELETE CASCADE,
    PRIMARY KEY (transaction_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_refusal_by_target ON bank_refusal (target_id);

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
CREATE INDEX bank_transaction_pending ON bank_transaction (status, booked_on) WHERE state = 'pending';

CREATE TABLE book_change (
    book       TEXT NOT NULL,
    paid_on    TEXT NOT NULL,
    sign       INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    -- JSON of what the line holds of its money
    facts      TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    copies     INTEGER NOT NULL CHECK (copies > 0),
    PRIMARY KEY (book, paid_on, sign, facts, changed_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX book_change_by_day ON book_change (book, changed_on);

CREATE TABLE book_entry (
    -- over both books, without gap
    number             INTEGER PRIMARY KEY CHECK (number > 0),
    book               TEXT NOT NULL CHECK (book IN ('purchases', 'receipts')),
    "on"               TEXT NOT NULL,
    -- the day of the money; for a correction, earlier than the line's
    paid_on            TEXT NOT NULL,
    -- -1 where a validated line is reversed: its amounts have the opposite sign
    sign               INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    is_correction      INTEGER NOT NULL CHECK (is_correction IN (0, 1)),
    reference          TEXT NOT NULL,
    document           TEXT NOT NULL,
    kind               TEXT NOT NULL CHECK (kind IN ('invoice', 'receipt', 'expense')),
    activity           TEXT NOT NULL,
    method             TEXT NOT NULL,
    currency           TEXT NOT NULL,
    amount_cents       INTEGER NOT NULL,
    disbursement_cents INTEGER NOT NULL,
    -- JSON: [category, rate in hundredths of a percent, base and tax in cents] of each part
    vat                TEXT NOT NULL,
    target_id          INTEGER NOT NULL,
    -- the last day on which the law keeps whom it names
    kept_until         TEXT NOT NULL,
    -- the SHA-256 of its row of book_person
    person             TEXT NOT NULL,
    -- the SHA-256 of all this and of the digest before
    digest             TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER book_entry_follows BEFORE INSERT ON book_entry
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM book_entry), 0)
BEGIN SELECT raise(ABORT, 'the line does not follow the last one'); END;
CREATE TRIGGER book_entry_is_kept BEFORE DELETE ON book_entry
BEGIN SELECT raise(ABORT, 'a validated line is never removed'); END;
CREATE TRIGGER book_entry_stays BEFORE UPDATE ON book_entry
BEGIN SELECT raise(ABORT, 'a validated line is never changed'); END;
CREATE INDEX book_entry_by_day ON book_entry (book, "on");
CREATE INDEX book_entry_by_day_paid ON book_entry (book, paid_on);
CREATE INDEX book_entry_by_keeping ON book_entry (kept_until, number, target_id);

CREATE TABLE book_person (
    number INTEGER PRIMARY KEY REFERENCES book_entry (number),
    -- random: the digest tells nothing once the row is gone
    salt   TEXT NOT NULL,
    party  TEXT NOT NULL,
    nature TEXT NOT NULL
) STRICT;
CREATE TRIGGER book_person_is_kept BEFORE DELETE ON book_person
WHEN NOT EXISTS (
    SELECT 1 FROM seal JOIN json_each(seal.content, '$.numbers') AS listed ON listed.value = OLD.number
    JOIN book_entry ON book_entry.number = OLD.number
    WHERE seal.kind = 'book_purge' AND substr(seal.at, 1, 10) > book_entry.kept_until)
BEGIN SELECT raise(ABORT, 'the law still keeps whom the line names'); END;
CREATE TRIGGER book_person_stays BEFORE UPDATE ON book_person
BEGIN SELECT raise(ABORT, 'a validated line is never changed'); END;

CREATE TABLE book_touched (
    "on" TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE "catalogue_item" (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    reference        TEXT NOT NULL UNIQUE,
    label            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    activity         TEXT NOT NULL,
    vat_rate_bp      INTEGER NOT NULL
) STRICT;

CREATE TABLE "client" (
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
    siret TEXT NOT NULL DEFAULT '', contacts TEXT NOT NULL DEFAULT '[]', addresses TEXT NOT NULL DEFAULT '[]', electronic_scheme TEXT NOT NULL DEFAULT '', electronic_address TEXT NOT NULL DEFAULT '', payment_terms TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'fr') STRICT;

CREATE TABLE client_contact (
    client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    -- the day from which it is known, or on which the user said that they are in touch
    "on"      TEXT NOT NULL
) STRICT;

CREATE TABLE closed_network (
    -- a group, or 'all'
    name      TEXT PRIMARY KEY,
    closed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE commit_count (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
) STRICT;

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
CREATE TRIGGER communication_choice_is_kept BEFORE DELETE ON communication_choice
WHEN EXISTS (SELECT 1 FROM client WHERE id = OLD.client_id)
    AND NOT EXISTS (SELECT 1 FROM erased_client WHERE client_id = OLD.client_id)
    AND NOT EXISTS (SELECT 1 FROM retention_decided WHERE category = 'inactive_clients' AND item = OLD.client_id)
BEGIN SELECT RAISE(ABORT, 'a choice is kept as long as its client'); END;
CREATE TRIGGER communication_choice_stays BEFORE UPDATE ON communication_choice
BEGIN SELECT RAISE(ABORT, 'a choice is followed by another, never changed'); END;
CREATE INDEX communication_choice_by_client ON communication_choice (client_id, id);

CREATE TABLE company (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    name                TEXT NOT NULL,
    siret               TEXT NOT NULL,
    activity            TEXT NOT NULL,
    adult_declared_at   TEXT NOT NULL,
    trade_name TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', postal_code TEXT NOT NULL DEFAULT '', city TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT 'FR', email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', is_craft INTEGER NOT NULL DEFAULT 0 CHECK (is_craft IN (0, 1)), vat_regime TEXT NOT NULL DEFAULT 'franchise' CHECK (vat_regime IN ('franchise', 'real')), vat_number TEXT NOT NULL DEFAULT '', iban TEXT NOT NULL DEFAULT '', bic TEXT NOT NULL DEFAULT '', legal_text TEXT NOT NULL DEFAULT '', insurance TEXT NOT NULL DEFAULT '', mediator TEXT NOT NULL DEFAULT '', created_on TEXT, acre_until TEXT, has_flat_tax INTEGER NOT NULL DEFAULT 0 CHECK (has_flat_tax IN (0, 1)), declares TEXT NOT NULL DEFAULT 'quarterly' CHECK (declares IN ('monthly', 'quarterly')), numbering TEXT NOT NULL DEFAULT '', vat_changes TEXT NOT NULL DEFAULT '', other_activities TEXT NOT NULL DEFAULT '', ei_mention TEXT NOT NULL DEFAULT 'after'
    CHECK (ei_mention IN ('after', 'before', 'in_full', 'none')), taxes_by_debits INTEGER NOT NULL DEFAULT 0, payment_terms TEXT NOT NULL DEFAULT '', usual_notes TEXT NOT NULL DEFAULT '', shows_iban INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE TABLE consent (
    id            INTEGER PRIMARY KEY,
    -- what was agreed to: 'statement' is the privacy statement
    subject       TEXT NOT NULL,
    text_version  TEXT NOT NULL,
    -- SHA-256 of the text that was shown, and its language; empty where they were not kept yet
    text_digest   TEXT NOT NULL,
    language      TEXT NOT NULL,
    given_at      TEXT NOT NULL,
    way           TEXT NOT NULL,
    withdrawn_at  TEXT,
    withdrawn_way TEXT,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_way IS NULL))
) STRICT;
CREATE TRIGGER consent_is_kept BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is kept'); END;
CREATE TRIGGER consent_stays BEFORE UPDATE ON consent
WHEN OLD.withdrawn_at IS NOT NULL
  OR (NEW.id, NEW.subject, NEW.text_version, NEW.text_digest, NEW.language, NEW.given_at, NEW.way)
  IS NOT (OLD.id, OLD.subject, OLD.text_version, OLD.text_digest, OLD.language, OLD.given_at, OLD.way)
BEGIN SELECT RAISE(ABORT, 'a consent is only ever withdrawn, once'); END;

CREATE TABLE declaration (
    sequence    INTEGER PRIMARY KEY REFERENCES seal (sequence),
    duty        TEXT NOT NULL CHECK (duty IN ('turnover', 'vat')),
    -- « 2026-T4 », « 2026-11 »
    period      TEXT NOT NULL,
    declared_on TEXT NOT NULL,
    -- JSON
    figures     TEXT NOT NULL
) STRICT;
CREATE TRIGGER declaration_figures_stay BEFORE INSERT ON declaration
WHEN EXISTS (SELECT 1 FROM declaration WHERE duty = NEW.duty AND period = NEW.period AND figures <> NEW.figures)
BEGIN SELECT raise(ABORT, 'figures that were declared stay as they were'); END;
CREATE TRIGGER declaration_is_kept BEFORE DELETE ON declaration
BEGIN SELECT raise(ABORT, 'what was declared is never removed'); END;
CREATE TRIGGER declaration_stays BEFORE UPDATE ON declaration
BEGIN SELECT raise(ABORT, 'what was declared is never changed'); END;
CREATE INDEX declaration_by_period ON declaration (duty, period, sequence);

CREATE TABLE "document" (
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
CREATE TRIGGER document_added_to_turnover AFTER INSERT ON document
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (NEW.issued_on, NEW.id); END;
CREATE TRIGGER document_changed_in_turnover AFTER UPDATE OF id, number, type, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency ON document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.issued_on, OLD.id UNION ALL SELECT NEW.issued_on, NEW.id
    UNION ALL SELECT received_on, 0 FROM receipt WHERE invoice <> '' AND invoice IN (OLD.number, NEW.number); END;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER document_removed_from_turnover AFTER DELETE ON document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.issued_on, OLD.id
    UNION ALL SELECT received_on, 0 FROM receipt WHERE invoice <> '' AND invoice = OLD.number; END;
CREATE TRIGGER document_stays BEFORE UPDATE OF id, number, type, client_id, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency, due_on ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_subject_stays BEFORE UPDATE OF subject ON document
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.id)
    AND NOT (NEW.subject = '' AND EXISTS (SELECT 1 FROM issued_document JOIN seal USING (sequence) JOIN seal AS purge ON purge.kind = 'purge' AND purge.subject = seal.subject WHERE document_id = OLD.id AND purge.content ->> 'digest' = seal.digest AND purge.content ->> 'remains' = seal.content))
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE INDEX document_by_client ON document (client_id);
CREATE INDEX document_paid_before_by_day ON document (issued_on) WHERE paid_before_cents <> 0;

CREATE TABLE document_attachment (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
    draft_id    INTEGER REFERENCES draft (id) ON DELETE CASCADE,
    name        TEXT NOT NULL CHECK (name <> ''),
    media_type  TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
    -- SHA-256 of the content, in hexadecimal
    digest      TEXT NOT NULL,
    added_at    TEXT NOT NULL,
    content     BLOB NOT NULL,
    CHECK (document_id IS NOT NULL OR draft_id IS NOT NULL)
) STRICT;
CREATE INDEX document_attachment_by_document ON document_attachment (document_id);
CREATE INDEX document_attachment_by_draft ON document_attachment (draft_id);

CREATE TABLE document_look (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    template     TEXT NOT NULL,
    -- « #1f6f5c »
    accent       TEXT NOT NULL,
    -- PNG, JPEG or SVG; empty for none
    logo         BLOB NOT NULL,
    shows_code   INTEGER NOT NULL
) STRICT;

CREATE TABLE document_note (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
    draft_id    INTEGER REFERENCES draft (id) ON DELETE CASCADE,
    text        TEXT NOT NULL CHECK (text <> ''),
    written_at  TEXT NOT NULL,
    CHECK (document_id IS NOT NULL OR draft_id IS NOT NULL)
) STRICT;
CREATE INDEX document_note_by_document ON document_note (document_id);
CREATE INDEX document_note_by_draft ON document_note (draft_id);

CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the JSON object of INTERFACES
    form       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE entered_rate (
    first_day  TEXT PRIMARY KEY,
    -- hundredths of a percent a year
    hundredths INTEGER NOT NULL CHECK (hundredths > 0)
) STRICT;

CREATE TABLE erased_client (
    client_id INTEGER PRIMARY KEY,
    asked_at  TEXT NOT NULL,
    -- absent until the rows are gone
    erased_at TEXT
) STRICT;

CREATE TABLE erased_supplier (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    -- as in the expenses; empty once the rows are gone from the vault and its backups
    name      TEXT NOT NULL,
    asked_at  TEXT NOT NULL,
    -- absent until the rows are gone
    erased_at TEXT
) STRICT;

CREATE TABLE euro_value (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    "on"        TEXT NOT NULL,
    -- all that was paid of the document on this day, in its currency and signed as on the account: for another sum,
    -- the value is not that of the money any longer
    cents       INTEGER NOT NULL CHECK (cents <> 0),
    euro_cents  INTEGER NOT NULL CHECK (euro_cents <> 0),
    PRIMARY KEY (document_id, "on")
) STRICT, WITHOUT ROWID;
CREATE TRIGGER euro_value_added_to_turnover AFTER INSERT ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (NEW."on", NEW.document_id); END;
CREATE TRIGGER euro_value_changed_in_turnover AFTER UPDATE ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD."on", OLD.document_id), (NEW."on", NEW.document_id); END;
CREATE TRIGGER euro_value_removed_from_turnover AFTER DELETE ON euro_value
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD."on", OLD.document_id); END;

CREATE TABLE "expense" (
    id           INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    reference    TEXT NOT NULL UNIQUE,
    spent_on     TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    category     TEXT NOT NULL
, currency TEXT NOT NULL DEFAULT 'EUR', method TEXT
    CHECK (method IN ('transfer', 'card', 'cheque', 'cash', 'direct_debit', 'other')), is_method_read INTEGER NOT NULL DEFAULT 0 CHECK (is_method_read IN (0, 1)), vat TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TRIGGER expense_added_to_book AFTER INSERT ON expense WHEN NEW.spent_on <= (SELECT max(subject) FROM seal WHERE kind = 'book')
BEGIN INSERT OR IGNORE INTO book_touched VALUES (NEW.spent_on); END;
CREATE TRIGGER expense_changed_in_book AFTER UPDATE ON expense
BEGIN INSERT OR IGNORE INTO book_touched SELECT day.value FROM json_each(json_array(OLD.spent_on, NEW.spent_on)) AS day
    WHERE day.value <= (SELECT max(subject) FROM seal WHERE kind = 'book'); END;
CREATE TRIGGER expense_method_decided AFTER UPDATE OF method ON expense
WHEN NEW.method IS NOT OLD.method AND NEW.is_method_read = 1 AND OLD.is_method_read = 1
BEGIN UPDATE expense SET is_method_read = 0 WHERE id = NEW.id; END;
CREATE TRIGGER expense_removed_from_book AFTER DELETE ON expense WHEN OLD.spent_on <= (SELECT max(subject) FROM seal WHERE kind = 'book')
BEGIN INSERT OR IGNORE INTO book_touched VALUES (OLD.spent_on); END;
CREATE INDEX expense_reference_by_length ON expense (length(reference), reference);

CREATE TABLE expense_rhythm (
    id      INTEGER PRIMARY KEY REFERENCES expense (id) ON DELETE CASCADE,
    rhythm  TEXT NOT NULL CHECK (rhythm IN ('monthly', 'quarterly', 'yearly')),
    state   TEXT NOT NULL CHECK (state IN ('confirmed', 'muted', 'ended')),
    said_on TEXT NOT NULL
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
CREATE TRIGGER issue_added_to_turnover AFTER INSERT ON issued_document
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT issued_on, id FROM document WHERE id = NEW.document_id; END;

CREATE TABLE issued_document (
    document_id INTEGER PRIMARY KEY REFERENCES document (id),
    sequence    INTEGER NOT NULL UNIQUE REFERENCES seal (sequence)
) STRICT;
CREATE TRIGGER issued_document_is_kept BEFORE DELETE ON issued_document
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER issued_document_stays BEFORE UPDATE ON issued_document
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER issued_with_receipts AFTER INSERT ON issued_document
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document.id FROM document JOIN receipt ON receipt.invoice = document.number
    WHERE document.id = NEW.document_id; END;

CREATE TABLE issued_file (
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    name        TEXT NOT NULL CHECK (name IN ('pdf', 'xml')),
    content     BLOB NOT NULL,
    PRIMARY KEY (document_id, name)
) STRICT;
CREATE TRIGGER issued_file_is_kept BEFORE DELETE ON issued_file
WHEN NOT EXISTS (SELECT 1 FROM issued_document JOIN seal USING (sequence) JOIN seal AS purge ON purge.kind = 'purge' AND purge.subject = seal.subject WHERE document_id = OLD.document_id AND purge.content ->> 'digest' = seal.digest AND purge.content ->> 'remains' = seal.content)
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER issued_file_stays BEFORE UPDATE ON issued_file
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;

CREATE TABLE issued_reference (
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    kind        TEXT NOT NULL CHECK (kind IN ('refers_to', 'deposit')),
    -- of the document that is credited, corrected, continued or deducted
    number      TEXT NOT NULL,
    -- what a credit note took off what was still due of that document
    cents       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document_id, kind, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER issued_reference_is_kept BEFORE DELETE ON issued_reference
BEGIN SELECT raise(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER issued_reference_stays BEFORE UPDATE ON issued_reference
BEGIN SELECT raise(ABORT, 'an issued document is never changed'); END;
CREATE INDEX issued_reference_by_number ON issued_reference (number);

CREATE TABLE "kept_record" (
    target_id   INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    -- of whom it is: one of the two at least
    client_id   INTEGER REFERENCES erased_client (client_id),
    supplier_id INTEGER REFERENCES erased_supplier (id),
    rule        TEXT NOT NULL,
    kept_until  TEXT NOT NULL,
    -- JSON of the texts that name them and are no longer in the record; empty once they are removed
    archived    TEXT NOT NULL,
    purged_at   TEXT,
    CHECK (client_id IS NOT NULL OR supplier_id IS NOT NULL)
) STRICT;
CREATE INDEX kept_record_by_day ON kept_record (kept_until) WHERE purged_at IS NULL;

CREATE TABLE known_copy (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    -- absolute; a new copy under the same path takes the place of the former one
    path    TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL CHECK (kind IN ('backup', 'restored', 'export', 'client_export', 'documents', 'accountant')),
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE lookup_answer (
    service  TEXT NOT NULL CHECK (service IN ('companies', 'addresses', 'vat')),
    query    TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    -- JSON, of the fields that are used
    answer   TEXT NOT NULL,
    PRIMARY KEY (service, query)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_account (
    -- random hexadecimal digits, which name its secrets and the note of its erasure
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('gmail', 'imap')),
    address       TEXT NOT NULL UNIQUE COLLATE NOCASE,
    user          TEXT NOT NULL,
    -- absent for Gmail
    imap_host     TEXT,
    imap_port     INTEGER,
    imap_security TEXT CHECK (imap_security IN ('tls', 'starttls')),
    smtp_host     TEXT,
    smtp_port     INTEGER,
    smtp_security TEXT CHECK (smtp_security IN ('tls', 'starttls')),
    -- Google's addresses are replaced by this one, on this computer, in a demonstration
    base_url      TEXT,
    added_at      TEXT NOT NULL
, certificate TEXT, authority TEXT CHECK (authority IN ('microsoft'))) STRICT;

CREATE TABLE mail_attempt (
    id       INTEGER PRIMARY KEY,
    address  TEXT NOT NULL COLLATE NOCASE,
    begun_at TEXT NOT NULL
) STRICT;

CREATE TABLE mail_folder_role (
    -- the id changes where the account is connected anew
    account TEXT NOT NULL REFERENCES mail_account (id) ON UPDATE CASCADE ON DELETE CASCADE,
    role    TEXT NOT NULL CHECK (role IN ('sent', 'drafts', 'trash', 'spam', 'archive')),
    -- as the mailbox names it
    folder  TEXT NOT NULL,
    PRIMARY KEY (account, role),
    UNIQUE (account, folder)
) STRICT;

CREATE TABLE mail_signature (
    -- of the account; it stays when the account is connected anew
    address TEXT PRIMARY KEY COLLATE NOCASE,
    text    TEXT NOT NULL
) STRICT;

CREATE TABLE mileage_settings (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    -- years that trips stay after the end of their own; absent where they are never erased
    kept_years INTEGER CHECK (kept_years > 0),
    -- the last price of a kilometre, in millionths; absent until one was given
    price      INTEGER CHECK (price > 0)
, never_go INTEGER NOT NULL DEFAULT 0 CHECK (never_go IN (0, 1))) STRICT;

CREATE TABLE mileage_template (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    origin      TEXT NOT NULL,
    destination TEXT NOT NULL,
    tenths      INTEGER NOT NULL CHECK (tenths > 0),
    purpose     TEXT NOT NULL,
    client_id   INTEGER REFERENCES client (id) ON DELETE SET NULL,
    vehicle_id  INTEGER REFERENCES mileage_vehicle (id) ON DELETE SET NULL,
    is_return   INTEGER NOT NULL CHECK (is_return IN (0, 1))
) STRICT;
CREATE INDEX mileage_template_by_client ON mileage_template (client_id);
CREATE INDEX mileage_template_by_vehicle ON mileage_template (vehicle_id);

CREATE TABLE mileage_trip (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    driven_on   TEXT NOT NULL,
    origin      TEXT NOT NULL,
    destination TEXT NOT NULL,
    -- tenths of a kilometre, one way
    tenths      INTEGER NOT NULL CHECK (tenths > 0),
    purpose     TEXT NOT NULL,
    client_id   INTEGER REFERENCES client (id) ON DELETE SET NULL,
    vehicle_id  INTEGER REFERENCES mileage_vehicle (id),
    is_return   INTEGER NOT NULL CHECK (is_return IN (0, 1)),
    -- the draft that invoices it again: one that was removed may come back under its id, and no other draft has it
    draft_id    INTEGER,
    -- what that draft became
    document_id INTEGER REFERENCES document (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX mileage_trip_by_client ON mileage_trip (client_id);
CREATE INDEX mileage_trip_by_day ON mileage_trip (driven_on);
CREATE INDEX mileage_trip_by_document ON mileage_trip (document_id);
CREATE INDEX mileage_trip_by_draft ON mileage_trip (draft_id);
CREATE INDEX mileage_trip_by_vehicle ON mileage_trip (vehicle_id);

CREATE TABLE mileage_vehicle (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('car', 'motorcycle', 'moped')),
    -- fiscal horsepower, 0 where the scale does not ask for it
    power        INTEGER NOT NULL CHECK (power >= 0),
    is_electric  INTEGER NOT NULL CHECK (is_electric IN (0, 1)),
    registration TEXT NOT NULL
) STRICT;

CREATE TABLE network_day (
    -- in UTC, as the journal is written
    "on"      TEXT NOT NULL,
    host      TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    requests  INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL,
    bytes_in  INTEGER NOT NULL,
    last_at   TEXT NOT NULL,
    PRIMARY KEY ("on", host, purpose)
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

CREATE TABLE noted_duty (
    duty    TEXT NOT NULL,
    -- « 2026-10 », « 2026 »
    name    TEXT NOT NULL,
    done_on TEXT NOT NULL,
    PRIMARY KEY (duty, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER expense_method_read AFTER INSERT ON payment WHEN NEW.method <> ''
BEGIN UPDATE expense SET method = NEW.method, is_method_read = 1 WHERE id = NEW.target_id AND method IS NULL; END;
CREATE TRIGGER expense_method_released AFTER DELETE ON payment
BEGIN UPDATE expense SET method = NULL, is_method_read = 0 WHERE id = OLD.target_id AND is_method_read = 1
    AND NOT EXISTS (SELECT 1 FROM payment WHERE target_id = OLD.target_id); END;

CREATE TABLE "payment" (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id    INTEGER NOT NULL REFERENCES target (id),
    paid_on      TEXT NOT NULL,
    -- signed as on the account
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0)
, method TEXT NOT NULL DEFAULT '') STRICT;
CREATE TRIGGER payment_added AFTER INSERT ON payment
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = NEW.target_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (NEW.target_id); END;
CREATE TRIGGER payment_added_to_turnover AFTER INSERT ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT NEW.paid_on, coalesce((SELECT id FROM document
    WHERE id = NEW.target_id AND (tax_cents <> 0 OR id IN (SELECT document_id FROM issued_document))), 0); END;
CREATE TRIGGER payment_changed AFTER UPDATE OF target_id, paid_on, amount_cents ON payment
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document WHERE document_id IN (OLD.target_id, NEW.target_id); END;
CREATE TRIGGER payment_changed_in_turnover AFTER UPDATE ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched VALUES (OLD.paid_on, OLD.target_id), (NEW.paid_on, NEW.target_id); END;
CREATE TRIGGER payment_removed AFTER DELETE ON payment
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.target_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (OLD.target_id); END;
CREATE TRIGGER payment_removed_from_turnover AFTER DELETE ON payment
BEGIN INSERT OR IGNORE INTO turnover_touched SELECT OLD.paid_on, coalesce((SELECT id FROM document
    WHERE id = OLD.target_id AND (tax_cents <> 0 OR id IN (SELECT document_id FROM issued_document))), 0); END;
CREATE INDEX payment_by_day ON payment (paid_on, target_id, amount_cents);
CREATE INDEX payment_by_target ON payment (target_id, amount_cents);

CREATE TABLE "payment_fact" (
    sequence    INTEGER PRIMARY KEY REFERENCES seal (sequence),
    document_id INTEGER NOT NULL REFERENCES issued_document (document_id),
    -- that of its seal
    kind        TEXT NOT NULL CHECK (kind IN ('payment', 'write_off')),
    -- -1 where a payment or a write-off is taken back
    sign        INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    -- the day of the payment, or that on which the write-off was decided
    paid_on     TEXT NOT NULL,
    -- signed as on the account; of a write-off with the sign of the document's total
    cents       INTEGER NOT NULL,
    -- of a receipt; empty for a transaction and a write-off
    method      TEXT NOT NULL
) STRICT;
CREATE TRIGGER payment_fact_is_kept BEFORE DELETE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never removed'); END;
CREATE TRIGGER payment_fact_stays BEFORE UPDATE ON payment_fact
BEGIN SELECT raise(ABORT, 'a fact of payment is never changed'); END;
CREATE INDEX payment_fact_by_document ON payment_fact (document_id);

CREATE TABLE payment_touched (
    document_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE person_request (
    -- never given again: it is how the answer is found once the name is gone
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- absent for anybody but a client, and once the client is erased
    client_id   INTEGER REFERENCES client (id) ON DELETE SET NULL,
    -- who asks, where it is no client
    person      TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'restriction', 'portability', 'objection')),
    received_on TEXT NOT NULL,
    way         TEXT NOT NULL CHECK (way IN ('mail', 'post', 'hand', 'phone')),
    -- the day on which the person was told that the answer takes longer, and why
    extended_on TEXT,
    delay       TEXT CHECK (delay IN ('complex', 'numerous')),
    answered_on TEXT,
    answered_by TEXT CHECK (answered_by IN ('mail', 'post', 'hand', 'phone')),
    -- absent where it was granted
    refusal     TEXT CHECK (refusal IN ('identity', 'nothing_held', 'law', 'claims', 'excessive')),
    CHECK ((extended_on IS NULL) = (delay IS NULL)),
    CHECK ((answered_on IS NULL) = (answered_by IS NULL)),
    CHECK (refusal IS NULL OR answered_on IS NOT NULL)
) STRICT;
CREATE INDEX person_request_by_client ON person_request (client_id);
CREATE INDEX person_request_open ON person_request (received_on) WHERE answered_on IS NULL;

CREATE TABLE quote_answer (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    answered_on TEXT NOT NULL,
    -- how the client answered, in the user's words
    remark      TEXT NOT NULL
) STRICT;

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
CREATE TRIGGER receipt_added AFTER INSERT ON receipt WHEN NEW.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id WHERE number = NEW.invoice; END;
CREATE TRIGGER receipt_added_to_turnover AFTER INSERT ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT NEW.received_on, coalesce((SELECT id FROM document WHERE number = NEW.invoice AND NEW.invoice <> ''), 0); END;
CREATE TRIGGER receipt_changed AFTER UPDATE ON receipt WHEN OLD.invoice <> '' OR NEW.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id
    WHERE number IN (OLD.invoice, NEW.invoice); END;
CREATE TRIGGER receipt_changed_in_turnover AFTER UPDATE ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT OLD.received_on, coalesce((SELECT id FROM document WHERE number = OLD.invoice AND OLD.invoice <> ''), 0)
    UNION ALL
    SELECT NEW.received_on, coalesce((SELECT id FROM document WHERE number = NEW.invoice AND NEW.invoice <> ''), 0); END;
CREATE TRIGGER receipt_removed AFTER DELETE ON receipt WHEN OLD.invoice <> ''
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document JOIN document ON document.id = document_id WHERE number = OLD.invoice; END;
CREATE TRIGGER receipt_removed_from_turnover AFTER DELETE ON receipt
BEGIN INSERT OR IGNORE INTO turnover_touched
    SELECT OLD.received_on, coalesce((SELECT id FROM document WHERE number = OLD.invoice AND OLD.invoice <> ''), 0); END;
CREATE INDEX receipt_by_day ON receipt (received_on);
CREATE INDEX receipt_by_invoice ON receipt (invoice, amount_cents) WHERE invoice <> '';
CREATE INDEX receipt_reference_by_length ON receipt (length(reference), reference);

CREATE TABLE receipt_part (
    "on"                 TEXT NOT NULL,
    -- where the money is recorded: a payment, a receipt, or a document that was paid on the day of its issue
    origin               TEXT NOT NULL CHECK (origin IN ('issue', 'payment', 'receipt')),
    origin_id            INTEGER NOT NULL,
    -- 0 for a receipt that pays no document of the vault
    document_id          INTEGER NOT NULL,
    -- empty where it is not known
    activity             TEXT NOT NULL,
    counts_for_franchise INTEGER NOT NULL CHECK (counts_for_franchise IN (0, 1)),
    -- of UNTDID 5305; empty where it is not known
    vat_category         TEXT NOT NULL,
    -- hundredths of a percent
    vat_rate_bp          INTEGER NOT NULL,
    currency             TEXT NOT NULL,
    -- turnover, its VAT and what was disbursed for the client, signed as on the account
    base_cents           INTEGER NOT NULL,
    tax_cents            INTEGER NOT NULL,
    disbursement_cents   INTEGER NOT NULL,
    PRIMARY KEY ("on", origin, origin_id, activity, counts_for_franchise, vat_category, vat_rate_bp)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER received_added_to_book AFTER INSERT ON received_invoice BEGIN INSERT OR IGNORE INTO book_touched SELECT spent_on FROM expense WHERE id = NEW.id AND spent_on <= (SELECT max(subject) FROM seal WHERE kind = 'book'); END;
CREATE TRIGGER received_changed_in_book AFTER UPDATE ON received_invoice BEGIN INSERT OR IGNORE INTO book_touched SELECT spent_on FROM expense WHERE id = NEW.id AND spent_on <= (SELECT max(subject) FROM seal WHERE kind = 'book'); END;

CREATE TABLE received_invoice (
    id          INTEGER PRIMARY KEY REFERENCES expense (id) ON DELETE CASCADE,
    state       TEXT NOT NULL CHECK (state IN ('to_confirm', 'confirmed')),
    -- the supplier's number in capitals without spaces, empty where the file states none
    number      TEXT NOT NULL,
    received_at TEXT NOT NULL,
    -- JSON of what the file states
    content     TEXT NOT NULL
) STRICT;
CREATE TRIGGER received_removed_from_book AFTER DELETE ON received_invoice BEGIN INSERT OR IGNORE INTO book_touched SELECT spent_on FROM expense WHERE id = OLD.id AND spent_on <= (SELECT max(subject) FROM seal WHERE kind = 'book'); END;
CREATE INDEX received_invoice_by_number ON received_invoice (number);

CREATE TABLE recurring_period (
    series_id INTEGER NOT NULL REFERENCES recurring_series (id) ON DELETE CASCADE,
    period    INTEGER NOT NULL CHECK (period >= 0),
    -- the draft that was made of it, which may be issued or removed since
    draft_id  INTEGER NOT NULL,
    made_at   TEXT NOT NULL,
    -- why the program could not issue it by itself, as JSON; empty where nothing stands against it
    hindrance TEXT NOT NULL,
    PRIMARY KEY (series_id, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX recurring_period_by_draft ON recurring_period (draft_id);

CREATE TABLE recurring_series (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the JSON object of INTERFACES, without days of its own; periods of its lines are those of period 0
    form       TEXT NOT NULL,
    -- the day of period 0, to which every other one is anchored
    start      TEXT NOT NULL,
    unit       TEXT NOT NULL CHECK (unit IN ('week', 'month', 'quarter', 'year')),
    every      INTEGER NOT NULL CHECK (every > 0),
    -- no period before this one is made
    first      INTEGER NOT NULL CHECK (first >= 0),
    until      TEXT,
    times      INTEGER CHECK (times > 0),
    -- days from issue until payment is due; absent where they are the client's
    terms      INTEGER CHECK (terms >= 0),
    is_issued  INTEGER NOT NULL CHECK (is_issued IN (0, 1)),
    is_paused  INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE reminder (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    sent_on     TEXT NOT NULL,
    tone        TEXT NOT NULL CHECK (tone IN ('courteous', 'firm', 'formal')),
    way         TEXT NOT NULL CHECK (way IN ('mail', 'post', 'hand')),
    -- as it was sent, to be shown again as proof
    body        TEXT NOT NULL
, account TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX reminder_by_document ON reminder (document_id);

CREATE TABLE reminder_step (
    tone TEXT PRIMARY KEY CHECK (tone IN ('courteous', 'firm', 'formal')),
    days INTEGER NOT NULL CHECK (days > 0)
) STRICT;

CREATE TABLE retention_choice (
    category TEXT PRIMARY KEY,
    -- absent where it never goes by itself
    years    INTEGER CHECK (years > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_decided (
    category TEXT NOT NULL,
    item     INTEGER NOT NULL,
    PRIMARY KEY (category, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_extension (
    category TEXT NOT NULL,
    item     INTEGER NOT NULL,
    -- the user wants to keep it until this day, included
    until    TEXT NOT NULL,
    PRIMARY KEY (category, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_log (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    "on"     TEXT NOT NULL,
    category TEXT NOT NULL,
    rows     INTEGER NOT NULL
) STRICT;

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

CREATE TABLE "rule" (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    words       TEXT NOT NULL CHECK (words <> ''),
    direction   INTEGER NOT NULL CHECK (direction IN (-1, 0, 1)),
    action      TEXT NOT NULL CHECK (action IN ('ignore', 'expense', 'receipt', 'party')),
    party_name  TEXT NOT NULL,
    category    TEXT NOT NULL,
    label       TEXT NOT NULL,
    -- absent unless the party is a client
    client_id   INTEGER REFERENCES client (id) ON DELETE CASCADE,
    -- the least and the most that the rule takes, without sign; absent where there is no such bound
    least_cents INTEGER CHECK (least_cents >= 0),
    most_cents  INTEGER CHECK (most_cents >= 0),
    -- 1 while the user has it rest
    is_paused   INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
    CHECK (least_cents <= most_cents)
) STRICT;

CREATE TABLE "seal" (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('document', 'closing', 'reprint', 'payment', 'write_off', 'purge', 'declaration', 'book', 'book_purge')),
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
CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal BEGIN SELECT raise(ABORT, 'a seal is never removed'); END;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
WHEN (NEW.sequence, NEW.at, NEW.kind, NEW.subject, NEW.files, NEW.previous, NEW.digest)
    IS NOT (OLD.sequence, OLD.at, OLD.kind, OLD.subject, OLD.files, OLD.previous, OLD.digest)
  OR OLD.kind <> 'document'
  OR NOT EXISTS (
    SELECT 1 FROM seal AS purge WHERE purge.kind = 'purge' AND purge.subject = OLD.subject
        AND purge.content ->> 'sequence' = OLD.sequence AND purge.content ->> 'digest' = OLD.digest
        AND purge.content ->> 'remains' = NEW.content AND substr(purge.at, 1, 10) > purge.content ->> 'until'
        AND CASE purge.content ->> 'until' WHEN '' THEN NEW.content ->> '$.document.type' NOT IN ('invoice', 'deposit', 'final', 'credit_note', 'corrective')
            ELSE EXISTS (SELECT 1 FROM kept_record JOIN issued_document ON document_id = target_id
                WHERE sequence = OLD.sequence AND kept_until = purge.content ->> 'until')
                OR EXISTS (SELECT 1 FROM issued_document JOIN document ON document.id = document_id
                WHERE sequence = OLD.sequence AND purge.content ->> 'until' >= (substr(issued_on, 1, 4) + 10) || '-12-31') END)
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE INDEX seal_by_subject ON seal (kind, subject);

CREATE TABLE security_moment (
    name TEXT PRIMARY KEY CHECK (name IN ('passphrase_changed', 'recovery_key_made', 'recovery_key_tried',
                                          'restore_tested')),
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sending (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    sent_on     TEXT NOT NULL,
    way         TEXT NOT NULL CHECK (way IN ('mail', 'post', 'hand'))
, account TEXT NOT NULL DEFAULT '') STRICT;

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

CREATE TABLE suppressed_address (
    hash    TEXT PRIMARY KEY,
    -- what is refused: all mail, or what is neither a document nor an exchange
    choice  TEXT NOT NULL CHECK (choice IN ('business', 'none'))
) STRICT, WITHOUT ROWID;

CREATE TABLE suppression_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
) STRICT;

CREATE TABLE target (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL
) STRICT;

CREATE TABLE turnover_sum (
    "on"                 TEXT NOT NULL,
    currency             TEXT NOT NULL,
    -- empty where it is not known
    activity             TEXT NOT NULL,
    counts_for_franchise INTEGER NOT NULL CHECK (counts_for_franchise IN (0, 1)),
    -- 0 for receipts that pay no document of the vault
    has_document         INTEGER NOT NULL CHECK (has_document IN (0, 1)),
    -- without VAT and disbursements, signed as on the account
    cents                INTEGER NOT NULL CHECK (cents <> 0),
    PRIMARY KEY ("on", currency, activity, counts_for_franchise, has_document)
) STRICT, WITHOUT ROWID;

CREATE TABLE turnover_touched (
    "on"        TEXT NOT NULL,
    -- of a document whose other days have to be computed too; 0 for none
    document_id INTEGER NOT NULL,
    PRIMARY KEY ("on", document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "voucher" (
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
CREATE INDEX voucher_by_digest ON voucher (digest);

CREATE TABLE write_off (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    decided_on  TEXT NOT NULL,
    -- with the sign of the document's total: neither turnover nor money received
    cents       INTEGER NOT NULL CHECK (cents <> 0)
) STRICT;
CREATE TRIGGER write_off_added AFTER INSERT ON write_off
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = NEW.document_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (NEW.document_id); END;
CREATE TRIGGER write_off_changed AFTER UPDATE ON write_off
BEGIN INSERT OR IGNORE INTO payment_touched
    SELECT document_id FROM issued_document WHERE document_id IN (OLD.document_id, NEW.document_id); END;
CREATE TRIGGER write_off_removed AFTER DELETE ON write_off
WHEN EXISTS (SELECT 1 FROM issued_document WHERE document_id = OLD.document_id)
BEGIN INSERT OR IGNORE INTO payment_touched VALUES (OLD.document_id); END;
