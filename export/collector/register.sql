-- Version 1 of the city's register. See the package comment for which column a
-- distributed PostgreSQL would place each table by.

-- The authority of a scheme: its root, and the keys of the collector, sealed.
CREATE TABLE authorities (
	scheme    text  PRIMARY KEY,
	root      text  NOT NULL,      -- name+hash+key, public
	signing   bytea NOT NULL,      -- the root's private half, sealed
	recipient text  NOT NULL,      -- bundles are sealed to it (age)
	identity  bytea NOT NULL,      -- its private half, sealed
	made      timestamptz NOT NULL
);

-- One line a station code that was licensed: a code belongs to one key, for ever.
CREATE TABLE licences (
	scheme      text  NOT NULL,
	district    text  NOT NULL,
	code        int   NOT NULL,
	key         bytea NOT NULL,
	licence     text  NOT NULL,
	made        timestamptz NOT NULL,
	revoked     timestamptz,
	last_epoch  int,               -- of a revoked key: the last number of its that is good
	last_serial int,
	PRIMARY KEY (scheme, district, code)
);
CREATE INDEX licences_key ON licences (scheme, key);

-- A station is known by its key: a laptop that was wiped is another one.
CREATE TABLE stations (
	scheme   text  NOT NULL,
	station  bytea NOT NULL,
	district text  NOT NULL DEFAULT '',
	code     int   NOT NULL DEFAULT 0,
	own_code int   NOT NULL DEFAULT 0, -- under which it numbered while it stood alone
	kind     text  NOT NULL DEFAULT '',
	point    text  NOT NULL DEFAULT '',
	heard    timestamptz NOT NULL,
	answer   text   NOT NULL DEFAULT '', -- what goes down is sealed to it (age)
	parcels  bigint NOT NULL DEFAULT 0,  -- so many went down
	PRIMARY KEY (scheme, station)
);

-- A branch is one history of a station. The first that came is named ''; another
-- is named by the hash of the event with which it left.
CREATE TABLE branches (
	scheme  text   NOT NULL,
	station bytea  NOT NULL,
	branch  bytea  NOT NULL,
	parent  bytea  NOT NULL,       -- the history that it left
	from_no bigint NOT NULL,       -- its first event
	through bigint NOT NULL,
	head    bytea  NOT NULL,
	epoch   int    NOT NULL,
	serial  int    NOT NULL,
	last_at bigint NOT NULL,
	PRIMARY KEY (scheme, station, branch)
);

CREATE TABLE events (
	scheme     text   NOT NULL,
	station    bytea  NOT NULL,
	branch     bytea  NOT NULL,
	no         bigint NOT NULL,
	hash       bytea  NOT NULL,
	prev       bytea  NOT NULL,
	at         bigint NOT NULL,
	kind       text   NOT NULL,
	operator   text   NOT NULL,
	pass       text   NOT NULL,
	body       bytea  NOT NULL,
	commitment bytea  NOT NULL,
	record     bytea,              -- salt and record, sealed under the collector's key
	PRIMARY KEY (scheme, station, branch, no)
);
CREATE UNIQUE INDEX events_hash ON events (scheme, station, hash);
CREATE INDEX events_pass ON events (scheme, station, pass, no) WHERE pass <> '';

-- What waits for an event that has not come.
CREATE TABLE held (
	scheme     text   NOT NULL,
	station    bytea  NOT NULL,
	no         bigint NOT NULL,
	hash       bytea  NOT NULL,
	prev       bytea  NOT NULL,
	at         bigint NOT NULL,
	kind       text   NOT NULL,
	operator   text   NOT NULL,
	pass       text   NOT NULL,
	body       bytea  NOT NULL,
	commitment bytea  NOT NULL,
	record     bytea,
	PRIMARY KEY (scheme, station, no, hash)
);

-- Two events in one place: an event number of a station, or a pass number.
CREATE TABLE forks (
	scheme  text  NOT NULL,
	station bytea NOT NULL,
	what    text  NOT NULL CHECK (what IN ('event', 'number')),
	place   text  NOT NULL,
	first   bytea NOT NULL,
	second  bytea NOT NULL,
	kind    text  NOT NULL,        -- of the second event
	seen    timestamptz NOT NULL,
	PRIMARY KEY (scheme, station, what, place, second)
);

-- What was kept and has no effect, and why.
CREATE TABLE refused (
	scheme  text   NOT NULL,
	station bytea  NOT NULL,
	hash    bytea  NOT NULL,
	no      bigint NOT NULL,
	kind    text   NOT NULL,
	why     text   NOT NULL,
	PRIMARY KEY (scheme, station, hash)
);

CREATE TABLE bundles (
	scheme   text   NOT NULL,
	station  bytea  NOT NULL,
	digest   bytea  NOT NULL,
	from_no  bigint NOT NULL,
	to_no    bigint NOT NULL,
	came     timestamptz NOT NULL,
	times    int    NOT NULL,
	PRIMARY KEY (scheme, station, digest)
);

-- A pass is known by the hash of the event that gave it.
CREATE TABLE passes (
	scheme  text   NOT NULL,
	station bytea  NOT NULL,
	branch  bytea  NOT NULL,
	pass    bytea  NOT NULL,
	number  text   NOT NULL,
	code    int    NOT NULL,
	issued  bigint NOT NULL,       -- when the number was given
	record  bytea  NOT NULL,       -- hash of the event whose record is the holder's
	status  text   NOT NULL,
	state   jsonb  NOT NULL,
	PRIMARY KEY (scheme, station, branch, pass)
);
CREATE INDEX passes_number ON passes (scheme, station, number);

-- Blind keys, by which passes of one person meet.
CREATE TABLE keys (
	scheme  text  NOT NULL,
	blind   bytea NOT NULL,
	station bytea NOT NULL,
	pass    bytea NOT NULL,
	by      bytea NOT NULL,        -- hash of the event that brought it
	PRIMARY KEY (scheme, blind, station, pass)
);

-- Passes that have not been held against the others yet.
CREATE TABLE unweighed (
	scheme  text  NOT NULL,
	station bytea NOT NULL,
	pass    bytea NOT NULL,
	blinds  bytea NOT NULL,        -- 16 bytes each
	PRIMARY KEY (scheme, station, pass)
);

-- Pairs of passes that cannot both stand. The first was issued before the later.
CREATE TABLE clashes (
	scheme        text  NOT NULL,
	station       bytea NOT NULL,  -- of the later pass
	pass          bytea NOT NULL,
	kind          text  NOT NULL CHECK (kind IN ('duplicate', 'reissue', 'compare')),
	first_station bytea NOT NULL,
	first_pass    bytea NOT NULL,
	rule          text  NOT NULL,
	warning       text  NOT NULL,
	PRIMARY KEY (scheme, station, pass, kind, first_pass)
);
CREATE INDEX clashes_first ON clashes (scheme, first_pass);

-- What a station is asked to do. The id is made of what the task is about.
CREATE TABLE tasks (
	scheme  text   NOT NULL,
	station bytea  NOT NULL,
	id      bytea  NOT NULL,
	kind    text   NOT NULL,
	pass    bytea  NOT NULL,
	number  text   NOT NULL,
	body    jsonb  NOT NULL,
	made    timestamptz NOT NULL,
	done    timestamptz,
	outcome text   NOT NULL DEFAULT '',
	ruling  bytea,                 -- why the city's own people settled it, sealed
	PRIMARY KEY (scheme, station, id)
);
CREATE INDEX tasks_open ON tasks (scheme, station) WHERE done IS NULL;

-- The people of the daily analysis, sealed.
CREATE TABLE recalls (
	scheme text  NOT NULL,
	id     bytea NOT NULL,         -- of the entry, blind: the same line twice is one
	entry  bytea NOT NULL,
	came   timestamptz NOT NULL,
	PRIMARY KEY (scheme, id)
);
CREATE TABLE recall_keys (
	scheme text  NOT NULL,
	blind  bytea NOT NULL,
	id     bytea NOT NULL,
	PRIMARY KEY (scheme, blind, id)
);

-- Whose data were opened, by whom and why.
CREATE TABLE reads (
	scheme  text  NOT NULL,
	station bytea NOT NULL,
	hash    bytea NOT NULL,        -- of the event whose record it was
	who     text  NOT NULL,
	why     text  NOT NULL,
	at      timestamptz NOT NULL
);
CREATE INDEX reads_of ON reads (scheme, station, hash);

-- Tokens for the door, as their SHA-256.
CREATE TABLE tokens (
	scheme  text  NOT NULL,
	hash    bytea NOT NULL,
	station bytea NOT NULL,
	made    timestamptz NOT NULL,
	PRIMARY KEY (scheme, hash)
);
