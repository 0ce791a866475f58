-- What the events tell of each case, as far as it is counted. Residents stand in it under a keyed
-- hash: they are counted, never named.
CREATE TABLE measured_case (
    id               uuid    PRIMARY KEY,
    resident         bytea,
    item             text,             -- code of the item or bundle
    district         text,             -- whose office decides
    intake_district  text,
    channel          text,
    bundle           uuid,             -- the bundle's case, for one of its members
    submitted_on     date,
    accepted_on      date,
    closed_on        date,             -- decided, or for a bundle completed (办结)
    ended_on         date,             -- ended without a decision
    stops            date[]  NOT NULL DEFAULT '{}',
    resumes          date[]  NOT NULL DEFAULT '{}',
    corrected        boolean NOT NULL DEFAULT false,
    statutory_days   int,
    promised_days    int,
    papers_required  int,
    papers_shared    int,
    rating           int     CHECK (rating BETWEEN 1 AND 5),
    remedied_in_time boolean,          -- of a bad rating
    due_on           date,             -- of the clock that runs now
    told_at          bigint  NOT NULL DEFAULT 0, -- place in the log of what is known of due_on
    late_from        date,             -- first working day beyond the limit
    counted          jsonb   NOT NULL DEFAULT '{}', -- what it has put into the cells
    dirty            boolean NOT NULL DEFAULT true  -- something was told since
);

CREATE INDEX measured_case_dirty ON measured_case (id) WHERE dirty;
CREATE INDEX measured_case_late ON measured_case (item, district, late_from);
CREATE INDEX measured_case_submitted ON measured_case (item, district, submitted_on);
CREATE INDEX measured_case_closed ON measured_case (item, district, closed_on);
CREATE INDEX measured_case_resident ON measured_case (resident);

-- Each time a resident had to come.
CREATE TABLE measured_visit (
    event       uuid PRIMARY KEY,
    application uuid NOT NULL,
    happened_on date NOT NULL
);

CREATE INDEX measured_visit_case ON measured_visit (application);

-- Drafts that were begun, whatever became of them.
CREATE TABLE measured_draft (
    id       uuid PRIMARY KEY,
    item     text NOT NULL,
    district text NOT NULL,
    begun_on date NOT NULL
);

CREATE INDEX measured_draft_place ON measured_draft (item, district, begun_on);

-- Who did something in a month; the age group where the event tells it.
CREATE TABLE measured_activity (
    item     text    NOT NULL,
    district text    NOT NULL,
    month    date    NOT NULL,
    resident bytea   NOT NULL,
    elder    boolean,
    PRIMARY KEY (item, district, month, resident)
);

CREATE INDEX measured_activity_resident ON measured_activity (resident);

-- The sums, per district, item and month.
CREATE TABLE indicator_month (
    district text   NOT NULL,
    item     text   NOT NULL,
    month    date   NOT NULL CHECK (extract(day FROM month) = 1),
    measure  text   NOT NULL,
    amount   bigint NOT NULL,
    PRIMARY KEY (item, district, month, measure)
);

-- What running a scenario costs; entered by the pilot office.
CREATE TABLE indicator_cost (
    district text        NOT NULL,
    item     text        NOT NULL,
    month    date        NOT NULL CHECK (extract(day FROM month) = 1),
    fen      bigint      NOT NULL CHECK (fen >= 0),
    author   text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (item, district, month)
);

-- How indicators are counted, from a month on. A month is always counted in one way.
CREATE TABLE indicator_definition (
    version    int         PRIMARY KEY CHECK (version > 0),
    valid_from date        NOT NULL UNIQUE CHECK (extract(day FROM valid_from) = 1),
    good_from  int         NOT NULL CHECK (good_from BETWEEN 2 AND 5), -- lowest rating that is good
    reason     text        NOT NULL,
    paper      text        NOT NULL,
    author     text        NOT NULL,
    at         timestamptz NOT NULL
);

INSERT INTO indicator_definition
VALUES (1, '2022-05-01', 3, '好评率按三级及以上评价计算', '政务服务“好差评”管理办法', 'configuration', '2022-05-23 00:00+08');
