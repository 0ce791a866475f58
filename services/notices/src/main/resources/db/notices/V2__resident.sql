-- A copy of where residents live and what they follow, fed by the events of the residents' service.
CREATE TABLE resident_interest (
    resident  text   PRIMARY KEY,
    divisions text[] NOT NULL,
    topics    text[] NOT NULL,
    groups    text[] NOT NULL
);

CREATE INDEX resident_interest_place ON resident_interest USING gin (divisions);

CREATE TABLE notice_reading (
    resident text        NOT NULL,
    notice   uuid        NOT NULL REFERENCES notice,
    edition  int         NOT NULL,
    read_at  timestamptz NOT NULL,
    PRIMARY KEY (resident, notice)
);
