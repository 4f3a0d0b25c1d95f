package collector

import (
	"strings"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
)

// TestAYoungCityReadsNoWholeStation: behind its first large parcel the server has not counted
// the rows of itself, and would hold a station for one. Whoever weighs has them counted, and
// the events of a person, of all tables the largest, are found by more than their station.
func TestAYoungCityReadsNoWholeStation(t *testing.T) {
	base := pgtest.Database(t)
	c := cityAt(t, base+telling)
	for _, table := range weighedTables {
		c.must(exec(c, `ALTER TABLE `+table+` SET (autovacuum_enabled=false)`)) // it may come between, or not
	}
	a, b := c.desk(131), c.desk(132)
	for i := range 3000 {
		a.issue(person(i))
	}
	b.now = b.now.Add(100 * time.Hour)
	for i := range 10 {
		b.issue(person(i * 10))
	}
	a.sendAll()
	b.sendAll()
	c.toldRows("events", len(a.log)+len(b.log))
	c.must(exec(c, crowded))
	c.weigh()
	if c.open()[Duplicate] != 10 {
		t.Fatalf("the test sees too little: %v", c.open())
	}
	seen := 0
	for _, p := range plans(t, base) {
		p.Plan.each(func(n node) {
			if n.Relation != "events" {
				return
			}
			if seen++; !strings.Contains(n.Cond, "(hash = ") && !strings.Contains(n.Cond, "(pass = ") {
				t.Errorf("all of a station's events are read (%s, %q):\n%s", n.Type, n.Cond, p.Query)
			}
		})
	}
	if seen < 20 {
		t.Errorf("only %d looks at the events were seen", seen)
	}
}

// toldRows waits until the server knows that so many rows of the table are new: a session tells
// it of them when it has been idle for some seconds.
func (c *city) toldRows(table string, want int) {
	c.Helper()
	const pause = 100 * time.Millisecond
	for left := 5 * time.Minute; ; left -= pause {
		var got int
		c.must(c.pool.QueryRow(c.Context(), `SELECT n_mod_since_analyze FROM pg_stat_user_tables WHERE relname=$1`, table).Scan(&got))
		if got >= want {
			return
		}
		if left <= 0 {
			c.Fatalf("the server knows of %d new rows of %s, want %d", got, table, want)
		}
		time.Sleep(pause)
	}
}
