-- Trips made for the activity: vehicles, trips, trips to repeat, and how they are kept. Places are words of the user.

CREATE TABLE mileage_vehicle (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('car', 'motorcycle', 'moped')),
    -- fiscal horsepower, 0 where the scale does not ask for it
    power        INTEGER NOT NULL CHECK (power >= 0),
    is_electric  INTEGER NOT NULL CHECK (is_electric IN (0, 1)),
    registration TEXT NOT NULL
) STRICT;

CREATE TABLE mileage_trip (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    driven_on   TEXT NOT NULL,
    origin      TEXT NOT NULL,
    destination TEXT NOT NULL,
    -- tenths of a kilometre, one way
    tenths      INTEGER NOT NULL CHECK (tenths > 0),
    purpose     TEXT NOT NULL,
    client_id   INTEGER REFERENCES client (id) ON DELETE SET NULL,
    vehicle_id  INTEGER REFERENCES mileage_vehicle (id),
    is_return   INTEGER NOT NULL CHECK (is_return IN (0, 1)),
    -- the draft that invoices it again: one that was removed may come back under its id, and no other draft has it
    draft_id    INTEGER,
    -- what that draft became
    document_id INTEGER REFERENCES document (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX mileage_trip_by_day ON mileage_trip (driven_on);
CREATE INDEX mileage_trip_by_client ON mileage_trip (client_id);
CREATE INDEX mileage_trip_by_vehicle ON mileage_trip (vehicle_id);
CREATE INDEX mileage_trip_by_draft ON mileage_trip (draft_id);
CREATE INDEX mileage_trip_by_document ON mileage_trip (document_id);

-- A trip to repeat.
CREATE TABLE mileage_template (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    origin      TEXT NOT NULL,
    destination TEXT NOT NULL,
    tenths      INTEGER NOT NULL CHECK (tenths > 0),
    purpose     TEXT NOT NULL,
    client_id   INTEGER REFERENCES client (id) ON DELETE SET NULL,
    vehicle_id  INTEGER REFERENCES mileage_vehicle (id) ON DELETE SET NULL,
    is_return   INTEGER NOT NULL CHECK (is_return IN (0, 1))
) STRICT;
CREATE INDEX mileage_template_by_client ON mileage_template (client_id);
CREATE INDEX mileage_template_by_vehicle ON mileage_template (vehicle_id);

CREATE TABLE mileage_settings (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    -- years that trips stay after the end of their own; absent where they are never erased
    kept_years INTEGER CHECK (kept_years > 0),
    -- the last price of a kilometre, in millionths; absent until one was given
    price      INTEGER CHECK (price > 0)
) STRICT;
