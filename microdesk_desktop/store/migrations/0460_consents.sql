-- What the user agreed to: which text, when, how, and when that was taken back. Rows are added, and ended once.
-- rows consent: SELECT count(*) FROM company

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

INSERT INTO consent (subject, text_version, text_digest, language, given_at, way)
    SELECT 'statement', privacy_version, '', '', privacy_accepted_at, 'creation' FROM company;

ALTER TABLE company DROP COLUMN privacy_version;
ALTER TABLE company DROP COLUMN privacy_accepted_at;

CREATE TRIGGER consent_stays BEFORE UPDATE ON consent
WHEN OLD.withdrawn_at IS NOT NULL
  OR (NEW.id, NEW.subject, NEW.text_version, NEW.text_digest, NEW.language, NEW.given_at, NEW.way)
  IS NOT (OLD.id, OLD.subject, OLD.text_version, OLD.text_digest, OLD.language, OLD.given_at, OLD.way)
BEGIN SELECT RAISE(ABORT, 'a consent is only ever withdrawn, once'); END;
CREATE TRIGGER consent_is_kept BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is kept'); END;
