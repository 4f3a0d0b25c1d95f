package collector

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// settle keeps what was found and makes it into tasks. The row of the scheme is
// the lock: whoever comes second sees the pairs of whoever came first, so what two
// pairs with a pass in common come to does not hang on who found which.
func (c *Collector) settle(ctx context.Context, tx pgx.Tx, code string, found []clash) error {
	if _, err := tx.Exec(ctx, `SELECT 1 FROM authorities WHERE scheme=$1 FOR UPDATE`, code); err != nil {
		return err
	}
	var b pgx.Batch
	for _, f := range found {
		if f.first.number.SameBut(f.later.number) {
			b.Queue(putFork, code, []byte(f.later.station), "number", f.first.number.String(), []byte(f.first.pass), []byte(f.later.pass), string(registry.Issued), c.ports.Now())
		}
		if f.kind == copied {
			continue
		}
		b.Queue(`INSERT INTO clashes (scheme, station, pass, kind, first_station, first_pass, rule, warning) VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT DO NOTHING`,
			code, []byte(f.later.station), []byte(f.later.pass), f.kind, []byte(f.first.station), []byte(f.first.pass), f.rule, f.warning)
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

// assign makes the tasks of everybody who is bound up with the clash, each once.
func (c *Collector) assign(ctx context.Context, tx pgx.Tx, code string, f clash, done map[string]bool) error {
	if f.kind == copied {
		return nil
	}
	if f.kind == Compare {
		return c.putTask(ctx, tx, code, taskOf(f.kind, f.first.given(), f.later.given(), f.warning))
	}
	if done[f.kind+f.later.pass] {
		return nil
	}
	all, err := c.bound(ctx, tx, code, f.kind, f.later.pass)
	if err != nil {
		return err
	}
	for _, g := range all {
		done[f.kind+g.pass] = true
	}
	for _, later := range all[1:] {
		if err := c.putTask(ctx, tx, code, taskOf(f.kind, all[0], later, f.warning)); err != nil {
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

// bound are all passes that clashes of the kind lead to from one, the first given
// first.
func (c *Collector) bound(ctx context.Context, tx pgx.Tx, code, kind, from string) ([]given, error) {
	rows, err := tx.Query(ctx, `WITH RECURSIVE bound(pass) AS (
			SELECT $3::bytea UNION
			SELECT CASE WHEN c.pass=b.pass THEN c.first_pass ELSE c.pass END FROM clashes c JOIN bound b ON c.pass=b.pass OR c.first_pass=b.pass WHERE c.scheme=$1 AND c.kind=$2)
		SELECT DISTINCT p.station, p.pass, p.number, p.issued, p.code FROM passes p JOIN bound b ON p.pass=b.pass
		JOIN events g ON g.scheme=p.scheme AND g.station=p.station AND g.hash=p.pass AND g.branch=p.branch WHERE p.scheme=$1 ORDER BY p.pass`, code, kind, []byte(from))
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (g given, err error) {
		var station, pass []byte
		err = r.Scan(&station, &pass, &g.number, &g.issued, &g.code)
		g.station, g.pass = string(station), string(pass)
		return g, err
	})
	slices.SortFunc(all, func(a, b given) int {
		return weighed{passID: passID{"", a.station, a.pass}, issued: a.issued, code: a.code}.before(weighed{passID: passID{"", b.station, b.pass}, issued: b.issued, code: b.code})
	})
	return all, err
}

// TaskBody is what a task says beside its kind and number. It names nobody.
type TaskBody struct {
	First        string `json:"first,omitempty"`         // the number that stands
	FirstStation int    `json:"first_station,omitempty"` // the code under which it was given
	Warning      string `json:"warning,omitempty"`       // of the rules: what is unlike
	Reason       string `json:"reason,omitempty"`        // of a recall: close_contact, severe_area, symptoms, other
	Fit          string `json:"fit,omitempty"`           // of a recall: how surely the list means the holder
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
	about := []byte(kind + " " + later.pass)
	if kind == Compare {
		about = append(about, first.pass...)
	}
	sum := sha256.Sum256(about)
	t.ID = sum[:16]
	return t
}

// putTask keeps a task, or what has become known of it since. One that is done
// stays so.
func (c *Collector) putTask(ctx context.Context, tx pgx.Tx, code string, t Task) error {
	body, err := json.Marshal(t.Body)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO tasks (scheme, station, id, kind, pass, number, body, made) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)
		ON CONFLICT (scheme, station, id) DO UPDATE SET body=excluded.body WHERE tasks.done IS NULL AND tasks.body<>excluded.body`,
		code, t.Station, t.ID, t.Kind, t.Pass, t.Number, body, c.ports.Now())
	return err
}

// Tasks are the scheme's, those that are open first, by station and number. A nil
// station is all of them.
func (c *Collector) Tasks(ctx context.Context, schemeCode string, station []byte, done bool) ([]Task, error) {
	rows, err := c.pool.Query(ctx, `SELECT t.scheme, t.station, coalesce(s.code,0), t.id, t.kind, t.pass, t.number, t.body, t.outcome, t.done IS NOT NULL FROM tasks t LEFT JOIN stations s ON s.scheme=t.scheme AND s.station=t.station
		WHERE t.scheme=$1 AND ($2::bytea IS NULL OR t.station=$2) AND (t.done IS NULL OR $3) ORDER BY t.done IS NOT NULL, t.station, t.number, t.id`, schemeCode, station, done)
	if err != nil {
		return nil, wrap("list the tasks", err)
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (t Task, err error) {
		var body []byte
		if err = r.Scan(&t.Scheme, &t.Station, &t.Code, &t.ID, &t.Kind, &t.Pass, &t.Number, &body, &t.Outcome, &t.Done); err == nil {
			err = json.Unmarshal(body, &t.Body)
		}
		t.ID, t.Station, t.Pass = bytes.Clone(t.ID), bytes.Clone(t.Station), bytes.Clone(t.Pass)
		return t, err
	})
	return all, wrap("list the tasks", err)
}
