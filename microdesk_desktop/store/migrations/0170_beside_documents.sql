-- What is kept beside a sales document, which itself never changes once issued: the answer to a quote, notes, files.

CREATE TABLE quote_answer (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    answered_on TEXT NOT NULL,
    -- how the client answered, in the user's words
    remark      TEXT NOT NULL
) STRICT;

-- of an issued document or of a draft; what a draft has goes over to the document that is issued of it
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
