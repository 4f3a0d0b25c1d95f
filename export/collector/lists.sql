-- Version 2: what the city's lists are comes down to the stations.

-- What is said of people is counted, so that a station is sent what it has not got.
ALTER TABLE authorities ADD COLUMN listed bigint NOT NULL DEFAULT 0; -- the last number given
ALTER TABLE recalls ADD COLUMN no bigint;          -- of what was said of the entry last
ALTER TABLE recalls ADD COLUMN lifted timestamptz; -- the source has taken it back
UPDATE recalls r SET no=n.no FROM (SELECT scheme, id, row_number() OVER (PARTITION BY scheme ORDER BY came, id) AS no FROM recalls) n
	WHERE n.scheme=r.scheme AND n.id=r.id;
UPDATE authorities a SET listed=coalesce((SELECT max(no) FROM recalls r WHERE r.scheme=a.scheme), 0);
ALTER TABLE recalls ALTER COLUMN no SET NOT NULL;
CREATE UNIQUE INDEX recalls_no ON recalls (scheme, no);

-- Up to which of these numbers a station has all.
ALTER TABLE stations ADD COLUMN listed bigint NOT NULL DEFAULT 0;

-- Public lists, as they were loaded last: directory, areas. And the key list, as it was
-- signed last, beside the keys that stand in it.
CREATE TABLE lists (
	scheme text   NOT NULL,
	kind   text   NOT NULL,
	number bigint NOT NULL,        -- a newer list has a higher one
	made   timestamptz NOT NULL,
	list   text   NOT NULL,
	digest bytea  NOT NULL,        -- of what it was made of: the same again is no newer list
	PRIMARY KEY (scheme, kind)
);
