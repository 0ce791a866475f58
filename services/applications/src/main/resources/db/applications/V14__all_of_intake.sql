-- Intake and decision are never one person: not the one who took a case in at a window, nor the one
-- who asked for a correction, whoever accepted it in the end.
ALTER TABLE application
    ADD COLUMN intake_officers text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT application_decider_not_of_intake CHECK
        (decider IS NULL OR decider <> ALL (intake_officers));

UPDATE application
   SET intake_officers = array_remove(ARRAY[taken_in_by, intake_staff], NULL)
 WHERE decider IS NULL AND ended_at IS NULL AND state <> 'DRAFT';

-- What is open before a department whose staff work for the whole city.
CREATE INDEX application_open_of_department ON application (department, id)
    WHERE receipt IS NOT NULL AND ended_at IS NULL;
