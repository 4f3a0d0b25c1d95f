package collector

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"passdesk/export/collector/pgtest"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/seal"
	"passdesk/registry/watch"
)

// askedCity is a busy register in which people are listed and lifted, tasks were made, ended
// and withdrawn, and an appeal was forwarded.
func askedCity(t *testing.T) *city {
	c := busy(t)
	day := civil.New(2020, 3, 1)
	for n := range 4 {
		_, err := c.List(t.Context(), "ningbo", listed(person(n), person(n).Name), day)
		c.must(err)
	}
	_, err := c.Lift(t.Context(), "ningbo", []watch.Entry{listed(person(0), person(0).Name)}, day)
	c.must(err)
	_, err = c.List(t.Context(), "ningbo", listed(person(0), person(0).Name), day)
	c.must(err)
	_, err = c.SetDirectory(t.Context(), "ningbo", []registry.Place{{Kind: "police", Name: "样例所一", Division: "330212"}})
	c.must(err)
	_, err = c.Keys(t.Context(), "ningbo")
	c.must(err)
	c.must(c.Revoke(t.Context(), "ningbo", "12", 132, 1, 3))
	for range 2 { // the second takes the first one's place
		c.must(c.NewToken(t.Context(), "ningbo", "12", 131, func(string) error { return nil }))
	}
	tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	for _, task := range tasks[:2] {
		c.must(c.Rule(t.Context(), "ningbo", task.Name(), map[bool]string{true: RuledOthers, false: RuledClosed}[task.Kind == Compare], "样例电话"))
	}
	return c
}

// TestVerifyFindsARowThatIsGoneOrChanged: in every table that no events prove, in every
// column of it.
func TestVerifyFindsARowThatIsGoneOrChanged(t *testing.T) {
	c := askedCity(t)
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 {
		t.Fatalf("untouched: %q", p.Faults)
	}
	other := map[string]string{
		"text": "%s||'x'", "bytea": `coalesce(%s,'')||'\x00'`, "timestamp with time zone": "coalesce(%s,now())+interval '1 second'",
		"bigint": "%s+1000", "integer": "coalesce(%s,0)+1000", "jsonb": `%s||'{"x":1}'`,
	}
	for _, table := range counted {
		if count(c, table) == 0 {
			t.Errorf("nothing stands in %s", table)
			continue
		}
		one := " WHERE ctid=(SELECT min(ctid) FROM " + table + ")"
		c.noticed("DELETE FROM "+table+one, table)
		rows, err := c.pool.Query(t.Context(), `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema='public' AND table_name=$1 ORDER BY ordinal_position`, table)
		c.must(err)
		columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Name, Type string }])
		c.must(err)
		for _, col := range columns {
			if table == "stations" && slices.Contains([]string{"heard", "parcels", "listed"}, col.Name) {
				continue // rowText
			}
			if other[col.Type] == "" {
				t.Errorf("%s.%s: %s is no type that this test knows", table, col.Name, col.Type)
			}
			to := fmt.Sprintf(other[col.Type], col.Name)
			if table == "forks" && col.Name == "what" || table == "clashes" && col.Name == "kind" { // only some words may stand there
				to = map[string]string{"what": "CASE what WHEN 'event' THEN 'number' ELSE 'event' END", "kind": "CASE kind WHEN 'reissue' THEN 'compare' ELSE 'reissue' END"}[col.Name]
			}
			c.noticed(fmt.Sprintf("UPDATE %s SET %s=%s%s", table, col.Name, to, one), table)
		}
	}
	c.noticed("DELETE FROM tallies WHERE lane=0", "")
	c.noticed(`UPDATE tallies t SET sealed=o.sealed FROM tallies o WHERE t.lane=0 AND o.lane=1`, "")
	c.noticed("INSERT INTO reads SELECT * FROM reads LIMIT 1", "reads")
}

// noticed changes something by another hand, and wants a fault that names it.
func (c *city) noticed(change, says string) {
	c.Helper()
	tx, err := c.pool.Begin(c.Context())
	c.must(err)
	defer tx.Rollback(c.Context())
	_, err = tx.Exec(c.Context(), change)
	c.must(err)
	p, err := c.verifyIn(c.Context(), tx)
	c.must(err)
	if told := strings.Join(p.Faults, "\n"); told == "" || !strings.Contains(told, says) {
		c.Errorf("%s\n→ %q, want %q", change, p.Faults, says)
	}
}

// TestVerifyReadsWhatIsSigned: who knew how to make the sums right would still need the
// authority's key.
func TestVerifyReadsWhatIsSigned(t *testing.T) {
	c := askedCity(t)
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	d := c.desk(133)
	d.issue(person(30))
	_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	d.down(box) // which signs both lists
	if count(c, "lists WHERE kind IN ('keys','recalls')") != 2 {
		t.Fatal("no lists are signed")
	}
	other := "(SELECT %s FROM licences WHERE code=133)"
	for change, says := range map[string]string{
		`UPDATE licences SET revoked=NULL, last_epoch=NULL, last_serial=NULL WHERE code=132`:            "12-132: the signed list of keys says that 1-00003 is its last good number",
		`UPDATE licences SET last_serial=4 WHERE code=132`:                                              "12-132: the signed list of keys says",
		`UPDATE licences SET last_epoch=9, last_serial=0 WHERE code=132`:                                "12-132: the signed list of keys says",
		`UPDATE licences SET code=134 WHERE code=131`:                                                   "12-134: its licence is not signed for this code",
		`UPDATE licences SET key=` + fmt.Sprintf(other, "key") + ` WHERE code=131`:                      "12-131: its licence is not signed for this code",
		`UPDATE licences SET licence=` + fmt.Sprintf(other, "licence") + ` WHERE code=131`:              "12-131: its licence is not signed for this code",
		`UPDATE lists SET list=replace(list,'good 1-3','good 1-9') WHERE kind='keys'`:                   "the list of keys is not the one that was signed",
		`UPDATE lists SET number=number+1 WHERE kind='keys'`:                                            "the list of keys is not the one that was signed",
		`UPDATE lists SET number=number+1 WHERE kind='recalls'`:                                         "the list of recalls is not the one that was signed",
		`UPDATE lists SET list=left(list,-3) WHERE kind='recalls'`:                                      "the list of recalls is not the one that was signed",
		`UPDATE authorities SET listed=1`:                                                               "count of the people listed",
		`UPDATE authorities SET recipient='age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'`: "what parcels are sealed to",
		`UPDATE authorities SET identity=signing`:                                                       "what parcels are sealed to",
		`UPDATE authorities SET signing=identity`:                                                       "the root does not open",
		`UPDATE authorities SET root='x'`:                                                               "the root is not the authority's",
	} {
		c.noticed(change, says)
	}
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 {
		t.Errorf("untouched: %q", p.Faults)
	}
}

// TestProcessesCountSideBySide: what two write at once, with one lane held by somebody
// else, adds up.
func TestProcessesCountSideBySide(t *testing.T) {
	c := newCity(t)
	held, err := c.pool.Begin(t.Context())
	c.must(err)
	defer held.Rollback(context.WithoutCancel(t.Context()))
	_, err = held.Exec(t.Context(), `SELECT 1 FROM tallies WHERE lane=0 FOR UPDATE`)
	c.must(err)
	second, err := Open(t.Context(), c.url, c.ports)
	c.must(err)
	defer second.Close()
	var both sync.WaitGroup
	for i, process := range []*Collector{c.Collector, second} {
		both.Go(func() {
			for n := range 20 {
				e := listed(person(i*10+n), person(i*10+n).Name) // ten of them by both
				if _, err := process.List(t.Context(), "ningbo", e, civil.New(2020, 3, 1)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	c.must(held.Rollback(t.Context()))
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 || count(c, "recalls") != 30 {
		t.Errorf("%q, %d entries", p.Faults, count(c, "recalls"))
	}
}

// TestARegisterOfBeforeIsSealedAndCounted: what stood in the open is sealed by the step to
// version 3, and by no other key than the register's.
func TestARegisterOfBeforeIsSealedAndCounted(t *testing.T) {
	url := pgtest.Database(t)
	other := newCity(t)
	now := &city{TB: t, url: url, ports: other.ports}
	var root, recipient string
	var signing, identity []byte
	err := other.pool.QueryRow(t.Context(), `SELECT root, signing, recipient, identity FROM authorities`).Scan(&root, &signing, &recipient, &identity)
	now.must(err)
	now.Collector, err = connect(t.Context(), url, now.ports)
	now.must(err)
	defer now.Close()
	for _, s := range steps[:2] {
		now.must(exec(now, s.text))
	}
	mark := now.ports.Vault.Blind("collector", "mark")
	_, err = now.pool.Exec(t.Context(), `CREATE TABLE passcollector (one bool PRIMARY KEY CHECK (one), version int NOT NULL, mark bytea)`)
	now.must(err)
	_, err = now.pool.Exec(t.Context(), `INSERT INTO passcollector VALUES (true, 2, $1)`, mark[:])
	now.must(err)
	_, err = now.pool.Exec(t.Context(), `INSERT INTO authorities (scheme, root, signing, recipient, identity, made) VALUES ('ningbo', $1, $2, $3, $4, now())`, root, signing, recipient, identity)
	now.must(err)
	now.must(exec(now, `INSERT INTO tasks (scheme, station, id, kind, pass, number, body, made) VALUES
		('ningbo', 's', '\x01', 'recall', 'p', '12131110000142', '{"reason":"close_contact","fit":"x"}', now()),
		('ningbo', 's', '\x02', 'duplicate', 'p', '12131110000142', '{"first":"12131120000139"}', now())`))
	if _, err := Open(t.Context(), url, portsOf(2, now.chance)); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
	if count(now, "tasks WHERE body->>'reason'='close_contact'") != 1 {
		t.Fatal("another key changed something")
	}
	c, err := Open(t.Context(), url, now.ports)
	now.must(err)
	defer c.Close()
	all, err := c.Tasks(t.Context(), "ningbo", nil, true)
	now.must(err)
	if len(all) != 2 || all[0].Body.Reason+all[1].Body.Reason != "close_contact" {
		t.Errorf("%+v", all)
	}
	if count(now, "tasks t WHERE t::text LIKE '%close_contact%' OR body ? 'fit' OR (kind='recall')<>(reason IS NOT NULL)") != 0 {
		t.Error("a reason stands in the open")
	}
	p, err := c.Verify(context.WithoutCancel(t.Context()))
	now.must(err)
	if len(p.Faults) > 0 {
		t.Errorf("%q", p.Faults)
	}
	now.noticed("DELETE FROM tasks WHERE kind='recall'", "tasks")
}

// TestARegisterOfVersion3CountsItsLicences: what stood in the tables that version 4 counts
// joins the sums that there were.
func TestARegisterOfVersion3CountsItsLicences(t *testing.T) {
	c := askedCity(t)
	c.must(c.transact(t.Context(), "go a step down", func(tx *tallied) error {
		for lane := range lanes {
			var sealed []byte
			if err := tx.QueryRow(t.Context(), `SELECT sealed FROM tallies WHERE lane=$1`, lane).Scan(&sealed); err != nil {
				return err
			}
			all, err := c.openLane("ningbo", lane, sealed)
			if err != nil {
				return err
			}
			for _, table := range countedFrom4 {
				delete(all, table)
			}
			if err := tx.putLane(t.Context(), `UPDATE tallies SET sealed=$3 WHERE scheme=$1 AND lane=$2`, "ningbo", lane, all); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), `UPDATE passcollector SET version=3`)
		return err
	}))
	climbed, err := Open(t.Context(), c.url, c.ports)
	c.must(err)
	defer climbed.Close()
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 || count(c, "passcollector WHERE version=4") != 1 {
		t.Errorf("%q", p.Faults)
	}
	c.noticed("UPDATE licences SET revoked=NULL", "a row of licences is not as it was written")
	c.noticed("DELETE FROM lists", "0 rows stand in lists")
	c.noticed("DELETE FROM tokens", "0 rows stand in tokens")
}
