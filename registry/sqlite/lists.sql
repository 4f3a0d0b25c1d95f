-- Version 5: the files of people that were loaded, by the event that did. What was
-- in them stands where it is used, sealed; here is under which mark a file is known
-- again, and what it came to. Events of earlier builds are not among them.
CREATE TABLE imports(
  event    INTEGER PRIMARY KEY REFERENCES events(no),
  list     TEXT    NOT NULL, -- residents, watch, recall
  file     BLOB    NOT NULL, -- blind; empty where there was no file
  rows     INTEGER NOT NULL,
  taken    INTEGER NOT NULL, -- residents, or entries of the watch list
  recalled INTEGER NOT NULL  -- passes that were ordered back
) STRICT;
