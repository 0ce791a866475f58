-- What notices are of interest to a resident. The home lies in the file itself.
CREATE TABLE interest (
    resident text   PRIMARY KEY REFERENCES resident,
    version  bigint NOT NULL DEFAULT 1,
    topics   text[] NOT NULL DEFAULT '{}',
    groups   text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE place (
    resident text NOT NULL REFERENCES resident,
    kind     text NOT NULL CHECK (kind IN ('PARENTS', 'WORK', 'OTHER')),
    division text NOT NULL,
    PRIMARY KEY (resident, kind, division)
);

-- Consents and what became of them; rows are the proof and stay (个人信息保护法 §14).
CREATE TABLE consent (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    resident     text        NOT NULL REFERENCES resident,
    actor        text        NOT NULL,       -- the resident, or the guardian of a child
    code         text        NOT NULL,
    text_version int         NOT NULL,
    text_hash    text        NOT NULL,       -- SHA-256 of the text that was shown
    language     text        NOT NULL,
    purpose      text        NOT NULL,
    data_kinds   text[]      NOT NULL,
    recipient    text        NOT NULL,
    sensitive    boolean     NOT NULL,
    channel      text        NOT NULL CHECK (channel IN ('ONLINE', 'WINDOW')),
    given_at     timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);

CREATE UNIQUE INDEX consent_once ON consent (resident, purpose, recipient) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_of_resident ON consent (resident, id);
CREATE INDEX consent_of_actor ON consent (actor, id);
