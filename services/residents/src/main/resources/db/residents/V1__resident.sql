-- The file of one person. Name, number and phone are sealed; they are found by keyed hash only.
CREATE TABLE resident (
    id            text        PRIMARY KEY,  -- the subject of the log-in, or w-… when first known at a window
    version       bigint      NOT NULL DEFAULT 1,
    state         text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'JOINED', 'ERASED')),
    origin        text        NOT NULL CHECK (origin IN ('LOGIN', 'WINDOW')),
    joined_into   text        REFERENCES resident,
    name          bytea,
    number        bytea,
    number_hash   bytea,
    phone         bytea,
    phone_hash    bytea,
    level         text        NOT NULL CHECK (level IN ('L0', 'L1', 'L2', 'L3', 'L4')),
    level_at      timestamptz NOT NULL,
    language      text        NOT NULL DEFAULT 'zh-Hans' CHECK (language IN ('zh-Hans', 'en')),
    elder_mode    boolean     NOT NULL DEFAULT false,
    home_division text,
    zone          text        NOT NULL DEFAULT 'Asia/Shanghai',
    created_at    timestamptz NOT NULL,
    CHECK ((state = 'JOINED') = (joined_into IS NOT NULL)),
    CHECK (joined_into <> id),
    CHECK ((number IS NULL) = (number_hash IS NULL)),
    CHECK ((phone IS NULL) = (phone_hash IS NULL)),
    CHECK (number IS NULL OR name IS NOT NULL),
    CHECK (state = 'OPEN' OR (name IS NULL AND number IS NULL AND phone IS NULL))
);

-- A number has one file, whatever the code does.
CREATE UNIQUE INDEX resident_number ON resident (number_hash) WHERE number_hash IS NOT NULL;
-- A phone may be shared in a family.
CREATE INDEX resident_phone ON resident (phone_hash) WHERE phone_hash IS NOT NULL;
