-- What concerns the whole city concerns everybody, also who has told of no place.
CREATE OR REPLACE FUNCTION concerns(their broadcast, own recipient) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (their.divisions && own.divisions OR '370200' = ANY (their.divisions))
       AND (their.topics = '{}' OR their.topics && own.topics)
       AND (their.groups = '{}' OR their.groups && own.groups)
$$;

INSERT INTO recipient (resident) SELECT DISTINCT resident FROM device ON CONFLICT DO NOTHING;
