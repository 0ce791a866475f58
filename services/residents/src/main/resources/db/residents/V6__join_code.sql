-- By such a code a person shows with one log-in that another log-in is theirs as well.
CREATE TABLE join_code (
    code_hash  bytea       PRIMARY KEY,
    resident   text        NOT NULL REFERENCES resident,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX join_code_of_resident ON join_code (resident);
