package collector

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// settle keeps what was found and makes it into tasks. The row of the scheme is
// the lock: whoever comes second sees the pairs of whoever came first, so what two
// pairs with a pass in common come to does not hang on who found which.
func (c *Collector) settle(ctx context.Context, tx *tallied, code string, found []clash) error {
	if err := lockScheme(ctx, tx, code); err != nil {
		return err
	}
	var b pgx.Batch
	for _, f := range found {
		if f.first.number.SameBut(f.later.number) {
			b.Queue(putFork, code, []byte(f.later.station), "number", f.first.number.String(), []byte(f.first.pass), []byte(f.later.pass), string(registry.Issued), c.ports.Now()).Query(tx.count(code, "forks"))
		}
		if f.kind == copied {
			continue
		}
		b.Queue(`INSERT INTO clashes AS t (scheme, station, pass, kind, first_station, first_pass, rule, warning) VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`,
			code, []byte(f.later.station), []byte(f.later.pass), f.kind, []byte(f.first.station), []byte(f.first.pass), f.rule, f.warning).Query(tx.count(code, "clashes"))
	}
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	done := map[string]bool{}
	for _, f := range found {
		if err := c.assign(ctx, tx, code, f, done); err != nil {
			return err
		}
	}
	return nil
}

// lockScheme takes the scheme's row; ErrNoScheme.
func lockScheme(ctx context.Context, tx *tallied, code string) error {
	locked, err := tx.Exec(ctx, `SELECT 1 FROM authorities WHERE scheme=$1 FOR UPDATE`, code)
	if err == nil && locked.RowsAffected() == 0 {
		err = ErrNoScheme
	}
	return err
}

// assign makes the tasks of everybody who is bound up with the clash, each once.
func (c *Collector) assign(ctx context.Context, tx *tallied, code string, f clash, done map[string]bool) error {
	if f.kind == copied {
		return nil
	}
	if f.kind == Compare {
		return c.putTask(ctx, tx, code, taskOf(f.kind, f.first.given(), f.later.given(), f.warning))
	}
	if done[f.kind+f.later.pass] {
		return nil
	}
	all, err := c.bound(ctx, tx, code, f.kind, f.later.given())
	if err != nil {
		return err
	}
	for _, g := range all {
		done[f.kind+g.pass] = true
	}
	if f.kind == Duplicate {
		return c.oneNumber(ctx, tx, code, all, f.warning)
	}
	for _, later := range all[1:] {
		if err := c.putTask(ctx, tx, code, taskOf(f.kind, all[0], later, f.warning)); err != nil {
			return err
		}
	}
	if err := c.askOnce(ctx, tx, code, all[1:]); err != nil {
		return err
	}
	for _, later := range all[1:] { // a number that ends no longer stands before its holder's others
		if err := c.oneNumberOf(ctx, tx, code, later); err != nil {
			return err
		}
	}
	return nil
}

// given is a number that was given: as much of it as a task needs.
type given struct {
	station, pass string
	number        string
	issued        int64
	code          int
}

func (w weighed) given() given {
	return given{w.station, w.pass, w.number.String(), w.issued, w.code}
}

func scanGiven(r pgx.CollectableRow) (g given, err error) {
	var station, pass []byte
	err = r.Scan(&station, &pass, &g.number, &g.issued, &g.code)
	g.station, g.pass = string(station), string(pass)
	return g, err
}

// bound are all passes that clashes of the kind lead to from one, the first given
// first. Each is named with its station, as the keys of the tables are: by the pass alone
// all passes of the city would be read for each clash.
func (c *Collector) bound(ctx context.Context, tx *tallied, code, kind string, from given) ([]given, error) {
	rows, err := tx.Query(ctx, `WITH RECURSIVE bound(station, pass) AS (
			SELECT $3::bytea, $4::bytea UNION
			SELECT n.station, n.pass FROM bound b CROSS JOIN LATERAL (
				SELECT c.first_station, c.first_pass FROM clashes c WHERE c.scheme=$1 AND c.station=b.station AND c.pass=b.pass AND c.kind=$2 UNION ALL
				SELECT c.station, c.pass FROM clashes c WHERE c.scheme=$1 AND c.first_pass=b.pass AND c.kind=$2) n(station, pass))
		SELECT p.station, p.pass, p.number, p.issued, p.code FROM bound b
		JOIN events g ON g.scheme=$1 AND g.station=b.station AND g.hash=b.pass
		JOIN passes p ON p.scheme=$1 AND p.station=g.station AND p.branch=g.branch AND p.pass=g.hash ORDER BY p.pass`, code, kind, []byte(from.station), []byte(from.pass))
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, scanGiven)
	slices.SortFunc(all, func(a, b given) int {
		return weighed{passID: passID{"", a.station, a.pass}, issued: a.issued, code: a.code}.before(weighed{passID: passID{"", b.station, b.pass}, issued: b.issued, code: b.code})
	})
	return all, err
}

// TaskBody is what a task says beside its kind and number. What it says of a person lies
// sealed (sealtask.go).
type TaskBody struct {
	First        string `json:"first,omitempty"`         // the number that stands
	FirstStation int    `json:"first_station,omitempty"` // the code under which it was given
	Warning      string `json:"warning,omitempty"`       // of the rules: what is unlike
	Reason       string `json:"reason,omitempty"`        // of a recall: close_contact, severe_area, symptoms, other; of a decision: uphold, change
	Ended        bool   `json:"ended,omitempty"`         // of a pass that a copy gave: its desk did what it was asked, and the number is good no more
	Text         string `json:"-"`                       // of an appeal: what somebody said of it; of a decision: why

	Unheard bool `json:"unheard,omitempty"` // the city's own people closed it, and the station has not heard of that yet

	// Of an appeal that the police hear, and of what they decided.
	From    int                  `json:"from_station,omitempty"` // the code of the station whose case it is; of a decision, of the police
	FromKey string               `json:"from_key,omitempty"`     // its key, hex; only where it is to be heard
	Case    string               `json:"case,omitempty"`         // its name at the station that issued
	Lodged  string               `json:"-"`                      // hash of the event that lodged the appeal, hex
	Heard   *registry.Heard      `json:"-"`
	Hearing *registry.CasePapers `json:"-"`
}

// Task is what a station is asked to do.
type Task struct {
	Scheme  string
	Station []byte // whose it is
	Code    int    // under which the station numbers
	ID      []byte
	Kind    string
	Pass    []byte
	Number  string // of the station's own pass
	Body    TaskBody
	Made    time.Time
	Outcome string // what the station, or the city's own people, said of it
	Done    bool
}

// Name is the task's id as stations know it.
func (t Task) Name() string { return taskName(t.ID) }

// taskOf asks the later desk. A pass has one task of a kind, and one to compare for
// every other pass that it is to be compared with.
func taskOf(kind string, first, later given, warning string) Task {
	t := Task{Station: []byte(later.station), Kind: kind, Pass: []byte(later.pass), Number: later.number,
		Body: TaskBody{First: first.number, FirstStation: first.code, Warning: warning}}
	if kind == Compare {
		t.ID = compareID(later.pass, first.pass)
		return t
	}
	sum := sha256.Sum256([]byte(kind + " " + later.pass))
	t.ID = sum[:16]
	return t
}

func compareID(later, first string) []byte {
	sum := sha256.Sum256([]byte(Compare + " " + later + first))
	return sum[:16]
}

// putTask keeps a task, or what has become known of it since. One that is done
// stays so.
func (c *Collector) putTask(ctx context.Context, tx *tallied, code string, t Task) error {
	open, sealed, reason, err := c.sealTask(code, t)
	if err != nil {
		return err
	}
	n, err := tx.do(ctx, code, "tasks", `INSERT INTO tasks AS t (scheme, station, id, kind, pass, number, body, made, sealed, reason) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
		ON CONFLICT DO NOTHING RETURNING NULL::text, t::text`, code, t.Station, t.ID, t.Kind, t.Pass, t.Number, open, c.ports.Now(), sealed, reason)
	if err != nil {
		return err
	}
	if n > 0 {
		return tx.answered(ctx, code, t)
	}
	_, err = tx.do(ctx, code, "tasks", changeTasks(`scheme=$1 AND station=$2 AND id=$3 AND done IS NULL AND body<>$4::jsonb`, `body=$4::jsonb`), code, t.Station, t.ID, open)
	return err
}

// answered takes what the station has said of a task before the task was here. So it is where
// this register was put back to an older copy: the stations send again what it lost, their
// answers too, and what they answered is found anew after that.
func (t *tallied) answered(ctx context.Context, code string, of Task) error {
	rows, err := t.Query(ctx, `SELECT body FROM events WHERE scheme=$1 AND station=$2 AND pass=$3 AND pass<>'' AND kind=$4 ORDER BY no, hash`, code, of.Station, of.Number, string(registry.TaskDone))
	if err != nil {
		return err
	}
	bodies, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return err
	}
	var b pgx.Batch
	for _, body := range bodies {
		var d registry.TaskBody
		if json.Unmarshal(body, &d) == nil && d.ID == of.Name() {
			t.answer(&b, code, of.Station, of.ID, d)
		}
	}
	return t.SendBatch(ctx, &b).Close()
}

// Tasks are the scheme's, those that are open first, by station and number. A nil
// station is all of them.
func (c *Collector) Tasks(ctx context.Context, schemeCode string, station []byte, done bool) ([]Task, error) {
	rows, err := c.pool.Query(ctx, `SELECT t.scheme, t.station, coalesce(s.code,0), t.id, t.kind, t.pass, t.number, t.body, t.sealed, t.made, t.outcome, t.done IS NOT NULL FROM tasks t LEFT JOIN stations s ON s.scheme=t.scheme AND s.station=t.station
		WHERE t.scheme=$1 AND ($2::bytea IS NULL OR t.station=$2) AND (t.done IS NULL OR $3) ORDER BY t.done IS NOT NULL, t.station, t.number, t.id`, schemeCode, station, done)
	if err != nil {
		return nil, wrap("list the tasks", err)
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (t Task, err error) {
		var body, sealed []byte
		if err = r.Scan(&t.Scheme, &t.Station, &t.Code, &t.ID, &t.Kind, &t.Pass, &t.Number, &body, &sealed, &t.Made, &t.Outcome, &t.Done); err == nil {
			err = json.Unmarshal(body, &t.Body)
		}
		t.ID, t.Station, t.Pass = bytes.Clone(t.ID), bytes.Clone(t.Station), bytes.Clone(t.Pass)
		if err == nil {
			err = c.openTask(t.Scheme, t.ID, sealed, &t.Body)
		}
		return t, err
	})
	if ours(err) {
		return all, err
	}
	return nil, wrap("list the tasks", err)
}
