-- Two people who enter the same cost at once hear of each other; 1 is "nothing entered yet".
ALTER TABLE indicator_cost ADD COLUMN version bigint NOT NULL DEFAULT 2 CHECK (version > 1);
