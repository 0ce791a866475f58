-- Joint site visits (联合踏勘): one coming of several departments to one matter.
CREATE TABLE site_visit (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    application uuid        NOT NULL REFERENCES application, -- the case, or the bundle's case
    district    text        NOT NULL,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL CHECK (ends_at > starts_at),
    arranged_by text        NOT NULL,
    arranged_at timestamptz NOT NULL
);

CREATE INDEX site_visit_of ON site_visit (application, id);

-- What one department checks on it; two of its officers sign, each with an own log-in.
CREATE TABLE site_check (
    visit          uuid        NOT NULL REFERENCES site_visit,
    application    uuid        NOT NULL REFERENCES application,
    department     text        NOT NULL,
    officer        text,
    passed         boolean,
    finding        bytea,      -- sealed
    found_at       timestamptz,
    second_officer text,
    confirmed_at   timestamptz,
    PRIMARY KEY (visit, application),
    CHECK (second_officer <> officer),
    CHECK ((officer IS NULL) = (finding IS NULL) AND (finding IS NULL) = (passed IS NULL)),
    CHECK (second_officer IS NULL OR officer IS NOT NULL),
    CHECK ((second_officer IS NULL) = (confirmed_at IS NULL))
);

CREATE INDEX site_check_open ON site_check (department, visit) WHERE confirmed_at IS NULL;
CREATE INDEX site_check_of ON site_check (application);

-- What departments miss in their members of a bundle, until the one notice of everything goes out.
CREATE TABLE missing_note (
    application uuid        NOT NULL REFERENCES application, -- the bundle's case
    department  text        NOT NULL,
    about       text        NOT NULL,
    what        bytea       NOT NULL, -- sealed
    by_staff    text        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (application, department, about)
);
