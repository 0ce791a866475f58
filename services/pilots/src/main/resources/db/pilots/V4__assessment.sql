-- What threatens a pilot, until it is remedied.
CREATE TABLE pilot_risk (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    pilot       uuid        NOT NULL REFERENCES pilot,
    kind        text        NOT NULL CHECK (kind IN ('PRIVACY', 'DEADLINE', 'SERVICE', 'OTHER')),
    severity    text        NOT NULL CHECK (severity IN ('HIGH', 'LOW')),
    description text        NOT NULL,
    reported_by text        NOT NULL,
    reported_at timestamptz NOT NULL,
    remedy      text,
    closed_by   text,
    closed_at   timestamptz,
    CHECK ((closed_at IS NULL) = (remedy IS NULL))
);

CREATE INDEX pilot_risk_open ON pilot_risk (pilot) WHERE closed_at IS NULL;

-- Frozen on the day of the assessment: what was counted, the gates, the advice and its rule.
CREATE TABLE assessment (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    batch      text        NOT NULL REFERENCES batch,
    kind       text        NOT NULL CHECK (kind IN ('MID_TERM', 'FINAL', 'INTERIM')),
    first      date        NOT NULL,
    last       date        NOT NULL,
    snapshot   jsonb       NOT NULL,
    author     text        NOT NULL,
    frozen_at  timestamptz NOT NULL,
    CHECK (first <= last)
);

-- One mid-term and one final assessment of a round; what was wrong in them is corrected by a note.
CREATE UNIQUE INDEX assessment_once ON assessment (batch, kind) WHERE kind <> 'INTERIM';

-- What people decided on a frozen assessment, and what they corrected in it.
CREATE TABLE assessment_note (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    assessment uuid        NOT NULL REFERENCES assessment,
    pilot      uuid        NOT NULL REFERENCES pilot,
    kind       text        NOT NULL CHECK (kind IN ('DECISION', 'CORRECTION')),
    content    jsonb       NOT NULL,
    reason     text        NOT NULL CHECK (reason <> ''),
    author     text        NOT NULL,
    noted_at   timestamptz NOT NULL
);

CREATE INDEX assessment_note_of ON assessment_note (assessment, id);

CREATE FUNCTION assessment_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an assessment is frozen: corrections are added, nothing is changed';
END $$;

CREATE TRIGGER assessment_frozen BEFORE UPDATE OR DELETE ON assessment
    FOR EACH ROW EXECUTE FUNCTION assessment_is_frozen();
CREATE TRIGGER assessment_note_frozen BEFORE UPDATE OR DELETE ON assessment_note
    FOR EACH ROW EXECUTE FUNCTION assessment_is_frozen();
