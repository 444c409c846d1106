-- The supporting document of a receipt or an expense (« justificatif »): a picture or a PDF.
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
