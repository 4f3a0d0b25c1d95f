-- Version 3: the watch list, sealed; a person is asked for by blind key. An entry
-- that was lifted, or replaced by a newer one of its source, stays and has no key
-- any more: a check meets only what stands. An issue reads one page of the keys
-- and writes none.
CREATE TABLE watch(
  id     INTEGER PRIMARY KEY,
  event  INTEGER NOT NULL REFERENCES events(no), -- the list that brought it
  ended  INTEGER NOT NULL,                       -- the event that ended it; 0 while it stands
  whose  BLOB    NOT NULL,                       -- blind: source and person
  sealed BLOB    NOT NULL
) STRICT;
CREATE INDEX watch_whose ON watch(whose, id);

CREATE TABLE watch_keys(
  blind BLOB    NOT NULL,
  entry INTEGER NOT NULL REFERENCES watch(id),
  PRIMARY KEY(blind, entry)
) STRICT, WITHOUT ROWID;

-- Somebody looked at a person and an entry, and said whether it is that person.
CREATE TABLE watch_answers(
  entry  INTEGER NOT NULL REFERENCES watch(id),
  person BLOB    NOT NULL,
  same   INTEGER NOT NULL,
  event  INTEGER NOT NULL REFERENCES events(no),
  PRIMARY KEY(entry, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE watch_files(
  file  BLOB    PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES events(no)
) STRICT, WITHOUT ROWID;
