-- One message to one device. This table is the queue: rows are taken with SKIP LOCKED.
CREATE TABLE delivery (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    message          uuid        NOT NULL,
    resident         text        NOT NULL,
    device           uuid        NOT NULL,
    topic            text,                 -- instead of a device: everybody who follows it
    provider         text        NOT NULL,
    lane             smallint    NOT NULL CHECK (lane BETWEEN 0 AND 2),
    tag              text        NOT NULL, -- what it is about, by a keyed hash: the phone shows one
    template         text        NOT NULL,
    template_version int         NOT NULL,
    language         text        NOT NULL,
    state            text        NOT NULL CHECK (state IN
                     ('QUEUED', 'SENDING', 'ACCEPTED', 'RETRY', 'INVALID', 'EXPIRED', 'UNKNOWN',
                      'DEAD', 'SUPERSEDED', 'SKIPPED')),
    reason           text,
    attempt          int         NOT NULL DEFAULT 0, -- only grows: tells a late result from a current one
    uncounted        int         NOT NULL DEFAULT 0, -- attempts that failed through no fault of the message
    queued_at        timestamptz NOT NULL,
    not_before       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    give_up_at       timestamptz,                    -- set by the first attempt
    sender           uuid,
    sending_at       timestamptz,
    provider_id      text,
    settled_at       timestamptz,
    UNIQUE (message, device),
    CHECK (state <> 'SENDING' OR (sender IS NOT NULL AND sending_at IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX delivery_due ON delivery (lane, provider, not_before, id)
    WHERE state IN ('QUEUED', 'RETRY');
CREATE INDEX delivery_overdue ON delivery (valid_until) WHERE state IN ('QUEUED', 'RETRY');
CREATE INDEX delivery_waiting ON delivery (tag, resident) WHERE state IN ('QUEUED', 'RETRY');
CREATE INDEX delivery_sending ON delivery (device, tag) WHERE state = 'SENDING';
CREATE INDEX delivery_of_resident ON delivery (resident, id DESC);

-- Processes that send, each with a sign of life by the database's clock.
CREATE TABLE sender (
    id          uuid        PRIMARY KEY,
    alive_until timestamptz NOT NULL
);
