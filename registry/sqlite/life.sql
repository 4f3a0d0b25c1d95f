-- Version 3: the whole life of a pass.

-- What is known of every copy of a pass, a letter each: n none was made, o out,
-- c not handed over, v void, l lost, m not found, r returned.
ALTER TABLE passes ADD COLUMN papers TEXT NOT NULL DEFAULT '';

UPDATE passes SET papers=(
  WITH RECURSIVE made(copy) AS (SELECT 1 UNION ALL SELECT copy+1 FROM made WHERE copy<passes.copy),
    happened(kind, copy, outcome) AS (
      SELECT kind, body->>'copy', coalesce(body->>'outcome','') FROM events
      WHERE pass=passes.number AND pass<>'' AND kind IN ('PrintedOut','Signed','Cancelled','Voided') AND json_valid(body))
  SELECT group_concat(CASE
      WHEN EXISTS(SELECT 1 FROM happened h WHERE h.copy=made.copy AND h.kind='Voided') THEN 'v'
      WHEN EXISTS(SELECT 1 FROM happened h WHERE h.copy=made.copy AND h.kind='Cancelled') THEN 'c'
      WHEN EXISTS(SELECT 1 FROM happened h WHERE h.copy=made.copy AND (h.kind='Signed' OR h.outcome='out')) THEN 'o'
      ELSE 'n' END, '' ORDER BY made.copy) FROM made);

-- A recall with no paper out has nothing to fetch.
UPDATE passes SET status='recalled_returned'
  WHERE status='recalled' AND (substr(papers,copy,1) IN ('c','v') OR substr(papers,copy,1)='n' AND intended<copy);

-- Passes of which an earlier copy is still out: few, and an issue touches none.
CREATE INDEX passes_outstanding ON passes(first_event) WHERE instr(substr(papers,1,copy-1),'o')>0;

-- The days, when they were opened and closed; an issue touches none.
CREATE INDEX events_day ON events(no) WHERE kind IN ('DayOpened','Closed','PaperCompared');

-- Who may unlock, and with which roles: asked at every unlock; an issue touches none.
CREATE INDEX events_operators ON events(no) WHERE kind IN ('OperatorAdded','OperatorDisabled','PassphraseChanged','PassphraseReset');
