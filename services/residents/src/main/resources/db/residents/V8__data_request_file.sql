-- Files that belong to an export; it is ready when none is missing.
CREATE TABLE data_request_file (
    request     uuid        NOT NULL,
    service     text        NOT NULL,
    file        text        NOT NULL, -- as the service calls it
    resident    text        NOT NULL, -- the id under which the service keeps it
    place       int         NOT NULL, -- its number among the files of this service
    name        bytea       NOT NULL, -- sealed: people write names into file names
    media_type  text        NOT NULL,
    bytes       bigint      NOT NULL,
    sha256      text        NOT NULL,
    tries       int         NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    here_at     timestamptz,
    PRIMARY KEY (request, service, file),
    FOREIGN KEY (request, service) REFERENCES data_request_part ON DELETE CASCADE
);

CREATE INDEX data_request_file_missing ON data_request_file (next_try_at) WHERE here_at IS NULL;

CREATE TABLE data_request_piece (
    request uuid  NOT NULL,
    service text  NOT NULL,
    file    text  NOT NULL,
    number  int   NOT NULL,
    content bytea NOT NULL, -- sealed
    PRIMARY KEY (request, service, file, number),
    FOREIGN KEY (request, service, file) REFERENCES data_request_file ON DELETE CASCADE
);
