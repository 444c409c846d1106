-- What happens to a document after its issue: that it was sent, the reminders of it, what is written off.

CREATE TABLE sending (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    sent_on     TEXT NOT NULL,
    way         TEXT NOT NULL CHECK (way IN ('mail', 'post', 'hand'))
) STRICT;

CREATE TABLE reminder (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    sent_on     TEXT NOT NULL,
    tone        TEXT NOT NULL CHECK (tone IN ('courteous', 'firm', 'formal')),
    way         TEXT NOT NULL CHECK (way IN ('mail', 'post', 'hand')),
    -- as it was sent, to be shown again as proof
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX reminder_by_document ON reminder (document_id);

CREATE TABLE write_off (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    decided_on  TEXT NOT NULL,
    -- with the sign of the document's total: neither turnover nor money received
    cents       INTEGER NOT NULL CHECK (cents <> 0)
) STRICT;

-- after how many days of lateness each reminder is proposed, where the user changed it
CREATE TABLE reminder_step (
    tone TEXT PRIMARY KEY CHECK (tone IN ('courteous', 'firm', 'formal')),
    days INTEGER NOT NULL CHECK (days > 0)
) STRICT;

-- legal interest rates that the user found for semesters that no table of the program knows
CREATE TABLE entered_rate (
    first_day  TEXT PRIMARY KEY,
    -- hundredths of a percent a year
    hundredths INTEGER NOT NULL CHECK (hundredths > 0)
) STRICT;
