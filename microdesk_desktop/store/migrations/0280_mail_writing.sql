-- What goes with writing mail: the signature of an account, and that a message is being sent. Nothing of any message.

CREATE TABLE mail_signature (
    -- of the account; it stays when the account is connected anew
    address TEXT PRIMARY KEY COLLATE NOCASE,
    text    TEXT NOT NULL
) STRICT;

-- A message that the user sent and whose outcome is not known yet: the program ended meanwhile, where one is left.
CREATE TABLE mail_attempt (
    id       INTEGER PRIMARY KEY,
    address  TEXT NOT NULL COLLATE NOCASE,
    begun_at TEXT NOT NULL
) STRICT;
