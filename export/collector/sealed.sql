-- Version 3: what a task says of a person is sealed, and what was asked cannot be
-- taken away unseen.

ALTER TABLE tasks ADD COLUMN sealed bytea; -- the reason of a recall, the words of an appeal
ALTER TABLE tasks ADD COLUMN reason bytea; -- of a recall, blind, by pass: for the match

-- What is written in tables that no events prove, added up: see tally.go.
CREATE TABLE tallies (
	scheme text  NOT NULL,
	lane   int   NOT NULL,         -- the lanes count together
	sealed bytea NOT NULL,
	PRIMARY KEY (scheme, lane)
);
