-- A guardian asks about the data of a child (个人信息保护法 §31); what shows it lies in guardianship.
ALTER TABLE data_request
    DROP CONSTRAINT data_request_check3,
    ADD CONSTRAINT data_request_proof CHECK (proof IS NULL OR requested_by IS NOT NULL);
