-- What residents ask about their own data (个人信息保护法 §44–48).
CREATE TABLE data_request (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    resident   text        NOT NULL REFERENCES resident,
    kind       text        NOT NULL CHECK (kind IN ('EXPORT', 'CORRECTION', 'DELETION')),
    state      text        NOT NULL CHECK (state IN
               ('GATHERING', 'READY', 'EXPIRED', 'OPEN', 'DONE', 'REFUSED', 'RESTRICTED')),
    field      text        CHECK (field IN ('REAL_NAME', 'RESIDENT_NUMBER', 'PHONE')),
    value      bytea,                          -- sealed: what it should be
    reason     text,                           -- why it was refused, or why it is restricted
    until      date,                           -- last day of the restriction
    made_at    timestamptz NOT NULL,
    due_on     date        NOT NULL,
    due_status text        NOT NULL,
    done_at    timestamptz,
    decided_by text,
    CHECK (kind = 'CORRECTION' OR field IS NULL),
    CHECK (state <> 'RESTRICTED' OR (reason IS NOT NULL AND until IS NOT NULL)),
    CHECK (state <> 'REFUSED' OR reason IS NOT NULL)
);

CREATE INDEX data_request_of_resident ON data_request (resident, id);
CREATE INDEX data_request_open ON data_request (state, id) WHERE state IN ('OPEN', 'READY', 'RESTRICTED');
-- One export at a time, whatever goes on in parallel.
CREATE UNIQUE INDEX data_request_gathering ON data_request (resident) WHERE state = 'GATHERING';

-- What each service gave; an export is ready when no part is missing.
CREATE TABLE data_request_part (
    request     uuid        NOT NULL REFERENCES data_request,
    service     text        NOT NULL,
    document    bytea,                         -- sealed
    bytes       int,
    sha256      text,
    tries       int         NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    here_at     timestamptz,
    PRIMARY KEY (request, service)
);

CREATE INDEX data_request_part_missing ON data_request_part (next_try_at) WHERE here_at IS NULL;

ALTER TABLE resident ADD COLUMN restricted_until date;
