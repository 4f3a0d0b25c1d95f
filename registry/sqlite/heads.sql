-- Version 3: signed heads of the log. "event" is how many events are in the tree,
-- "edge" what the next head is computed from, "note" what the station signed.
CREATE TABLE heads(
  event INTEGER PRIMARY KEY REFERENCES events(no),
  edge  BLOB NOT NULL,
  note  TEXT NOT NULL
) STRICT;
CREATE TRIGGER heads_forever_1 BEFORE UPDATE ON heads BEGIN SELECT RAISE(ABORT,'signed heads are never changed'); END;
CREATE TRIGGER heads_forever_2 BEFORE DELETE ON heads BEGIN SELECT RAISE(ABORT,'signed heads are never removed'); END;
