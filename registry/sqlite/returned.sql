-- Version 6: what upstream gave back after a backup was put back stands in the log,
-- and is found there; an issue touches none of it.
CREATE INDEX events_returned      ON events(no) WHERE kind IN ('BranchReturned','StepReturned','EventReturned');
CREATE INDEX events_returned_case ON events(body->>'case', no) WHERE kind='EventReturned';
