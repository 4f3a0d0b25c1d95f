package collector

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// atOnce is how many passes are weighed in one transaction.
const atOnce = 500

// Weigh holds the passes of the queue against all others, until the queue is empty,
// and answers how many it weighed. Several processes share the queue. Errors:
// ErrDatabase, ErrDamaged.
func (c *Collector) Weigh(ctx context.Context) (int, error) {
	c.countRows(ctx)
	all := 0
	for {
		n := 0
		err := c.transact(ctx, "weigh passes", func(tx *tallied) (err error) {
			n, err = c.weighSome(ctx, tx)
			return err
		})
		if all += n; err != nil || n == 0 {
			return all, err
		}
	}
}

// passID is a pass wherever it stands.
type passID struct {
	scheme        string
	station, pass string
}

func (c *Collector) weighSome(ctx context.Context, tx *tallied) (int, error) {
	rows, err := tx.Query(ctx, `DELETE FROM unweighed u USING (SELECT scheme, station, pass FROM unweighed ORDER BY scheme, station, pass LIMIT $1 FOR UPDATE SKIP LOCKED) d
		WHERE u.scheme=d.scheme AND u.station=d.station AND u.pass=d.pass RETURNING u.scheme, u.station, u.pass, u.blinds`, atOnce)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	queue := map[string]map[string][]passID{} // by scheme and blind key
	n := 0
	for ; rows.Next(); n++ {
		var code string
		var station, pass, blinds []byte
		if err := rows.Scan(&code, &station, &pass, &blinds); err != nil {
			return 0, err
		}
		if queue[code] == nil {
			queue[code] = map[string][]passID{}
		}
		for b := range slices.Chunk(blinds, 16) {
			queue[code][string(b)] = append(queue[code][string(b)], passID{code, string(station), string(pass)})
		}
	}
	if rows.Err() != nil {
		return 0, rows.Err()
	}
	for code, keys := range queue {
		pairs, err := c.meetings(ctx, tx, code, keys)
		if err != nil {
			return 0, err
		}
		if err := c.judge(ctx, tx, code, pairs); err != nil {
			return 0, err
		}
		if err := c.recallLate(ctx, tx, code, blindsOf(keys)); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// pair is two passes that share a key, in the order of their names.
type pair [2]passID

func pairOf(a, b passID) pair {
	if cmp.Or(strings.Compare(a.pass, b.pass), strings.Compare(a.station, b.station)) > 0 {
		a, b = b, a
	}
	return pair{a, b}
}

// meetings are the pairs of which one is in the queue.
func (c *Collector) meetings(ctx context.Context, tx *tallied, code string, keys map[string][]passID) (map[pair]bool, error) {
	blinds := blindsOf(keys)
	rows, err := tx.Query(ctx, `SELECT blind, station, pass FROM keys WHERE scheme=$1 AND blind=ANY($2) ORDER BY blind, station, pass`, code, blinds)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	pairs := map[pair]bool{}
	for rows.Next() {
		var blind, station, pass []byte
		if err := rows.Scan(&blind, &station, &pass); err != nil {
			return nil, err
		}
		other := passID{code, string(station), string(pass)}
		for _, mine := range keys[string(blind)] {
			if mine != other {
				pairs[pairOf(mine, other)] = true
			}
		}
	}
	return pairs, rows.Err()
}

func blindsOf(keys map[string][]passID) [][]byte {
	blinds := make([][]byte, 0, len(keys))
	for b := range keys {
		blinds = append(blinds, []byte(b))
	}
	return blinds
}

// weighed is a pass as the rules see it.
type weighed struct {
	passID
	person unique.Person
	number registry.Number
	issued int64
	status string // of its state now
	line   string // the history in which it was given
	code   int
}

// before is the order in which two numbers were given: the time, then the station.
func (w weighed) before(o weighed) int {
	return cmp.Or(cmp.Compare(w.issued, o.issued), cmp.Compare(w.code, o.code), strings.Compare(w.station, o.station), strings.Compare(w.pass, o.pass))
}

// judge asks the rules about each pair and keeps what they say.
func (c *Collector) judge(ctx context.Context, tx *tallied, code string, pairs map[pair]bool) error {
	var wanted []passID
	for p := range pairs {
		wanted = append(wanted, p[0], p[1])
	}
	people, err := c.readWeighed(ctx, tx, code, wanted)
	if err != nil || len(people) == 0 {
		return err
	}
	if err := c.logReads(ctx, tx, code, slices.SortedFunc(maps.Values(people), weighed.before), "unique"); err != nil {
		return err
	}
	s, err := scheme.ByCode(code)
	if err != nil {
		return err
	}
	limits := limitsOf(s)
	var found []clash
	for p := range pairs {
		a, aThere := people[p[0]]
		b, bThere := people[p[1]]
		if !aThere || !bThere {
			continue // without effect
		}
		if a.before(b) > 0 {
			a, b = b, a
		}
		found = append(found, compare(limits, a, b)...)
	}
	if len(found) == 0 {
		return nil
	}
	return c.settle(ctx, tx, code, found)
}

// china is where the days of all schemes are counted.
var china = time.FixedZone("CST", 8*3600)

// limitsOf are the scheme's ages.
func limitsOf(s scheme.Scheme) unique.Limits {
	l := unique.Usual
	for name, age := range map[string]*int{"child_age": &l.Card, "minor_age": &l.Adult, "parent_near_years": &l.ParentNear, "parent_far_years": &l.ParentFar} {
		if t, err := s.Setting(name); err == nil {
			*age = int(t.Value)
		}
	}
	return l
}

// clash is what the rules say of two passes.
type clash struct {
	kind          string
	first, later  weighed
	rule, warning string
}

// The kinds of clashes, and of the tasks that come of them.
const (
	Duplicate = "duplicate" // one person, two numbers: the first stands
	Reissue   = "reissue"   // one number, two persons: the first keeps it
	Compare   = "compare"   // perhaps one person: somebody looks at both

	copied = "" // one number, one person, given by two copies of one laptop: nothing to do
)

// compare asks what two passes are to each other. Passes of one history are not
// asked about: the desk has decided there, with both in sight.
func compare(limits unique.Limits, first, later weighed) []clash {
	if first.station == later.station && first.line == later.line {
		return nil
	}
	a, b := first.person, later.person
	day := civil.On(time.UnixMilli(later.issued), china)
	sameNumber := first.number.SameBut(later.number)
	a.Serial, b.Serial = first.number.String(), later.number.String()
	if sameNumber {
		b.Serial = a.Serial // the run digit is no part of a number
		d := limits.Decide([]unique.Person{a}, b, day)
		if d.Key == "K0" && d.Outcome == unique.Block {
			return []clash{{Reissue, first, later, d.Key, d.Warning}}
		}
		return []clash{{copied, first, later, d.Key, d.Warning}}
	}
	d := limits.Decide([]unique.Person{a}, b, day)
	switch {
	case d.Against < 0:
		return nil
	case d.Outcome == unique.Conflict && d.Warning == "name_mismatch":
		return []clash{{Compare, first, later, d.Key, d.Warning}} // one of the two numbers may be a slip
	case d.Outcome == unique.Supervisor || d.Open != "":
		return []clash{{Compare, first, later, d.Key, d.Warning}}
	case d.Outcome == unique.Conflict, d.Outcome == unique.Upgrade, d.Outcome == unique.Block:
		return []clash{{Duplicate, first, later, d.Key, d.Warning}}
	}
	return nil
}

// readWeighed opens the holders of passes. Whoever asks leaves a line for each (logReads).
func (c *Collector) readWeighed(ctx context.Context, tx *tallied, code string, wanted []passID) (map[passID]weighed, error) {
	var stations, passes [][]byte
	for _, w := range wanted {
		stations, passes = append(stations, []byte(w.station)), append(passes, []byte(w.pass))
	}
	s, err := scheme.ByCode(code)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT p.station, p.branch, p.pass, p.number, p.code, p.issued, p.status, `+columnsFor("e")+`
		FROM unnest($2::bytea[], $3::bytea[]) w(station, pass)
		JOIN events g ON g.scheme=$1 AND g.station=w.station AND g.hash=w.pass
		JOIN passes p ON p.scheme=$1 AND p.station=g.station AND p.branch=g.branch AND p.pass=g.hash
		JOIN events e ON e.scheme=$1 AND e.station=p.station AND e.hash=p.record ORDER BY p.station, p.pass`, code, stations, passes)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	people := map[passID]weighed{}
	for rows.Next() {
		w, err := c.scanWeighed(rows, code, s.Unit == scheme.Household)
		if err != nil {
			return nil, err
		}
		people[w.passID] = w
	}
	return people, rows.Err()
}

func (c *Collector) scanWeighed(rows pgx.Rows, code string, households bool) (weighed, error) {
	var station, line, pass []byte
	var number string
	w := weighed{}
	e, sealed, err := scanEvent(ahead{rows, []any{&station, &line, &pass, &number, &w.code, &w.issued, &w.status}})
	if err != nil {
		return w, err
	}
	it := Item{Event: e}
	if err := c.openRecord(code, station, &it, sealed); err != nil {
		return w, err
	}
	holder, err := registry.ReadHolder(it.Record)
	if err != nil {
		return w, fmt.Errorf("%w: the record of event %d", ErrDamaged, e.No)
	}
	if w.number, err = registry.ParseNumber(number); err != nil {
		return w, fmt.Errorf("%w: a pass number", ErrDamaged)
	}
	w.passID, w.line = passID{code, string(station), string(pass)}, string(line)
	w.person = holder.Holder(households)
	// A number that was given was given, whatever became of its paper since: so
	// what is found does not hang on when one looks.
	w.person.Status = "active"
	w.person.Station = fmt.Sprintf("%03d %x %x", w.code, station, line)
	w.person.Issued = time.UnixMilli(w.issued).UTC().Format("2006-01-02T15:04:05.000Z")
	return w, nil
}

// ahead scans columns that stand before those of an event.
type ahead struct {
	pgx.Rows
	first []any
}

func (a ahead) Scan(into ...any) error { return a.Rows.Scan(append(a.first, into...)...) }
