CREATE TABLE notice (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    version          bigint      NOT NULL DEFAULT 1,
    state            text        NOT NULL DEFAULT 'UNPUBLISHED'
                                 CHECK (state IN ('UNPUBLISHED', 'PUBLISHED', 'WITHDRAWN', 'EXPIRED')),
    edition          int         NOT NULL DEFAULT 0 CHECK (edition >= 0),
    content          jsonb,                -- what the public sees
    published_at     timestamptz,          -- of this edition
    ended_at         timestamptz,
    reason           text,                 -- of the withdrawal
    stage            text        CHECK (stage IN ('DRAFT', 'IN_REVIEW', 'SCHEDULED')),
    proposal         jsonb,                -- the next edition
    writer           text,
    approver         text,
    publish_at       timestamptz,
    -- What lists are made from, taken out of the content at publication.
    kind             text,
    urgent           boolean     NOT NULL DEFAULT false,
    divisions        text[]      NOT NULL DEFAULT '{}',
    places           text[]      NOT NULL DEFAULT '{}', -- the divisions and everything above them
    topics           text[]      NOT NULL DEFAULT '{}',
    groups           text[]      NOT NULL DEFAULT '{}',
    valid_from       timestamptz,
    valid_until      timestamptz,
    words            text        NOT NULL DEFAULT '',
    pairs            text[]      NOT NULL DEFAULT '{}', -- neighbouring characters, for search
    created_at       timestamptz NOT NULL,
    CHECK ((state = 'UNPUBLISHED') = (content IS NULL)),
    CHECK ((stage IS NULL) = (proposal IS NULL)),
    CHECK (stage IS DISTINCT FROM 'SCHEDULED' OR (publish_at IS NOT NULL AND approver IS NOT NULL)),
    CHECK (approver IS NULL OR approver <> writer), -- four eyes, whatever the code says
    CHECK (state <> 'WITHDRAWN' OR reason IS NOT NULL),
    CHECK (state <> 'PUBLISHED' OR (edition > 0 AND cardinality(divisions) > 0 AND valid_from < valid_until))
);

CREATE INDEX notice_current ON notice (published_at DESC, id DESC) WHERE state = 'PUBLISHED';
CREATE INDEX notice_division ON notice USING gin (divisions) WHERE state = 'PUBLISHED';
CREATE INDEX notice_place ON notice USING gin (places) WHERE state = 'PUBLISHED';
CREATE INDEX notice_pairs ON notice USING gin (pairs) WHERE state = 'PUBLISHED';
CREATE INDEX notice_due ON notice (publish_at) WHERE stage = 'SCHEDULED';
CREATE INDEX notice_over ON notice (valid_until) WHERE state = 'PUBLISHED';
CREATE INDEX notice_desk ON notice (id DESC) WHERE stage IS NOT NULL;

-- Every edition that was ever public. Only ever added to.
CREATE TABLE notice_edition (
    notice       uuid        NOT NULL REFERENCES notice,
    edition      int         NOT NULL,
    content      jsonb       NOT NULL,
    writer       text        NOT NULL,
    approver     text        NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (notice, edition),
    CHECK (approver <> writer)
);

-- One number that moves with every change of what the public sees: lists are remembered by it.
CREATE TABLE board (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    version bigint  NOT NULL
);

INSERT INTO board (version) VALUES (1);
