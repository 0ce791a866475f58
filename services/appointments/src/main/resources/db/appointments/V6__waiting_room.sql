-- The room before a release (等候室). Whoever came before the hour is put in a random order, whoever
-- comes later follows in the order of coming.
CREATE TABLE room (
    hall        text        NOT NULL,
    releases_at timestamptz NOT NULL,
    opened      boolean     NOT NULL DEFAULT false,
    last        bigint      NOT NULL DEFAULT 0, -- the highest number that was given
    admitted    bigint      NOT NULL DEFAULT 0, -- numbers up to here may book
    PRIMARY KEY (hall, releases_at),
    CONSTRAINT room_admits_only_who_is_there CHECK (admitted BETWEEN 0 AND last)
);

-- One row for each resident, whatever the number of tabs.
CREATE TABLE room_entry (
    hall        text        NOT NULL,
    releases_at timestamptz NOT NULL,
    resident    text        NOT NULL,
    number      bigint, -- of those who came early drawn at the opening
    came_at     timestamptz NOT NULL,
    PRIMARY KEY (hall, releases_at, resident),
    FOREIGN KEY (hall, releases_at) REFERENCES room ON DELETE CASCADE
);
