-- The service's permanent event log. Rows are written with the act and numbered after its commit:
-- a sequence would number them in the order of the attempts, and a reader would skip late commits.
CREATE TABLE event (
    id          uuid        NOT NULL DEFAULT uuidv7(),
    logged_at   timestamptz NOT NULL DEFAULT now(), -- the database's clock; chooses the partition
    occurred_at timestamptz NOT NULL,               -- the city's clock
    type        text        NOT NULL,
    subject     text        NOT NULL,
    data        jsonb       NOT NULL,
    position    bigint,
    PRIMARY KEY (id, logged_at)
) PARTITION BY RANGE (logged_at);

CREATE TABLE event_other PARTITION OF event DEFAULT;

CREATE INDEX event_unnumbered ON event (id) WHERE position IS NULL;
CREATE INDEX event_position ON event (position);

-- Makes the partitions of this month and the following ones; safe to call at any time.
CREATE FUNCTION event_partitions(months int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date;
BEGIN
    FOR month IN SELECT generate_series(date_trunc('month', now()),
                                        date_trunc('month', now()) + months * interval '1 month',
                                        interval '1 month')
    LOOP
        BEGIN
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
                           'event_' || to_char(month, 'YYYY_MM'),
                           month::timestamptz, (month + interval '1 month')::timestamptz);
        EXCEPTION WHEN check_violation THEN
            -- The default partition already holds rows of this month; they stay there.
            NULL;
        END;
    END LOOP;
END $$;

SELECT event_partitions(3);

-- How far the log is numbered and delivered. One row: locking it makes one relay work at a time.
CREATE TABLE event_relay (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    log       uuid    NOT NULL DEFAULT uuidv7(), -- tells this log from one that a new database begins
    numbered  bigint  NOT NULL DEFAULT 0,
    delivered bigint  NOT NULL DEFAULT 0
);

INSERT INTO event_relay DEFAULT VALUES;

-- How far this service has taken in the logs of others. Position and effect change together.
CREATE TABLE event_consumed (
    source       text        PRIMARY KEY,
    log          uuid,
    position     bigint      NOT NULL DEFAULT 0,
    lease_holder uuid,
    lease_until  timestamptz NOT NULL DEFAULT '-infinity'
);

-- Events that could not be taken in, with the reason; staff send them again.
CREATE TABLE event_aside (
    id       uuid        PRIMARY KEY DEFAULT uuidv7(),
    source   text        NOT NULL,
    position bigint      NOT NULL,
    event    jsonb       NOT NULL,
    reason   text        NOT NULL,
    aside_at timestamptz NOT NULL DEFAULT now(),
    done_at  timestamptz
);
