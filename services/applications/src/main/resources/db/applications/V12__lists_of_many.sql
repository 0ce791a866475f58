-- Offices look at what is open, oldest first; what ended long ago must not stand in the way.
CREATE INDEX application_open ON application (department, district, id)
    WHERE receipt IS NOT NULL AND ended_at IS NULL;

-- What somebody has taken is little, whatever there is besides.
CREATE INDEX application_of_claimer ON application (claimed_by, id) WHERE claimed_by IS NOT NULL;
