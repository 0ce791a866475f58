-- A bundle ends with a summary of what its members gave (综合办结单).
ALTER TABLE voucher
    DROP CONSTRAINT voucher_kind_check,
    ADD CONSTRAINT voucher_kind CHECK (kind IN
        ('ACCEPTANCE', 'CORRECTION', 'NON_ACCEPTANCE', 'DECISION', 'RESULT', 'SUMMARY'));
