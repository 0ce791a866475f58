-- The kernel keeps the copy of the pilots' registry for every service (pilot_copy).
DROP TABLE opening;
