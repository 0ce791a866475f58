\set resident random(1, 1000000000)
WITH got AS (
    UPDATE slot SET taken = taken + 1 WHERE id = 1 AND taken < capacity RETURNING id)
INSERT INTO booking (slot, resident)
SELECT id, :resident FROM got ON CONFLICT DO NOTHING;
