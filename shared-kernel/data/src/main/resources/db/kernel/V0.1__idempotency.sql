-- Answers of acts, kept in the transaction of their effect.
CREATE TABLE idempotency (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    operation   text        NOT NULL,
    fingerprint bytea       NOT NULL,
    answer      bytea       NOT NULL, -- sealed: an answer may hold personal data
    kept_at     timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_kept_at ON idempotency (kept_at);
