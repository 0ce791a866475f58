-- What an inbox has forgotten: a tombstone until every app has heard of it.
ALTER TABLE inbox_item ADD COLUMN gone_at timestamptz;

CREATE INDEX inbox_item_age ON inbox_item (occurred_at) WHERE gone_at IS NULL;
CREATE INDEX inbox_item_gone ON inbox_item (gone_at) WHERE gone_at IS NOT NULL;
