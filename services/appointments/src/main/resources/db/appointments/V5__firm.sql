-- The firm (统一社会信用代码) for which a resident comes, by authority that is asked for at each act.
ALTER TABLE booking ADD COLUMN firm text;
