-- Near relatives of somebody who has died may have a copy (个人信息保护法 §49).
ALTER TABLE data_request
    ADD COLUMN requested_by text REFERENCES resident,
    ADD COLUMN proof_kind   text,
    ADD COLUMN proof        bytea, -- sealed
    ADD CHECK ((requested_by IS NULL) = (proof IS NULL)),
    ADD CHECK (requested_by <> resident);

CREATE INDEX data_request_of_relative ON data_request (requested_by, id) WHERE requested_by IS NOT NULL;
