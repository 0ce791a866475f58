-- Separate consent of the guardian of a child under 14 (个人信息保护法 §31), beside the application.
CREATE TABLE guardian_consent (
    application uuid        PRIMARY KEY REFERENCES application,
    guardian    text        NOT NULL,
    given_at    timestamptz NOT NULL
);

-- One coming of a resident to the windows of a district, whatever was done there on that day.
CREATE TABLE case_visit (
    application uuid NOT NULL REFERENCES application, -- the bundle's case for its members
    day         date NOT NULL,
    district    text NOT NULL,
    PRIMARY KEY (application, day, district)
);

-- Whoever took a case in at a window follows it, whichever office handles it (全市通办).
ALTER TABLE application ADD COLUMN taken_in_by text;
CREATE INDEX application_taken_in ON application (taken_in_by, id) WHERE taken_in_by IS NOT NULL;
-- What the government's office oversees, across departments.
CREATE INDEX application_of_district ON application (district, id) WHERE receipt IS NOT NULL;

-- What is replaced was seen before: If-Match.
ALTER TABLE document ADD COLUMN version bigint NOT NULL DEFAULT 1;
