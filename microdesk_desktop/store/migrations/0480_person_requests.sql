-- What people ask about their own data, and what they were answered; without a name once whoever asked is erased.

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
