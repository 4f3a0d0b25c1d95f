package collector

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
)

// TestWhatWasAnsweredIsThereAfterACrash: the database is killed in the middle of
// ingests, again and again. What was answered is there afterwards, what was not is
// there whole or not at all, and the same parcels again make it all complete.
func TestWhatWasAnsweredIsThereAfterACrash(t *testing.T) {
	if testing.Short() {
		t.Skip("restarts a server several times")
	}
	server := pgtest.Durable(t)
	c := cityAt(t, server.Database(t, "crashed"))
	d := c.desk(131)
	for n := range 200 {
		d.issue(person(n))
	}
	answered := 0 // through which event
	for crash := range 4 {
		ctx, stop := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() {
			for from := answered + 1; from <= len(d.log) && ctx.Err() == nil; from += 3 {
				to := min(from+2, len(d.log))
				if _, err := c.Ingest(t.Context(), d.arrival(from, to)); err != nil {
					if !errors.Is(err, ErrDatabase) {
						t.Error(err)
					}
					return
				}
				answered = to
			}
		})
		time.Sleep(time.Duration(20+15*crash) * time.Millisecond)
		server.Kill(t)
		stop()
		work.Wait()
		c.awake()
		var through int
		c.must(c.pool.QueryRow(t.Context(), `SELECT coalesce(max(no),0) FROM events`).Scan(&through))
		if through < answered || through > answered+3 {
			t.Fatalf("crash %d: %d events were answered, %d are there", crash, answered, through)
		}
		t.Logf("crash %d after %d events", crash, through)
		answered = through
	}
	d.sendAll()
	c.weigh()
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 || p.Events != int64(len(d.log)) || p.Passes != 200 {
		t.Errorf("%+v", p)
	}
}

// awake waits until the database answers again. What stood in the pool died with it.
func (c *city) awake() {
	c.Helper()
	c.pool.Reset()
	for c.pool.Ping(c.Context()) != nil {
		time.Sleep(20 * time.Millisecond)
	}
}
