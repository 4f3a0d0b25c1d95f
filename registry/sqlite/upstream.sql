-- Upstream: what was receipted, what is asked of this station. A receipt goes
-- farther than the one before; its words are the authority's, signed.
CREATE TABLE receipts(
  event   INTEGER PRIMARY KEY REFERENCES events(no),
  through INTEGER NOT NULL UNIQUE,
  note    TEXT    NOT NULL
) STRICT;
CREATE TRIGGER receipts_forever_1 BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never changed'); END;
CREATE TRIGGER receipts_forever_2 BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT,'receipts are never removed'); END;
CREATE TRIGGER receipts_forward BEFORE INSERT ON receipts
  WHEN NEW.through<=(SELECT coalesce(max(through),0) FROM receipts) OR NEW.event<=(SELECT coalesce(max(event),0) FROM receipts)
  BEGIN SELECT RAISE(ABORT,'receipts go forward'); END;

CREATE TABLE tasks(
  id          TEXT    PRIMARY KEY,
  kind        TEXT    NOT NULL,
  number      TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  first_event INTEGER NOT NULL UNIQUE REFERENCES events(no),
  last_event  INTEGER NOT NULL REFERENCES events(no)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_open ON tasks(first_event) WHERE status='open';
