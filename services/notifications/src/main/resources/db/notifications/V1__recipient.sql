-- What is known here of whom to tell: a copy, fed by the residents' events.
CREATE TABLE recipient (
    resident   text        PRIMARY KEY,
    language   text        CHECK (language IN ('zh-Hans', 'en')), -- empty until they say
    elder_mode boolean     NOT NULL DEFAULT false,
    home       text,
    zone       text        NOT NULL DEFAULT 'Asia/Shanghai',
    last_seq   bigint      NOT NULL DEFAULT 0, -- counts the changes of the resident's inbox
    joined_to  text,                           -- the id under which the person is known now
    deleted_at timestamptz                     -- nobody is told any more
);
