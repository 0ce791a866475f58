-- A copy of the pilots' registry, fed by its events. What is not here is closed.
CREATE TABLE opening (
    pilot     uuid PRIMARY KEY,
    scenario  text NOT NULL,
    district  text NOT NULL,
    state     text NOT NULL,
    opens_on  date,
    closes_on date
);

CREATE INDEX opening_place ON opening (scenario, district);
