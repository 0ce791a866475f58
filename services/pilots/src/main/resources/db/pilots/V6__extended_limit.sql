-- The law's limit with its extension, if one was granted. Of cases that were counted before, the extension is told when
-- everything is counted anew.
ALTER TABLE measured_case ADD COLUMN limit_days int;
UPDATE measured_case SET limit_days = statutory_days;
