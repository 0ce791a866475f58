-- Written vouchers (受理通知书, 一次告知书, 不予受理决定书, 决定书) and results. What they say follows from
-- the case; kept is that they were given, by whom, and whether they still hold.
CREATE TABLE voucher (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    application uuid        NOT NULL REFERENCES application,
    kind        text        NOT NULL CHECK (kind IN
                ('ACCEPTANCE', 'CORRECTION', 'NON_ACCEPTANCE', 'DECISION', 'RESULT')),
    number      text        NOT NULL,
    code        text        NOT NULL UNIQUE, -- by which anybody checks it
    item        text        NOT NULL,
    department  text        NOT NULL,
    licence     text        UNIQUE,          -- identifier of the electronic licence, GB/T 36904
    issued_at   timestamptz NOT NULL,
    revoked_at  timestamptz,
    revoked_by  text,
    reason      bytea,                       -- sealed: why it was revoked
    UNIQUE (application, kind),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (reason IS NULL))
);

-- 好差评: one for each case, with the clocks of what follows from a bad one.
CREATE TABLE rating (
    application  uuid        PRIMARY KEY REFERENCES application,
    resident     text        NOT NULL,
    item         text        NOT NULL,
    department   text        NOT NULL,
    district     text        NOT NULL,
    level        smallint    NOT NULL CHECK (level BETWEEN 1 AND 5),
    scores       jsonb       NOT NULL,
    comment      bytea,                      -- sealed
    late         boolean     NOT NULL,
    rated_at     timestamptz NOT NULL,
    officers     text[]      NOT NULL,       -- who was rated: they see neither it nor the rater
    contact_due  date,
    fix_due      date,
    contacted_at timestamptz,
    contacted_by text,
    fixed_at     timestamptz,
    fixed_by     text,
    outcome      bytea,                      -- sealed: what was done
    CHECK ((level <= 2) = (contact_due IS NOT NULL) AND (contact_due IS NULL) = (fix_due IS NULL)),
    CHECK (fixed_at IS NULL OR contacted_at IS NOT NULL)
);

CREATE INDEX rating_open ON rating (department, district, fix_due)
    WHERE contact_due IS NOT NULL AND fixed_at IS NULL;

-- Others whose consent a case needs, such as heirs; each answers in the own app.
CREATE TABLE case_party (
    application uuid        NOT NULL REFERENCES application,
    resident    text        NOT NULL,
    name        bytea       NOT NULL,        -- sealed: as the applicant gave it
    state       text        NOT NULL CHECK (state IN ('ASKED', 'AGREED', 'DECLINED')),
    asked_at    timestamptz NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (application, resident),
    CHECK ((state = 'ASKED') = (answered_at IS NULL))
);

CREATE INDEX case_party_of ON case_party (resident, application);
