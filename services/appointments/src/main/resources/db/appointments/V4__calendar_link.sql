-- A calendar application cannot log in: it knows an address that nobody can guess. Kept is only its
-- hash, so that who reads the table cannot read calendars.
CREATE TABLE calendar_link (
    resident text        PRIMARY KEY,
    hash     bytea       NOT NULL UNIQUE,
    made_at  timestamptz NOT NULL
);
