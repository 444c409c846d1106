-- Mail accounts: addresses and settings of servers. Passwords are in the keyring, messages are kept nowhere.

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
) STRICT;
