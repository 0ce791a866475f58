-- Definitions on their way to publication: one person proposes, another publishes.
CREATE TABLE item_proposal (
    code         text        NOT NULL,
    version      int         NOT NULL CHECK (version > 0),
    definition   jsonb       NOT NULL,
    proposed_by  text        NOT NULL,
    proposed_at  timestamptz NOT NULL,
    published_by text,
    PRIMARY KEY (code, version),
    CHECK (published_by <> proposed_by)
);
