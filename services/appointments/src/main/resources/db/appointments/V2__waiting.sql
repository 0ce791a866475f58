-- Who waits for a place of a service in a hall, between two days.
CREATE TABLE waiting (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(), -- the order of waiting
    version    bigint      NOT NULL DEFAULT 1,
    state      text        NOT NULL DEFAULT 'WAITING'
               CHECK (state IN ('WAITING', 'OFFERED', 'TAKEN', 'LAPSED', 'LEFT')),
    first      boolean     NOT NULL DEFAULT false, -- lost a place through no fault of their own
    resident   text        NOT NULL,
    hall       text        NOT NULL,
    desk       text        NOT NULL,
    service    text        NOT NULL,
    minutes    int         NOT NULL,
    from_date  date        NOT NULL,
    until_date date        NOT NULL CHECK (until_date >= from_date),
    booking    uuid,                                     -- the hold that is the offer
    not_before timestamptz NOT NULL DEFAULT '-infinity', -- could not take what came: passed over
    joined_at  timestamptz NOT NULL
);

CREATE UNIQUE INDEX waiting_once ON waiting (resident, hall, service)
    WHERE state IN ('WAITING', 'OFFERED');
CREATE INDEX waiting_in_line ON waiting (desk, first DESC, id) WHERE state = 'WAITING';
CREATE INDEX waiting_offered ON waiting (booking) WHERE state = 'OFFERED';
CREATE INDEX waiting_of_resident ON waiting (resident, id);

-- Days on which a hall stays closed against its hours.
CREATE TABLE closure (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    hall       text        NOT NULL,
    from_date  date        NOT NULL,
    until_date date        NOT NULL CHECK (until_date >= from_date),
    reason     text        NOT NULL,
    staff      text        NOT NULL,
    made_at    timestamptz NOT NULL
);

CREATE INDEX slot_closed ON slot (desk, starts_at) WHERE closed;
