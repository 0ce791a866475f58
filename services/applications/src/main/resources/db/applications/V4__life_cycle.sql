-- The whole life cycle (docs/lifecycle.md) and the parents and members of bundles.
ALTER TABLE application
    DROP CONSTRAINT application_state_check,
    DROP CONSTRAINT application_check,
    DROP CONSTRAINT application_check1,
    ADD COLUMN kind           text     NOT NULL DEFAULT 'SINGLE'
                              CHECK (kind IN ('SINGLE', 'BUNDLE', 'MEMBER')),
    ADD COLUMN parent         uuid     REFERENCES application, -- the bundle's case
    ADD COLUMN member         text,                            -- its place in the graph, such as A3
    ADD COLUMN agent          text,                            -- who acts for the resident
    ADD COLUMN clocks         jsonb    NOT NULL DEFAULT '[]',  -- legal clocks as segments
    ADD COLUMN file           bytea,                           -- sealed: notices, promises, delivery
    ADD COLUMN corrections    smallint NOT NULL DEFAULT 0 CHECK (corrections BETWEEN 0 AND 1),
    ADD COLUMN second_officer text,
    ADD COLUMN open_papers    text[]   NOT NULL DEFAULT '{}',  -- promised and still to come
    ADD COLUMN due_of         text,
    ADD COLUMN due_on         date,                            -- of the clock that counts now
    ADD COLUMN due_status     text CHECK (due_status IN ('OFFICIAL', 'PROVISIONAL')),
    ADD COLUMN timer_on       date,                            -- the clock acts after this day
    ADD COLUMN delivered_at   timestamptz,
    ADD COLUMN ended_at       timestamptz,
    ADD COLUMN claimed_by     text,
    ADD COLUMN changed_tx     xid8     NOT NULL DEFAULT pg_current_xact_id(),
    ADD CONSTRAINT application_state CHECK (state IN
        ('DRAFT', 'SUBMITTED', 'CORRECTION_REQUESTED', 'NOT_ACCEPTED', 'LAPSED', 'WAITING', 'ACCEPTED',
         'UNDER_REVIEW', 'SUSPENDED', 'APPROVED', 'REFUSED', 'ISSUED', 'DELIVERED', 'WITHDRAWN',
         'BLOCKED', 'COMPLETED', 'PARTIALLY_DONE')),
    ADD CONSTRAINT application_received CHECK (state IN ('DRAFT', 'WITHDRAWN') OR
        (receipt IS NOT NULL AND submitted_at IS NOT NULL)),
    ADD CONSTRAINT application_accepted CHECK (accepted_at IS NOT NULL OR state NOT IN
        ('ACCEPTED', 'UNDER_REVIEW', 'SUSPENDED', 'APPROVED', 'ISSUED', 'COMPLETED', 'PARTIALLY_DONE')),
    ADD CONSTRAINT application_two_officers CHECK (second_officer <> reviewer),
    ADD CONSTRAINT application_no_issue_with_open_papers CHECK
        (state NOT IN ('ISSUED') OR open_papers = '{}'),
    ADD CONSTRAINT application_member CHECK ((kind = 'MEMBER') = (parent IS NOT NULL)),
    ADD CONSTRAINT application_member_once UNIQUE (parent, member);

-- The members of a bundle carry its receipt number with their place behind it.
CREATE INDEX application_timer ON application (timer_on) WHERE timer_on IS NOT NULL;
CREATE INDEX application_provisional ON application (id) WHERE due_status = 'PROVISIONAL';
CREATE INDEX application_changed ON application (resident, changed_tx);
CREATE INDEX application_due ON application (department, district, due_on)
    WHERE state <> 'DRAFT' AND ended_at IS NULL;

-- What was taken out of a resident's list, for devices that hold a copy.
CREATE TABLE application_tombstone (
    id         uuid        PRIMARY KEY,
    resident   text        NOT NULL,
    removed_at timestamptz NOT NULL,
    changed_tx xid8        NOT NULL DEFAULT pg_current_xact_id()
);

CREATE INDEX application_tombstone_changed ON application_tombstone (resident, changed_tx);
