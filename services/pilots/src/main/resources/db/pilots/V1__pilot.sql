CREATE EXTENSION IF NOT EXISTS btree_gist;

-- A round of pilots with the paper behind it and the days of its two assessments.
CREATE TABLE batch (
    code        text PRIMARY KEY,
    title       text NOT NULL,
    title_en    text NOT NULL,
    paper       text NOT NULL,
    mid_term_on date NOT NULL,
    final_on    date NOT NULL,
    CHECK (mid_term_on < final_on)
);

-- What can be opened: an item, a bundle, appointments at a hall, notices of a kind, a feature.
CREATE TABLE scenario (
    code       text PRIMARY KEY CHECK (code ~ '^(item|bundle|hall|notices|feature):[a-z0-9][a-z0-9-]*$'),
    title      text NOT NULL,
    title_en   text NOT NULL,
    department text NOT NULL
);

CREATE TABLE pilot (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    version     bigint      NOT NULL DEFAULT 1,
    batch       text        REFERENCES batch,
    seed        text        UNIQUE,   -- names the line of the configuration that it came from
    scenario    text        NOT NULL REFERENCES scenario,
    district    text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('PLANNED', 'PILOT', 'EXPANDED', 'ADJUSTED', 'STOPPED')),
    opens_on    date        NOT NULL,
    closes_on   date,                 -- the last day; open-ended without
    share       int         NOT NULL CHECK (share BETWEEN 0 AND 100),
    groups      text[]      NOT NULL, -- empty: everybody
    channels    text[]      NOT NULL CHECK (cardinality(channels) > 0),
    quota       int         CHECK (quota > 0),
    stopped_on  date,
    copied_from uuid        REFERENCES pilot,
    created_at  timestamptz NOT NULL,
    CHECK (closes_on >= opens_on),
    CHECK ((state = 'STOPPED') = (stopped_on IS NOT NULL)),
    -- Of one scenario in one district there is one pilot on any day.
    CONSTRAINT pilot_overlap EXCLUDE USING gist (
        scenario WITH =, district WITH =, daterange(opens_on, closes_on, '[]') WITH &&)
        WHERE (state <> 'STOPPED')
);

CREATE INDEX pilot_list ON pilot (district, state, id);

-- Every move of a pilot with its reason, its two people and its paper. Rows are never deleted, and
-- what was decided never changes.
CREATE TABLE pilot_move (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    place        bigint      GENERATED ALWAYS AS IDENTITY, -- the order in which they were proposed
    pilot        uuid        NOT NULL REFERENCES pilot,
    kind         text        NOT NULL CHECK (kind IN
                 ('PLAN', 'OPENING', 'ADJUSTMENT', 'EXPANSION', 'STOP', 'REPLICATION')),
    status       text        NOT NULL CHECK (status IN ('PROPOSED', 'APPROVED', 'REJECTED', 'SUPERSEDED', 'DONE')),
    reason       text        NOT NULL CHECK (reason <> ''),
    paper        text        NOT NULL,
    before       jsonb,
    terms        jsonb,      -- as they are to be; absent for a stop
    effective_on date        NOT NULL,
    author       text        NOT NULL,
    proposed_at  timestamptz NOT NULL,
    approver     text,
    decided_at   timestamptz,
    note         text,       -- of whoever decided
    done_at      timestamptz,
    CONSTRAINT pilot_move_two_people CHECK (status = 'REJECTED' OR approver IS NULL OR approver <> author),
    CHECK ((status = 'PROPOSED') = (decided_at IS NULL)),
    CHECK ((status = 'DONE') = (done_at IS NOT NULL))
);

CREATE INDEX pilot_move_of ON pilot_move (pilot, place);
CREATE UNIQUE INDEX pilot_move_one_open ON pilot_move (pilot) WHERE status = 'PROPOSED';
CREATE INDEX pilot_move_due ON pilot_move (effective_on) WHERE status = 'APPROVED';
