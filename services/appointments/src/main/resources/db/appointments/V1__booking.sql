CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;

-- The clock that decides whether a hold has run out: the database's own, asked inside the statement
-- that decides. A function, so that a test can put another clock in its place.
CREATE FUNCTION booking_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- Positions of the halls; everything else about them is read from the files of the service.
CREATE TABLE hall (
    id       text  PRIMARY KEY,
    position earth NOT NULL
);

-- What can be booked at the desks of one kind in one hall. A longer service takes several in a row.
CREATE TABLE slot (
    desk          text        NOT NULL, -- hall/kind
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    releases_at   timestamptz NOT NULL, -- residents may book from here on
    capacity      int         NOT NULL, -- places for residents
    taken         int         NOT NULL DEFAULT 0,
    reserve       int         NOT NULL, -- places for staff to give
    reserve_taken int         NOT NULL DEFAULT 0,
    planned       boolean     NOT NULL DEFAULT true,
    closed        boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (desk, starts_at),
    CONSTRAINT slot_has_a_length CHECK (ends_at > starts_at),
    CONSTRAINT slot_is_never_overbooked CHECK (taken BETWEEN 0 AND capacity),
    CONSTRAINT reserve_is_never_overbooked CHECK (reserve_taken BETWEEN 0 AND reserve)
) WITH (fillfactor = 50);

CREATE TABLE booking (
    id           uuid        PRIMARY KEY,
    version      bigint      NOT NULL DEFAULT 1,
    reference    text        NOT NULL UNIQUE,
    state        text        NOT NULL,
    open         boolean     NOT NULL, -- counts against the resident's limits
    placed       boolean     NOT NULL, -- counts against the slots' capacity
    reserve      boolean     NOT NULL DEFAULT false, -- of the places for staff to give
    hall         text        NOT NULL,
    desk         text        NOT NULL,
    service      text        NOT NULL,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    resident     text        NOT NULL, -- who comes
    agent        text,                 -- who booked it for them
    ordinal      smallint    NOT NULL, -- 1, 2, 3: which of the resident's open bookings
    application  uuid,
    sequence     int         NOT NULL DEFAULT 0, -- of the calendar entry (RFC 5545 §3.8.7.4)
    held_at      timestamptz NOT NULL,
    free_at      timestamptz NOT NULL, -- when the hold runs out; of no meaning once it is confirmed
    confirmed_at timestamptz,
    arrived_at   timestamptz,
    ended_at     timestamptz,
    reason       text,
    changed_in   xid8        NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT booking_state_is_known CHECK (state IN
        ('HELD', 'CONFIRMED', 'CHECKED_IN', 'SERVING', 'DONE', 'EXPIRED', 'CANCELLED', 'NO_SHOW')),
    CONSTRAINT booking_is_open_until_it_ends CHECK
        (open = (state IN ('HELD', 'CONFIRMED', 'CHECKED_IN', 'SERVING'))),
    CONSTRAINT booking_keeps_its_place CHECK (placed OR state IN ('EXPIRED', 'CANCELLED')),
    CONSTRAINT booking_number_in_range CHECK (ordinal BETWEEN 1 AND 9),
    CONSTRAINT booking_nobody_is_in_two_places
        EXCLUDE USING gist (resident WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (open)
) WITH (fillfactor = 70);

-- The limits of a resident, which the database keeps even if the code is wrong. What a confirmation
-- changes is in no index, so that it writes none.
CREATE UNIQUE INDEX booking_one_for_each_service ON booking (resident, service) WHERE open;
CREATE UNIQUE INDEX booking_few_for_each_resident ON booking (resident, ordinal) WHERE open;
CREATE INDEX booking_of_desk ON booking (desk, starts_at) WHERE placed;
CREATE INDEX booking_to_free ON booking (free_at) WHERE placed;
CREATE INDEX booking_of_resident ON booking (resident, id);
CREATE INDEX booking_of_agent ON booking (agent, id) WHERE agent IS NOT NULL;

-- Places that were given up: first for the waiting list, after free_at for everybody. Until then
-- they count as taken.
CREATE TABLE vacated (
    id        uuid        PRIMARY KEY DEFAULT uuidv7(),
    desk      text        NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    reserve   boolean     NOT NULL,
    free_at   timestamptz NOT NULL
);

CREATE INDEX vacated_to_free ON vacated (free_at);

CREATE TABLE booking_step (
    booking  uuid        NOT NULL REFERENCES booking,
    version  bigint      NOT NULL,
    at       timestamptz NOT NULL,
    act      text        NOT NULL,
    state    text        NOT NULL,
    by_staff text,
    PRIMARY KEY (booking, version)
);

-- Who may not book online for a while, and why (three missed appointments in 90 days).
CREATE TABLE restriction (
    resident text        PRIMARY KEY,
    until    timestamptz NOT NULL,
    missed   int         NOT NULL
);
