-- Locks each key for the transaction, then looks it up. A volatile function takes a new snapshot for
-- each statement, so what a twin committed just before it gave its lock back is seen. With one
-- statement the snapshot is older than the lock: the act would be done again, or, worse, refused
-- because of what its own twin had done.
CREATE FUNCTION idempotency_find(callers text[], keys text[])
RETURNS TABLE (place bigint, alone boolean, fingerprint bytea, answer bytea)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    locked boolean[];
BEGIN
    SELECT array_agg(pg_try_advisory_xact_lock(
                         hashtextextended(asked.caller || ' ' || asked.key, 20250801))
                     ORDER BY asked.nth)
      INTO locked
      FROM unnest(callers, keys) WITH ORDINALITY AS asked (caller, key, nth);
    RETURN QUERY
    SELECT asked.nth, locked[asked.nth], kept.fingerprint, kept.answer
      FROM unnest(callers, keys) WITH ORDINALITY AS asked (caller, key, nth)
      LEFT JOIN idempotency AS kept ON kept.caller = asked.caller AND kept.key = asked.key;
END $$;
