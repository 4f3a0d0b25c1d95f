package city

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// check holds the register against what happened.
func (w *world) check() {
	log, err := w.readLog()
	if err != nil {
		w.wrong("read the events: %v", err)
		return
	}
	w.checkAcks(log)
	given, err := w.readGiven()
	if err != nil {
		w.wrong("read the passes: %v", err)
		return
	}
	w.checkNumbers(given)
	w.checkTasks(given)
	w.checkRegister()
	slices.Sort(w.result.Wrong)
}

// line is an event as it lies upstream.
type line struct {
	no    int64
	prev  [32]byte
	times int
	seen  bool // by the walk from a receipt
}

type eventKey struct {
	register string
	hash     [32]byte
}

func (w *world) readLog() (map[eventKey]*line, error) {
	rows, err := w.db.Query(w.ctx, `SELECT station, no, hash, prev FROM events`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	log := map[eventKey]*line{}
	for rows.Next() {
		var station, hash, prev []byte
		var no int64
		if err := rows.Scan(&station, &no, &hash, &prev); err != nil {
			return nil, err
		}
		w.result.Events++
		at := eventKey{string(station), [32]byte(hash)}
		if log[at] == nil {
			log[at] = &line{no: no, prev: [32]byte(prev)}
		}
		log[at].times++
	}
	return log, rows.Err()
}

// checkAcks: a receipt is of an event that lies where the receipt says, and it and
// every event before it lie there once.
func (w *world) checkAcks(log map[eventKey]*line) {
	for _, a := range w.acks {
		at := eventKey{a.register, a.head}
		if e := log[at]; e == nil || e.no != a.through {
			w.wrong("%s has a receipt through event %d, which is not upstream", a.laptop, a.through)
			continue
		}
		for no := a.through; no > 0; no-- {
			e := log[at]
			if e == nil {
				w.wrong("%s has a receipt through event %d, and event %d is not upstream", a.laptop, a.through, no)
				break
			}
			if e.seen {
				break
			}
			e.seen = true
			w.result.Acknowledged++
			if e.times != 1 || e.no != no {
				w.wrong("%s has a receipt through event %d, and event %d is upstream %d times, as %d", a.laptop, a.through, no, e.times, e.no)
				break
			}
			at.hash = e.prev
		}
	}
}

// gave is a number as it was given: who got it the stations say, the rest lies upstream.
type gave struct {
	person  int
	number  registry.Number
	issued  int64
	code    int
	station string
	line    string // the history of the laptop in which it was given
	status  string
	event   string
}

func (g gave) before(o gave) int {
	return cmp.Or(cmp.Compare(g.issued, o.issued), cmp.Compare(g.code, o.code), strings.Compare(g.station, o.station), strings.Compare(g.event, o.event))
}

// takesThePlaceOf: a desk gives somebody whom it knows another number only where the one
// before ended, and makes the old paper void.
func (g gave) takesThePlaceOf(o gave) bool {
	ended := o.status == string(registry.StatusVoided) || o.status == string(registry.StatusCancelled)
	return ended && g.station == o.station && g.line == o.line
}

// readGiven are the numbers that came up, in the order in which they were given. One
// that came up and stands in no pass is wrong.
func (w *world) readGiven() ([]gave, error) {
	persons := map[string]int{}
	for _, p := range w.result.Stations.Passes {
		persons[string(p.Event[:])] = p.Person
	}
	rows, err := w.db.Query(w.ctx, `SELECT DISTINCT e.station, e.branch, e.hash, e.pass, p.issued, p.code, coalesce(p.status,'') FROM events e LEFT JOIN passes p ON p.scheme=e.scheme AND p.station=e.station AND p.branch=e.branch AND p.pass=e.hash WHERE e.kind='Issued'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []gave
	for rows.Next() {
		var station, line, event []byte
		var number, status string
		var issued *int64
		var code *int
		if err := rows.Scan(&station, &line, &event, &number, &issued, &code, &status); err != nil {
			return nil, err
		}
		if issued == nil {
			w.wrong("number %s was given and is no pass upstream", number)
			continue
		}
		n, err := registry.ParseNumber(number)
		if err != nil {
			return nil, err
		}
		person, known := persons[string(event)]
		if !known {
			w.wrong("number %s upstream was given to nobody", number)
			continue
		}
		all = append(all, gave{person, n, *issued, *code, string(station), string(line), status, string(event)})
	}
	w.result.Passes = len(all)
	slices.SortFunc(all, gave.before)
	return all, rows.Err()
}

// place is what a number is without its run digit.
type place struct {
	district       string
	series, serial int
}

func placeOf(n registry.Number) place { return place{n.District(), n.Series(), n.Serial()} }

// checkNumbers: a place that was given twice is a listed fork, and nothing else is. Of
// the numbers on the papers of two people those are told apart of which one's history
// never came up: nobody upstream can know of them.
func (w *world) checkNumbers(given []gave) {
	at := map[place]int{}
	for _, g := range given {
		at[placeOf(g.number)]++
	}
	rows, err := w.db.Query(w.ctx, `SELECT DISTINCT place FROM forks WHERE what='number'`)
	if err != nil {
		w.wrong("read the forks: %v", err)
		return
	}
	listed, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		w.wrong("read the forks: %v", err)
		return
	}
	forks := map[place]bool{}
	for _, text := range listed {
		n, err := registry.ParseNumber(text)
		if err != nil || at[placeOf(n)] < 2 {
			w.wrong("a fork of %s is listed, which was given %d times: %v", text, at[placeOf(n)], err)
		}
		forks[placeOf(n)] = true
	}
	w.result.Forks = len(forks)
	for p, times := range at {
		if times > 1 && !forks[p] {
			w.wrong("serial %v was given %d times and is no listed fork", p, times)
		}
	}
	for _, n := range w.result.Stations.Doubles {
		if !forks[placeOf(n)] {
			w.result.Unseen++
		}
	}
}

// task is what a later desk is asked, by the event that gave the number.
type task struct {
	kind  string
	event string
}

// checkTasks: whoever has two numbers, and whoever has another's.
func (w *world) checkTasks(given []gave) {
	tasks, firsts, err := w.readTasks()
	if err != nil {
		w.wrong("read the tasks: %v", err)
		return
	}
	stand := w.standing(given)
	owner := map[place]gave{} // of the place
	behind := map[int]bool{}  // the number that stands was given
	for _, g := range given {
		first := stand[g.person]
		mine := task{"duplicate", g.event}
		want := 0
		if behind[g.person] && placeOf(first.number) != placeOf(g.number) && !g.takesThePlaceOf(first) {
			want = 1
		}
		behind[g.person] = behind[g.person] || first.event == g.event
		if tasks[mine] != want || want == 1 && firsts[mine] != first.number.String() {
			w.wrong("number %s has %d tasks of a duplicate (first %s), want %d: the person's number that stands is %s; %s", g.number, tasks[mine], firsts[mine], want, first.number, w.history(given, g.person))
		}
		w.result.Duplicates += tasks[mine]
		kept, taken := owner[placeOf(g.number)]
		if !taken {
			owner[placeOf(g.number)] = g
		}
		want = 0
		if taken && kept.person != g.person && tasks[mine] == 0 { // whoever has another number keeps that, and gets none anew
			want = 1
		}
		if n := tasks[task{"reissue", g.event}]; n != want {
			w.wrong("number %s has %d tasks to be reissued, want %d", g.number, n, want)
		}
		w.result.Reissues += want
		delete(tasks, mine)
		delete(tasks, task{"reissue", g.event})
	}
	for t, n := range tasks {
		w.wrong("%d tasks (%s) are about no number", n, t.kind)
	}
}

// standing is each person's number that stands: the first that no other had before; the
// first of all where another had each.
func (w *world) standing(given []gave) map[int]gave {
	owner, stands, own := map[place]int{}, map[int]gave{}, map[int]bool{}
	for _, g := range given {
		if _, taken := owner[placeOf(g.number)]; !taken {
			owner[placeOf(g.number)] = g.person
		}
		mine := owner[placeOf(g.number)] == g.person
		if _, any := stands[g.person]; !any || mine && !own[g.person] {
			stands[g.person] = g
		}
		own[g.person] = own[g.person] || mine
	}
	return stands
}

func (w *world) readTasks() (map[task]int, map[task]string, error) {
	rows, err := w.db.Query(w.ctx, `SELECT kind, pass, coalesce(body->>'first','') FROM tasks WHERE outcome NOT IN ('withdrawn','dropped')`)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	tasks, firsts := map[task]int{}, map[task]string{}
	for rows.Next() {
		var kind, first string
		var pass []byte
		if err := rows.Scan(&kind, &pass, &first); err != nil {
			return nil, nil, err
		}
		tasks[task{kind, string(pass)}]++
		firsts[task{kind, string(pass)}] = first
	}
	return tasks, firsts, rows.Err()
}

// history is what the register knows of a person's numbers: one that is wrong among a
// million is not made again by hand.
func (w *world) history(given []gave, person int) string {
	var all strings.Builder
	for _, g := range given {
		if g.person != person {
			continue
		}
		fmt.Fprintf(&all, "\n  %s", g.number)
		for _, query := range []string{
			`SELECT 'pass '||status FROM passes WHERE pass=$1 ORDER BY branch`,
			`SELECT 'clash '||kind||' by '||rule||' '||warning||' behind '||encode(first_pass,'hex') FROM clashes WHERE pass=$1 ORDER BY 1`,
			`SELECT 'task '||kind||' of '||coalesce(body->>'first','-')||', made '||made||', done '||coalesce(done::text,'-')||' '||outcome FROM tasks WHERE pass=$1 ORDER BY made`,
			`SELECT 'key '||encode(blind,'hex') FROM keys WHERE pass=$1 ORDER BY 1`,
		} {
			rows, err := w.db.Query(w.ctx, query, []byte(g.event))
			w.must("read the history", err)
			for lines, err := pgx.CollectRows(rows, pgx.RowTo[string]); len(lines) > 0; lines = lines[1:] {
				w.must("read the history", err)
				fmt.Fprintf(&all, "; %s", lines[0])
			}
		}
	}
	return all.String()
}

// checkRegister: it proves itself, and nothing waits.
func (w *world) checkRegister() {
	p, err := w.up[0].Verify(w.ctx)
	w.must("verify", err)
	for _, f := range p.Faults {
		w.wrong("verify: %s", f)
	}
	s, err := w.up[0].Stats(w.ctx)
	w.must("count", err)
	if s.Unweighed > 0 {
		w.wrong("%d passes are not weighed", s.Unweighed)
	}
}
