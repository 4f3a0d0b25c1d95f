-- Version 2: parked and refused applications as cases. An issue touches neither
-- the table nor the indices.
CREATE TABLE cases(
  event      INTEGER PRIMARY KEY REFERENCES events(no),
  kind       TEXT    NOT NULL,
  outcome    TEXT    NOT NULL,
  status     TEXT    NOT NULL,
  pass       TEXT    NOT NULL,
  last_event INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_waiting ON cases(event) WHERE status IN ('open','appealed');
CREATE INDEX events_case   ON events(body->>'case', no) WHERE kind IN ('Settled','AppealLodged','AppealDecided','AppealReopened');

INSERT INTO cases(event, kind, outcome, status, pass, last_event)
  SELECT no, kind, CASE WHEN json_valid(body) THEN coalesce(body->>'outcome','') ELSE '' END,
    CASE kind WHEN 'Parked' THEN 'open' ELSE 'refused' END, '', no
  FROM events WHERE kind IN ('Refused','Parked') ORDER BY no;
