-- A campaign may wait for its time.
ALTER TABLE campaign
    DROP CONSTRAINT campaign_state_check,
    ADD CONSTRAINT campaign_state_check
        CHECK (state IN ('PROPOSED', 'SCHEDULED', 'RUNNING', 'DONE', 'CANCELLED')),
    ADD COLUMN starts_at timestamptz,
    ADD CHECK ((state = 'SCHEDULED') <= (starts_at IS NOT NULL));

CREATE INDEX campaign_scheduled ON campaign (starts_at) WHERE state = 'SCHEDULED';
