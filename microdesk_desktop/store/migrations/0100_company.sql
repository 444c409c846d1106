-- The whole identity of the business, as its documents, books and declarations need it.
ALTER TABLE company ADD COLUMN trade_name TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN postal_code TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN country TEXT NOT NULL DEFAULT 'FR';
ALTER TABLE company ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN is_craft INTEGER NOT NULL DEFAULT 0 CHECK (is_craft IN (0, 1));
ALTER TABLE company ADD COLUMN vat_regime TEXT NOT NULL DEFAULT 'franchise' CHECK (vat_regime IN ('franchise', 'real'));
ALTER TABLE company ADD COLUMN vat_number TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN iban TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN bic TEXT NOT NULL DEFAULT '';
-- the mention of the register: RCS, RNE, or the dispense of registration
ALTER TABLE company ADD COLUMN legal_text TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN insurance TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN mediator TEXT NOT NULL DEFAULT '';
-- absent when unknown
ALTER TABLE company ADD COLUMN created_on TEXT;
-- absent without ACRE
ALTER TABLE company ADD COLUMN acre_until TEXT;
ALTER TABLE company ADD COLUMN has_flat_tax INTEGER NOT NULL DEFAULT 0 CHECK (has_flat_tax IN (0, 1));
ALTER TABLE company ADD COLUMN declares TEXT NOT NULL DEFAULT 'quarterly' CHECK (declares IN ('monthly', 'quarterly'));
ALTER TABLE company ADD COLUMN numbering TEXT NOT NULL DEFAULT '';

-- What the user did, or wants to hear no more of, among the first things to do.
CREATE TABLE first_step (
    name    TEXT PRIMARY KEY CHECK (name IN ('records', 'statement', 'company', 'recovery_key')),
    done_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
