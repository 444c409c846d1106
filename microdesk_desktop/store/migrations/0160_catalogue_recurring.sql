-- Exact prices of the catalogue, in millionths for one unit without tax; and documents that come again.

ALTER TABLE catalogue_item RENAME COLUMN unit_price_cents TO unit_price;
UPDATE catalogue_item SET unit_price = unit_price * 10000;
-- An import of before can still be taken back: the values that it changed are those of the new column.
UPDATE imported_change SET
    before = json_remove(json_set(before, '$.unit_price', json_extract(before, '$.unit_price_cents') * 10000),
                         '$.unit_price_cents'),
    after = json_remove(json_set(after, '$.unit_price', json_extract(after, '$.unit_price_cents') * 10000),
                        '$.unit_price_cents')
    WHERE entity = 'catalogue_item' AND json_type(after, '$.unit_price_cents') IS NOT NULL;

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

-- Each period that was made, in the transaction that kept its draft: none is ever made twice.
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
