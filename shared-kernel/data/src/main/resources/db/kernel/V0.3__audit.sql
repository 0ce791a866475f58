-- Who did or saw what. Rows are only ever added; sealing fills the last two columns once.
CREATE TABLE audit (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    at          timestamptz NOT NULL,
    actor_kind  text        NOT NULL CHECK (actor_kind IN ('guest', 'resident', 'staff', 'service')),
    actor       text        NOT NULL,
    roles       text,
    department  text,
    district    text,
    acting_for  text,
    action      text        NOT NULL,
    subject     text        NOT NULL,
    person      text,
    purpose     text,
    result      text        NOT NULL,
    request_id  text,
    seq         bigint,
    seal        bytea,
    CHECK ((seq IS NULL) = (seal IS NULL))
);

CREATE UNIQUE INDEX audit_seq ON audit (seq);
CREATE INDEX audit_unsealed ON audit (id) WHERE seq IS NULL;
CREATE INDEX audit_person ON audit (person, id);
CREATE INDEX audit_actor ON audit (actor, id);

-- The end of the chain. One row: locking it makes one sealer work at a time.
CREATE TABLE audit_head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq  bigint  NOT NULL DEFAULT 0,
    seal bytea   NOT NULL DEFAULT '\x'
);

INSERT INTO audit_head DEFAULT VALUES;

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND NEW.seq IS NOT NULL
       AND (to_jsonb(NEW) - 'seq' - 'seal') = (to_jsonb(OLD) - 'seq' - 'seal') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit rows are never changed or deleted';
END $$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Arrays of bytea cannot be bound; hex texts can.
CREATE FUNCTION decode_all(texts text[]) RETURNS bytea[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(decode(one.text, 'hex') ORDER BY one.place)
      FROM unnest(texts) WITH ORDINALITY AS one (text, place)
$$;
