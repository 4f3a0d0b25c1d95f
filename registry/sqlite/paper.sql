-- Version 4: the signature ledger, page by page: which paper, a pass and its copy,
-- stands in which row. A row has one paper, a paper one row. An issue that is
-- signed for on a stub touches none of it.
CREATE TABLE ledger_pages(
  page   INTEGER PRIMARY KEY CHECK(page>0),
  event  INTEGER NOT NULL REFERENCES events(no), -- that laid it out
  free   INTEGER NOT NULL, -- rows that were printed empty, to be written in by hand
  taken  INTEGER NOT NULL, -- the last of them that somebody stands in
  prints INTEGER NOT NULL, -- how often it was printed
  hash   BLOB    NOT NULL CHECK(length(hash)=32)
) STRICT;
CREATE INDEX ledger_free ON ledger_pages(page) WHERE taken<free;

CREATE TABLE ledger_rows(
  page  INTEGER NOT NULL REFERENCES ledger_pages(page),
  row   INTEGER NOT NULL,
  pass  INTEGER NOT NULL REFERENCES passes(first_event),
  copy  INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES events(no), -- that put it there
  PRIMARY KEY(page, row)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_papers ON ledger_rows(pass, copy);

-- What the ledger is folded from; an issue touches none.
CREATE INDEX events_ledger ON events(no) WHERE kind IN ('LedgerPrinted','LedgerEntered');
