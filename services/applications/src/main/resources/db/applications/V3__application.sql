CREATE SEQUENCE receipt_number;

CREATE TABLE application (
    id              uuid        PRIMARY KEY DEFAULT uuidv7(),
    version         bigint      NOT NULL DEFAULT 1,
    state           text        NOT NULL CHECK (state IN
                    ('DRAFT', 'SUBMITTED', 'ACCEPTED', 'UNDER_REVIEW', 'APPROVED', 'REFUSED', 'ISSUED')),
    resident        text        NOT NULL,
    item            text        NOT NULL,
    item_version    int         NOT NULL,
    channel         text        NOT NULL CHECK (channel IN ('ONLINE', 'WINDOW')),
    division        text        NOT NULL,
    district        text        NOT NULL, -- whose office of the department decides
    department      text        NOT NULL,
    form            bytea,                -- sealed: everything a resident fills in is personal
    receipt         text        UNIQUE,
    intake_district text,                 -- where it was handed in
    intake_staff    text,                 -- who submitted it at a window or accepted it
    reviewer        text,
    decider         text,
    reason          text,                 -- why it was refused, with the remedies
    result          text        UNIQUE,   -- number of the document issued
    created_at      timestamptz NOT NULL,
    submitted_at    timestamptz,
    accepted_at     timestamptz,
    decided_at      timestamptz,
    issued_at       timestamptz,
    FOREIGN KEY (item, item_version) REFERENCES item_version (code, version),
    CHECK (state = 'DRAFT' OR (receipt IS NOT NULL AND submitted_at IS NOT NULL AND form IS NOT NULL)),
    CHECK (state IN ('DRAFT', 'SUBMITTED') OR accepted_at IS NOT NULL),
    CHECK (decider IS NULL OR decider <> intake_staff), -- intake and decision are never one person
    CHECK (state <> 'ISSUED' OR result IS NOT NULL)
);

CREATE INDEX application_of_resident ON application (resident, id DESC);
CREATE INDEX application_inbox ON application (department, district, state, id) WHERE state <> 'DRAFT';

-- What happened to a case, for the resident's timeline and for the record. Only ever added to.
CREATE TABLE application_step (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    application uuid        NOT NULL REFERENCES application,
    version     bigint      NOT NULL,
    at          timestamptz NOT NULL,
    act         text        NOT NULL,
    state       text        NOT NULL,
    by_staff    text,
    department  text,
    UNIQUE (application, version) -- one step for each version, whatever goes on in parallel
);
