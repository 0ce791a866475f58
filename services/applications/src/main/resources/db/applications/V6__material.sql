-- An upload under way: pieces are stored as they come, so any instance can go on with it.
CREATE TABLE upload (
    id          uuid        PRIMARY KEY,
    application uuid        NOT NULL REFERENCES application,
    material    text        NOT NULL,
    total       bigint      NOT NULL CHECK (total > 0),
    received    bigint      NOT NULL DEFAULT 0 CHECK (received <= total),
    pieces      int         NOT NULL DEFAULT 0,
    started_at  timestamptz NOT NULL,
    UNIQUE (application, material)
);

CREATE INDEX upload_started ON upload (started_at);

-- The bytes of a document, as pieces in the store under this id. Never changed.
CREATE TABLE content (
    id         uuid        PRIMARY KEY,
    size       bigint      NOT NULL,
    pieces     int         NOT NULL,
    type       text        NOT NULL,
    sha256     bytea       NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX content_created ON content (created_at);

-- What lies in the file of a case for one of its materials. A bundle's members share the bundle's.
CREATE TABLE document (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    application uuid        NOT NULL REFERENCES application,
    material    text        NOT NULL,
    resident    text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('KEPT', 'SEEN', 'AWAITED', 'ABSENT', 'SILENT')),
    trust       text        CHECK (trust IN ('A', 'B', 'C', 'D')),
    name        bytea,                    -- sealed: people write names into file names
    content     uuid        REFERENCES content,
    added_by    text        NOT NULL,
    added_at    timestamptz NOT NULL,
    agency      text,                     -- who is asked for it
    tries       int         NOT NULL DEFAULT 0,
    next_try    timestamptz,
    UNIQUE (application, material),
    CHECK ((state = 'KEPT') = (content IS NOT NULL)),
    CHECK ((state IN ('KEPT', 'SEEN')) = (trust IS NOT NULL))
);

CREATE INDEX document_of_resident ON document (resident, id DESC) WHERE content IS NOT NULL;
CREATE INDEX document_content ON document (content) WHERE content IS NOT NULL;
CREATE INDEX document_next_try ON document (next_try) WHERE next_try IS NOT NULL;

-- A copy of who agreed that uploads are used again, fed by events of residents.
CREATE TABLE reuse_consent (
    resident text    PRIMARY KEY,
    given    boolean NOT NULL
);
