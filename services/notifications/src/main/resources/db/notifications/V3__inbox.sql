-- What residents were told. The words are made of template and facts when they are read.
CREATE TABLE inbox_item (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    resident         text        NOT NULL,
    seq              bigint      NOT NULL, -- of its last change, among the changes of this inbox
    version          bigint      NOT NULL DEFAULT 1,
    source           text        NOT NULL,
    source_key       text        NOT NULL, -- the event, so that it is told once
    kind             text        NOT NULL,
    status           text        NOT NULL CHECK (status IN ('NEW', 'IN_PROGRESS', 'CLOSED')),
    subject          text        NOT NULL,
    template         text        NOT NULL,
    template_version int         NOT NULL,
    facts            bytea       NOT NULL, -- sealed: the private part
    link             text,
    occurred_at      timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    valid_until      timestamptz,
    read_at          timestamptz,
    archived_at      timestamptz,
    UNIQUE (source, source_key),
    UNIQUE (resident, seq)
);

CREATE INDEX inbox_item_list ON inbox_item (resident, id DESC);
CREATE INDEX inbox_item_unread ON inbox_item (resident) WHERE read_at IS NULL AND archived_at IS NULL;
CREATE INDEX inbox_item_subject ON inbox_item (resident, subject, occurred_at);
