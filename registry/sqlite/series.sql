-- Version 3: one register may hold the numbers of several licences. A serial
-- counts inside a series: station code and epoch, SSSE in the number.
ALTER TABLE passes RENAME COLUMN epoch TO series;
UPDATE passes SET series=CAST(substr(number, length(number)-11, 4) AS INTEGER);
