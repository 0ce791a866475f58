-- Published definitions. A row never changes: running cases are pinned to it.
CREATE TABLE item_version (
    code         text        NOT NULL,
    version      int         NOT NULL CHECK (version > 0),
    valid_from   date        NOT NULL,
    definition   jsonb       NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (code, version),
    UNIQUE (code, valid_from)
);
