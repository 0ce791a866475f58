-- When a message first was to go; a retry moves not_before, and lateness is counted from here. What
-- is in the table already counts as due now: it was told or given up before.
ALTER TABLE delivery ADD COLUMN due_at timestamptz NOT NULL DEFAULT now();
