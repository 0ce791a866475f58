-- What the pilots have opened, fed by their events. What is not here is closed.
CREATE TABLE pilot_copy (
    pilot     uuid   PRIMARY KEY,
    revision  bigint NOT NULL, -- place of the event in the pilots' log
    scenario  text   NOT NULL,
    district  text   NOT NULL,
    state     text   NOT NULL,
    opens_on  date   NOT NULL,
    closes_on date,
    share     int    NOT NULL,
    groups    text[] NOT NULL,
    channels  text[] NOT NULL,
    quota     int,
    taken     int    NOT NULL DEFAULT 0
);

CREATE INDEX pilot_copy_scenario ON pilot_copy (scenario, district);

-- Only copies are made of the pilots' log: whoever has begun to read it reads it again for this one.
UPDATE event_consumed SET position = 0 WHERE source = 'pilots';
