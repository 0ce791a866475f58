-- One queue for each kind of desk and day; bookings and walk-ins stand in the same one.
CREATE TABLE ticket (
    id        uuid        PRIMARY KEY DEFAULT uuidv7(),
    version   bigint      NOT NULL DEFAULT 1,
    hall      text        NOT NULL,
    desk      text        NOT NULL,
    day       date        NOT NULL,
    label     text        NOT NULL, -- such as B017
    service   text        NOT NULL,
    booking   uuid,
    resident  text,                 -- unknown for walk-ins who did not say
    priority  text        NOT NULL DEFAULT 'NONE' CHECK (priority IN ('NONE', 'ELDER', 'DISABLED')),
    state     text        NOT NULL DEFAULT 'WAITING'
              CHECK (state IN ('WAITING', 'CALLED', 'SERVING', 'PARKED', 'DONE', 'MISSED')),
    due_at    timestamptz,          -- the booked time
    joined_at timestamptz NOT NULL,
    counter   text,                 -- the desk that called
    staff     text,
    calls     int         NOT NULL DEFAULT 0,
    called_at timestamptz,
    served_at timestamptz,
    ended_at  timestamptz,
    UNIQUE (hall, day, label),
    CONSTRAINT ticket_has_a_desk_when_called
        CHECK (state NOT IN ('CALLED', 'SERVING') OR (counter IS NOT NULL AND staff IS NOT NULL))
);

CREATE UNIQUE INDEX ticket_once_for_each_booking ON ticket (booking) WHERE booking IS NOT NULL;
CREATE UNIQUE INDEX ticket_once_for_each_resident ON ticket (resident, desk, day)
    WHERE resident IS NOT NULL AND state IN ('WAITING', 'CALLED', 'SERVING', 'PARKED');
-- A desk serves one person at a time.
CREATE UNIQUE INDEX ticket_one_at_a_desk ON ticket (hall, day, counter)
    WHERE state IN ('CALLED', 'SERVING');
CREATE INDEX ticket_in_line ON ticket (desk, day) WHERE state IN ('WAITING', 'CALLED', 'SERVING', 'PARKED');
CREATE INDEX ticket_of_day ON ticket (hall, day);

CREATE TABLE ticket_number (
    desk text NOT NULL,
    day  date NOT NULL,
    last int  NOT NULL,
    PRIMARY KEY (desk, day)
);

-- The pace of a line, and a resident's own tickets.
CREATE INDEX ticket_finished ON ticket (desk, ended_at DESC) WHERE state = 'DONE';
CREATE INDEX ticket_of_resident ON ticket (resident, day) WHERE resident IS NOT NULL;
