-- What apps are told when they start: minimum versions, flags, maintenance. Each change is a new
-- version of the whole document; what was decided never changes.
CREATE TABLE app_document (
    name        text        NOT NULL CHECK (name IN ('app-policies', 'flags', 'maintenance')),
    version     bigint      NOT NULL CHECK (version > 1), -- 1 is the empty document
    status      text        NOT NULL CHECK (status IN ('PROPOSED', 'IN_FORCE', 'REJECTED', 'REPLACED')),
    content     jsonb       NOT NULL,
    reason      text        NOT NULL CHECK (reason <> ''),
    author      text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    approver    text,
    decided_at  timestamptz,
    PRIMARY KEY (name, version),
    CONSTRAINT app_document_two_people CHECK (approver IS NULL OR status = 'REJECTED' OR approver <> author),
    -- Who is turned away from the app is never one person's decision.
    CONSTRAINT app_document_approved CHECK (status <> 'IN_FORCE' OR name = 'maintenance' OR approver IS NOT NULL)
);

CREATE UNIQUE INDEX app_document_in_force ON app_document (name) WHERE status = 'IN_FORCE';
CREATE UNIQUE INDEX app_document_proposed ON app_document (name) WHERE status = 'PROPOSED';
