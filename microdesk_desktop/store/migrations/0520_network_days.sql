-- Who was reached, for longer than the last connections are kept: their sums by day. Nothing of what was exchanged.
-- rows network_day: SELECT count(*) FROM (SELECT DISTINCT substr("at", 1, 10), host, purpose FROM network_event)

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
INSERT INTO network_day ("on", host, purpose, requests, bytes_out, bytes_in, last_at)
    SELECT substr("at", 1, 10), host, purpose, count(*), sum(bytes_out), sum(bytes_in), max("at")
    FROM network_event GROUP BY 1, 2, 3;
