package city

import (
	"errors"
	"fmt"

	"passdesk/export/collector"
)

// trapped are the tables at whose writing the collector can be killed: "COMMIT" is a
// trigger that PostgreSQL runs as the first thing of the COMMIT.
var trapped = []string{"stations", "bundles", "events", "held", "branches", "forks", "passes", "keys", "unweighed", "clashes", "tasks", "reads"}

// atCommit is the trap that lies in the COMMIT of whatever writes events.
const atCommit = "COMMIT"

// traps are the triggers that end the session which walks into one that is set.
func traps() []string {
	all := []string{
		`CREATE SCHEMA trap`,
		`CREATE TABLE trap.set (at text)`,
		`CREATE FUNCTION trap.spring() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF EXISTS (SELECT 1 FROM trap.set WHERE at=TG_ARGV[0]) THEN
				PERFORM pg_terminate_backend(pg_backend_pid());
				PERFORM pg_sleep(60);
			END IF;
			RETURN NULL;
		END $$`,
		`CREATE CONSTRAINT TRIGGER trap_commit AFTER INSERT OR UPDATE ON branches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap.spring('` + atCommit + `')`,
	}
	for _, table := range trapped {
		all = append(all, fmt.Sprintf(`CREATE TRIGGER trap AFTER INSERT OR UPDATE OR DELETE ON %[1]s FOR EACH STATEMENT EXECUTE FUNCTION trap.spring('%[1]s')`, table))
	}
	return all
}

// attempt lets a collector do something, perhaps with a trap set; whoever dies in it
// is started again. It answers what the collector answered.
func (w *world) attempt(doing string, do func(*collector.Collector) error) error {
	i := 0
	if len(w.up) > 1 && !w.calm {
		i = w.chance.IntN(len(w.up))
	}
	at := ""
	if w.odds(4) {
		at = append(trapped, atCommit)[w.chance.IntN(len(trapped)+1)]
		w.must("set a trap", w.exec(`INSERT INTO trap.set (at) VALUES ($1)`, at))
	}
	err := do(w.up[i])
	if at == "" {
		return err
	}
	w.must("take the trap away", w.exec(`DELETE FROM trap.set`))
	if !errors.Is(err, collector.ErrDatabase) {
		return err // it did not come that way
	}
	w.result.Killed++
	w.note("the collector is killed at %s, when it was to %s", at, doing)
	w.up[i].Close()
	again, opening := collector.Open(w.ctx, w.url, w.ports)
	if opening != nil {
		w.wrong("the collector does not start again: %v", opening)
		return err
	}
	w.up[i] = again
	return err
}

func (w *world) exec(text string, args ...any) error {
	_, err := w.db.Exec(w.ctx, text, args...)
	return err
}

func (w *world) must(doing string, err error) {
	if err != nil {
		w.wrong("%s: %v", doing, err)
	}
}
