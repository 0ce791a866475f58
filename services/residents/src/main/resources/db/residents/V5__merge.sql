-- Two files that are one person: proposed by one member of staff, approved by another.
CREATE TABLE merge (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    kept        text        NOT NULL REFERENCES resident,
    given_up    text        NOT NULL REFERENCES resident,
    reason      text        NOT NULL,
    proof_kind  text        NOT NULL,
    proof       bytea       NOT NULL,        -- sealed
    state       text        NOT NULL CHECK (state IN ('PROPOSED', 'DONE', 'REFUSED')),
    proposed_by text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by  text,
    decided_at  timestamptz,
    CHECK (kept <> given_up),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by) -- four eyes
);

CREATE UNIQUE INDEX merge_once ON merge (given_up) WHERE state = 'PROPOSED';
