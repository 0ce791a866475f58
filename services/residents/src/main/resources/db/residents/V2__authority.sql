-- Authority that one person gave another (授权委托): for certain matters, for a certain time.
CREATE TABLE proxy (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    principal   text        NOT NULL REFERENCES resident,
    agent       text        NOT NULL REFERENCES resident,
    items       text[]      NOT NULL CHECK (cardinality(items) BETWEEN 1 AND 50),
    valid_from  date        NOT NULL,
    valid_until date        NOT NULL,        -- the last day
    channel     text        NOT NULL CHECK (channel IN ('ONLINE', 'WINDOW')),
    proof_kind  text,
    proof       bytea,                       -- sealed: where the paper is
    recorded_by text,
    given_at    timestamptz NOT NULL,
    ended_at    timestamptz,
    ended_by    text        CHECK (ended_by IN ('PRINCIPAL', 'AGENT', 'STAFF', 'JOINED')),
    CHECK (principal <> agent),
    CHECK (valid_until >= valid_from),
    CHECK ((channel = 'WINDOW') = (recorded_by IS NOT NULL AND proof IS NOT NULL AND proof_kind IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);

CREATE INDEX proxy_of_principal ON proxy (principal, id);
CREATE INDEX proxy_of_agent ON proxy (agent, principal);

-- Guardians (监护人) of children under 14, as a clerk has seen proved.
CREATE TABLE guardianship (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    guardian    text        NOT NULL REFERENCES resident,
    child       text        NOT NULL REFERENCES resident,
    proof_kind  text        NOT NULL,
    proof       bytea       NOT NULL,
    recorded_by text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    ended_at    timestamptz,
    CHECK (guardian <> child)
);

CREATE UNIQUE INDEX guardianship_once ON guardianship (guardian, child) WHERE ended_at IS NULL;
CREATE INDEX guardianship_of_child ON guardianship (child) WHERE ended_at IS NULL;

-- Who may act for a firm (法定代表人, 经办人). A claim says so itself; a clerk who saw the proof, or the
-- legal representative, confirms.
CREATE TABLE firm_agent (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    credit_code text        NOT NULL,
    firm_name   text        NOT NULL,
    resident    text        NOT NULL REFERENCES resident,
    role        text        NOT NULL CHECK (role IN ('LEGAL_REPRESENTATIVE', 'AGENT')),
    scopes      text[]      NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 50),
    valid_from  date        NOT NULL,
    valid_until date        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('CLAIMED', 'CONFIRMED', 'ENDED')),
    proof_kind  text,
    proof       bytea,
    confirmed_by text,                       -- the clerk, or the legal representative's id
    made_at     timestamptz NOT NULL,
    ended_at    timestamptz,
    CHECK (valid_until >= valid_from),
    CHECK (state <> 'CONFIRMED' OR confirmed_by IS NOT NULL),
    CHECK ((state = 'ENDED') = (ended_at IS NOT NULL))
);

CREATE INDEX firm_agent_of_resident ON firm_agent (resident, id);
CREATE INDEX firm_agent_of_firm ON firm_agent (credit_code) WHERE state = 'CONFIRMED';
