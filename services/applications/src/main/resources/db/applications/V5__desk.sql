-- What staff need beside the case itself, and firms as applicants.
ALTER TABLE application
    ADD COLUMN firm       text,                                -- credit code of the applicant, if it is a firm
    ADD COLUMN claimed_at timestamptz,
    ADD COLUMN words      bigint[] NOT NULL DEFAULT '{}',      -- keyed hashes of neighbouring characters
    ADD CONSTRAINT application_claim CHECK ((claimed_by IS NULL) = (claimed_at IS NULL));

CREATE INDEX application_words ON application USING gin (words) WHERE state <> 'DRAFT';
CREATE INDEX application_of_agent ON application (agent, id DESC) WHERE agent IS NOT NULL;
CREATE INDEX application_office ON application (department, district, id) WHERE receipt IS NOT NULL;

-- Internal notes. The applicant never sees them, but an export of personal data does.
CREATE TABLE case_note (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    application uuid        NOT NULL REFERENCES application,
    by_staff    text        NOT NULL,
    department  text        NOT NULL,
    at          timestamptz NOT NULL,
    text        bytea       NOT NULL  -- sealed
);

CREATE INDEX case_note_of ON case_note (application, id);

-- A question to another department (协助函). It sees the question and the item, not the form.
CREATE TABLE help_request (
    id              uuid        PRIMARY KEY DEFAULT uuidv7(),
    application     uuid        NOT NULL REFERENCES application,
    from_department text        NOT NULL,
    to_department   text        NOT NULL,
    district        text        NOT NULL,
    asked_by        text        NOT NULL,
    asked_at        timestamptz NOT NULL,
    question        bytea       NOT NULL, -- sealed
    answered_by     text,
    answered_at     timestamptz,
    answer          bytea,                -- sealed
    CHECK ((answered_by IS NULL) = (answer IS NULL) AND (answer IS NULL) = (answered_at IS NULL))
);

CREATE INDEX help_request_of ON help_request (application, id);
CREATE INDEX help_request_open ON help_request (to_department, district, id) WHERE answered_at IS NULL;

-- Words that an office writes often.
CREATE TABLE reply_template (
    department text        NOT NULL,
    code       text        NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    title      text        NOT NULL,
    text       text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (department, code)
);
