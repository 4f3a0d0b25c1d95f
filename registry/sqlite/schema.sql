-- The register of one station. Only events.go inserts into events.
CREATE TABLE events(
  no         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,              -- milliseconds since 1970, UTC
  kind       TEXT    NOT NULL,
  operator   TEXT    NOT NULL,
  pass       TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  commitment BLOB    NOT NULL CHECK(length(commitment)=32),
  prev       BLOB    NOT NULL CHECK(length(prev)=32),
  hash       BLOB    NOT NULL CHECK(length(hash)=32)
) STRICT;
CREATE INDEX events_pass ON events(pass, no) WHERE pass<>'';
CREATE INDEX events_at   ON events(at, kind);
CREATE INDEX events_epoch ON events(no) WHERE kind IN ('Opened','EpochTaken');

CREATE TRIGGER events_forever_1 BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT,'events are never changed'); END;
CREATE TRIGGER events_forever_2 BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT,'events are never removed'); END;
CREATE TRIGGER events_in_order  BEFORE INSERT ON events
  WHEN NEW.no IS NOT (SELECT coalesce(max(no),0)+1 FROM events)
    OR NEW.prev IS NOT coalesce((SELECT hash FROM events ORDER BY no DESC LIMIT 1), zeroblob(32))
  BEGIN SELECT RAISE(ABORT,'events follow each other'); END;

CREATE TABLE records(
  event  INTEGER PRIMARY KEY REFERENCES events(no),
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE passes(
  first_event INTEGER PRIMARY KEY REFERENCES events(no),
  number      TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,
  serial      INTEGER NOT NULL,
  copy        INTEGER NOT NULL,
  status      TEXT    NOT NULL,
  issued      TEXT    NOT NULL,
  expires     TEXT    NOT NULL,
  intended    INTEGER NOT NULL,
  printed     INTEGER NOT NULL,
  signed      INTEGER NOT NULL,
  record      INTEGER NOT NULL REFERENCES records(event),
  last_event  INTEGER NOT NULL,
  twin        INTEGER NOT NULL,
  UNIQUE(epoch, serial)
) STRICT;
-- Every page that an issue touches is written to the log file and synced. So
-- there is one index for what is still open, and one for the few passes that are
-- out of hand; "number" is found by epoch and serial.
CREATE INDEX passes_out  ON passes(status, first_event) WHERE status NOT IN ('issued','printed','signed');
CREATE INDEX passes_open ON passes(first_event, printed, signed, copy) WHERE (printed<copy OR signed<copy) AND status IN ('issued','printed','signed');

-- A hard key (slot 0, or by an officer's override 1, 2 …) belongs to one person;
-- a soft key has a slot for each pass. Putting a hard key under another pass
-- sets the column to NULL, which the table refuses.
CREATE TABLE keys(
  kind  TEXT    NOT NULL,
  blind BLOB    NOT NULL,
  slot  INTEGER NOT NULL,
  pass  INTEGER NOT NULL REFERENCES passes(first_event),
  PRIMARY KEY(kind, blind, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE refs(
  blind   BLOB    PRIMARY KEY,
  event   INTEGER NOT NULL REFERENCES events(no),
  verdict TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE residents(
  id     INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE operators(
  name     TEXT    PRIMARY KEY,
  roles    TEXT    NOT NULL,
  wrap     BLOB    NOT NULL,
  disabled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta(
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
