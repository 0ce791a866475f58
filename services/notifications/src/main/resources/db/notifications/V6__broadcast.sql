-- What many are told: one row, joined with the reader's places when an inbox is read.
CREATE TABLE broadcast (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    seq              bigint      NOT NULL UNIQUE, -- of its last change, among all broadcasts
    source           text        NOT NULL,
    source_key       text        NOT NULL,        -- so that it is told once
    subject          text        NOT NULL,        -- of several only the newest stays
    kind             text        NOT NULL,
    status           text        NOT NULL CHECK (status IN ('NEW', 'IN_PROGRESS', 'CLOSED')),
    template         text        NOT NULL,
    template_version int         NOT NULL,
    facts            jsonb       NOT NULL,        -- public
    link             text,
    divisions        text[]      NOT NULL CHECK (cardinality(divisions) > 0),
    topics           text[]      NOT NULL,
    groups           text[]      NOT NULL,
    occurred_at      timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    gone_at          timestamptz,
    UNIQUE (source, source_key)
);

CREATE INDEX broadcast_of_subject ON broadcast (subject) WHERE gone_at IS NULL;

-- Its row is locked by whoever changes a broadcast, so that the changes have an order.
CREATE TABLE broadcast_counter (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_seq bigint  NOT NULL
);

INSERT INTO broadcast_counter (last_seq) VALUES (0);

-- What a resident did with a broadcast.
CREATE TABLE broadcast_mark (
    resident    text        NOT NULL,
    broadcast   uuid        NOT NULL REFERENCES broadcast ON DELETE CASCADE,
    version     bigint      NOT NULL,
    seq         bigint      NOT NULL, -- among the changes of the resident's inbox
    read_at     timestamptz,
    archived_at timestamptz,
    PRIMARY KEY (resident, broadcast)
);

CREATE INDEX broadcast_mark_change ON broadcast_mark (resident, seq);

-- Everybody with a place there; topics and groups narrow it to those who have one of them.
CREATE FUNCTION concerns(their broadcast, own recipient) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT their.divisions && own.divisions
       AND (their.topics = '{}' OR their.topics && own.topics)
       AND (their.groups = '{}' OR their.groups && own.groups)
$$;

-- A broadcast on its way to the devices.
CREATE TABLE campaign (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    version    bigint      NOT NULL DEFAULT 1,
    broadcast  uuid        UNIQUE REFERENCES broadcast,
    state      text        NOT NULL CHECK (state IN ('PROPOSED', 'RUNNING', 'DONE', 'CANCELLED')),
    lane       smallint    NOT NULL CHECK (lane BETWEEN 0 AND 2),
    proposal   jsonb,                -- of staff; a notice has had its second pair of eyes
    proposer   text,
    approver   text,
    per_second int         CHECK (per_second > 0),
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at   timestamptz,
    fanned_to  text        NOT NULL DEFAULT '', -- the last resident that was looked at
    residents  bigint      NOT NULL DEFAULT 0,
    devices    bigint      NOT NULL DEFAULT 0,
    CHECK (approver <> proposer),    -- four eyes, whatever the code says
    CHECK ((state IN ('RUNNING', 'DONE')) <= (broadcast IS NOT NULL AND started_at IS NOT NULL)),
    CHECK (lane > 0 OR state IN ('PROPOSED', 'CANCELLED') OR proposer IS NULL OR approver IS NOT NULL)
);

CREATE INDEX campaign_running ON campaign (lane, id) WHERE state = 'RUNNING';

-- A message to a topic has neither a resident nor a device.
ALTER TABLE delivery
    ALTER COLUMN resident DROP NOT NULL,
    ALTER COLUMN device DROP NOT NULL,
    ADD CHECK ((topic IS NULL) = (device IS NOT NULL)),
    ADD CHECK ((device IS NULL) = (resident IS NULL)),
    ADD UNIQUE (message, topic);

CREATE INDEX delivery_of_message ON delivery (message, id);
CREATE INDEX delivery_waiting_tag ON delivery (tag) WHERE state IN ('QUEUED', 'RETRY');

-- What is told later, unless what it is about changes first.
CREATE TABLE reminder (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    resident    text        NOT NULL,
    subject     text        NOT NULL,
    name        text        NOT NULL, -- one of the reminders about the subject
    template    text        NOT NULL,
    facts       bytea       NOT NULL, -- sealed
    link        text        NOT NULL,
    source_key  text        NOT NULL, -- told once, however often it is scheduled
    due_at      timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    UNIQUE (subject, name),
    CHECK (due_at < valid_until)
);

CREATE INDEX reminder_due ON reminder (due_at);
CREATE INDEX reminder_of_resident ON reminder (resident);

CREATE INDEX delivery_to_topic ON delivery (topic, queued_at) WHERE topic IS NOT NULL;
CREATE INDEX delivery_hours ON delivery USING brin (queued_at);
