-- Version 3: the whole life of a pass.
CREATE INDEX events_day ON events(no) WHERE kind IN ('DayOpened','Closed','PaperCompared');
