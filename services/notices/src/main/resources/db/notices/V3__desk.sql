-- Files of a notice. The public sees those that its edition names.
CREATE TABLE attachment (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    notice     uuid        NOT NULL REFERENCES notice,
    name       text        NOT NULL,
    media_type text        NOT NULL,
    size       bigint      NOT NULL CHECK (size > 0),
    sha256     text        NOT NULL,
    writer     text        NOT NULL,
    complete   boolean     NOT NULL DEFAULT false, -- false: its bytes are still on their way, or never came
    created_at timestamptz NOT NULL
);

CREATE INDEX attachment_of_notice ON attachment (notice);
CREATE INDEX attachment_broken ON attachment (created_at) WHERE NOT complete;

ALTER TABLE notice
    ADD COLUMN attachments uuid[] NOT NULL DEFAULT '{}', -- of what the public sees
    ADD COLUMN scope       text[] NOT NULL DEFAULT '{}'; -- divisions of the newest words, for the desk

UPDATE notice
   SET scope = ARRAY(SELECT jsonb_array_elements_text(coalesce(proposal, content) #> '{target,divisions}')
                      ORDER BY 1),
       content = content || '{"attachments": [], "example": false}',
       proposal = proposal || '{"attachments": [], "example": false}';

UPDATE notice_edition SET content = content || '{"attachments": [], "example": false}';

-- A resident's own list: emergencies first, then newest first.
CREATE INDEX notice_for_residents ON notice (urgent DESC, published_at DESC, id DESC) WHERE state = 'PUBLISHED';

-- The staff's calendar.
CREATE INDEX notice_begin ON notice (valid_from) WHERE state = 'PUBLISHED';

-- How many have read it.
CREATE INDEX notice_reading_of_notice ON notice_reading (notice, edition);
