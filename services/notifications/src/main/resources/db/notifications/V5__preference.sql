-- What residents chose. Who chose nothing has no row.
CREATE TABLE preference (
    resident    text    PRIMARY KEY,
    version     bigint  NOT NULL DEFAULT 1,
    choices     jsonb   NOT NULL DEFAULT '{}', -- kind, channel, wanted; what is not said is as usual
    quiet_from  time,                          -- in the resident's zone
    quiet_until time,
    digest      boolean NOT NULL DEFAULT false, -- local notices once a day
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
    CHECK (quiet_from <> quiet_until)
);

ALTER TABLE recipient
    ADD COLUMN fcm_consent boolean NOT NULL DEFAULT false, -- separate consent, where it is needed
    ADD COLUMN divisions   text[]  NOT NULL DEFAULT '{}',  -- of the places, with everything above
    ADD COLUMN topics      text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN groups      text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN placed_at_seq bigint NOT NULL DEFAULT 0;    -- the inbox as read before is another now

CREATE INDEX recipient_place ON recipient USING gin (divisions);

ALTER TABLE device ADD COLUMN follows_alerts boolean NOT NULL DEFAULT false;

ALTER TABLE delivery ADD COLUMN large_text boolean NOT NULL DEFAULT false;
