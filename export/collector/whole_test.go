package collector

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
	"passdesk/registry/seal"
)

// TestNoParcelReadsAWholeTable: what is done for each parcel goes by the keys of the large
// tables. A statement that reads one whole costs nothing in a small city, and more every day
// in a large one. The server says how it finds the rows of each statement in a city of some
// size, of which the test makes as much as the server's planning needs.
func TestNoParcelReadsAWholeTable(t *testing.T) {
	base := pgtest.Database(t)
	c := cityAt(t, base+telling)
	c.crowd()
	a, b := c.desk(131), c.desk(132)
	a.issue(person(1))
	a.issue(person(2))
	b.now = b.now.Add(time.Hour)
	b.issue(person(2))
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	for _, d := range []*desk{a, b} {
		_, _, err := c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
		c.must(err)
	}
	c.weigh()
	for _, d := range []*desk{a, b} {
		d.down(box)
	}
	said := plans(t, base)
	if c.open()[Duplicate] != 1 {
		t.Fatalf("the person who has two numbers was not found: the test sees too little (%v)", c.open())
	}
	seen := 0
	for _, p := range said {
		if strings.HasPrefix(p.Query, forGateText) {
			continue // every ten minutes: a list of all that are not good
		}
		p.Plan.each(func(n node) {
			if !grows[n.Relation] {
				return
			}
			if seen++; !strings.Contains(n.Cond, "(station = ") && !strings.Contains(n.Cond, "(blind = ") && !strings.Contains(n.Cond, "(first_pass = ") {
				t.Errorf("all of %s is read (%s, %q):\n%s", n.Relation, n.Type, n.Cond, p.Query)
			}
		})
	}
	if seen < 20 {
		t.Errorf("only %d looks at a large table were seen", seen)
	}
}

// telling makes the server write down how it finds the rows of each statement.
var telling = "&options=" + strings.ReplaceAll(url.QueryEscape("-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_format=json -c enable_seqscan=off"), "+", "%20")

const forGateText = "SELECT p.pass, p.state, "

// grows are the tables that have a row for each pass or event of the city, or more.
var grows = map[string]bool{"events": true, "passes": true, "keys": true, "clashes": true, "tasks": true, "reads": true}

// plan is how the server found the rows of a statement.
type plan struct {
	Query string `json:"Query Text"`
	Plan  node
}

type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Cond     string `json:"Index Cond"`
	Plans    []node
}

// each visits every node that reads; one that writes a row names its table too.
func (n node) each(visit func(node)) {
	if strings.Contains(n.Type, "Scan") && n.Type != "Bitmap Heap Scan" {
		visit(n)
	}
	for _, below := range n.Plans {
		if n.Type == "Bitmap Heap Scan" {
			below.Relation = n.Relation
		}
		below.each(visit)
	}
}

// crowd fills the large tables with rows of stations that nobody asks for.
func (c *city) crowd() {
	c.Helper()
	const hash = `sha256(convert_to('%s' || n, 'UTF8'))`
	of := func(what string) string { return strings.ReplaceAll(hash, "%s", what) }
	station := strings.ReplaceAll(of("station "), "|| n", "|| n % 200")
	for table, row := range map[string]string{
		"events":  station + `, ''::bytea, n, ` + of("pass ") + `, ''::bytea, 0, 'issued', '', n::text, ''::bytea, ''::bytea, NULL`,
		"passes":  station + `, ''::bytea, ` + of("pass ") + `, n::text, 1, 0, ` + of("pass ") + `, 'issued', '{}'`,
		"keys":    of("blind ") + `, ` + station + `, ` + of("pass ") + `, ''`,
		"clashes": station + `, ` + of("pass ") + `, 'duplicate', ''::bytea, ` + of("first ") + `, '', ''`,
		"tasks":   station + `, ` + of("task ") + `, 'reissue', ` + of("pass ") + `, n::text, '{}', now(), NULL, ''`,
		"reads":   station + `, ` + of("pass ") + `, '', '', now()`,
	} {
		_, err := c.pool.Exec(c.Context(), `INSERT INTO `+table+` SELECT 'ningbo', `+row+` FROM generate_series(1, 20000) n`)
		c.must(err)
		_, err = c.pool.Exec(c.Context(), `ANALYZE `+table)
		c.must(err)
	}
	_, err := c.pool.Exec(c.Context(), crowded)
	c.must(err)
}

// crowded is the statement from which on plans are looked at.
const crowded = `SELECT 'the city is full'`

// plans are those in the log of the server that the database lies on, since the last city that
// was full; only the test's own sessions write any.
func plans(t *testing.T, base string) (all []plan) {
	t.Helper()
	_, dir, _ := strings.Cut(base, "host=")
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	since := string(log)[max(0, strings.LastIndex(string(log), crowded)):]
	for part := range strings.SplitSeq(since, " plan:\n") {
		if !strings.HasPrefix(part, "\t{") {
			continue
		}
		var p plan
		if err := json.NewDecoder(strings.NewReader(part)).Decode(&p); err != nil {
			t.Fatalf("a plan: %v", err)
		}
		p.Query = strings.TrimSpace(p.Query)
		all = append(all, p)
	}
	return all
}
