-- Copies one case that was really handed in, {template}, until there are {cases} of many residents
-- and offices. Every 20th is open, as in a city that has been at it for years; each resident has 25.
INSERT INTO application
       (id, version, kind, state, resident, item, item_version, channel, division, district,
        department, form, words, receipt, intake_district, intake_staff, reviewer, decider, result,
        created_at, submitted_at, accepted_at, decided_at, issued_at, delivered_at, ended_at,
        clocks, file, due_of, due_on, due_status, claimed_by, claimed_at)
SELECT uuidv7(make_interval(secs => n - {cases} - 60)), 7, 'SINGLE', now_at,
       'resident-' || n % greatest({cases} / 25, 1),
       item, item_version, channel, division,
       (ARRAY['370202', '370212', '370211'])[1 + n / 80 % 3],
       (ARRAY['{department}', 'public-security', 'health', 'civil-affairs'])[1 + n / 20 % 4],
       form, CASE WHEN n % 50 = 0 THEN words ELSE '{}' END,
       'M' || n, '370202', 's-clerk', 's-reviewer', 's-decider',
       CASE WHEN now_at IN ('ISSUED', 'DELIVERED') THEN 'RM' || n END,
       created_at, submitted_at, submitted_at,
       CASE WHEN now_at IN ('ISSUED', 'DELIVERED') THEN submitted_at END,
       CASE WHEN now_at IN ('ISSUED', 'DELIVERED') THEN submitted_at END,
       CASE WHEN now_at = 'DELIVERED' THEN submitted_at END,
       CASE WHEN now_at = 'DELIVERED' THEN submitted_at END,
       clocks, file,
       CASE WHEN now_at <> 'DELIVERED' THEN due_of END,
       CASE WHEN now_at <> 'DELIVERED' THEN due_on + n % 60 - 30 END,
       CASE WHEN now_at <> 'DELIVERED' THEN due_status END,
       CASE WHEN n % 1000 = 0 THEN 's-many-' || n % 7 END,
       CASE WHEN n % 1000 = 0 THEN submitted_at END
  FROM (SELECT application.*, n,
               CASE WHEN n % 20 = 0
                    THEN (ARRAY['SUBMITTED', 'ACCEPTED', 'UNDER_REVIEW', 'ISSUED'])[1 + n / 240 % 4]
                    ELSE 'DELIVERED'
               END AS now_at
          FROM application, generate_series(1, {cases}) AS n
         WHERE id = '{template}') AS template
