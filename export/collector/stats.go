package collector

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"
)

// Stats is how the register stands.
type Stats struct {
	At        time.Time      `json:"at"`
	Events    int64          `json:"events"`
	Passes    int64          `json:"passes"` // numbers: one that two histories of a laptop have is one
	Held      int64          `json:"held"`
	Unweighed int64          `json:"unweighed"` // passes that wait to be held against the others
	Forks     []ForkStat     `json:"forks"`     // none where a station put a backup back, and said so
	Tasks     map[string]int `json:"tasks"`     // open, by kind
	Stations  []StationStat  `json:"stations"`
}

// StationStat is how one station stands.
type StationStat struct {
	Scheme    string    `json:"scheme"`
	District  string    `json:"district"`
	Code      int       `json:"station"`
	Key       string    `json:"key"` // its beginning, hex
	Point     string    `json:"point"`
	Through   int64     `json:"through"`
	Histories int       `json:"histories"` // more than one: a copy, or a backup that was put back
	Held      int64     `json:"held"`
	Gaps      []Gap     `json:"gaps,omitempty"`
	Refused   int64     `json:"refused"`
	Tasks     int64     `json:"tasks"`             // open
	Revoked   bool      `json:"revoked,omitempty"` // every licence of its key is
	Heard     time.Time `json:"heard,omitzero"`    // when something came last; none: nothing ever did
	Last      time.Time `json:"last,omitzero"`     // of its newest event, by its own clock
	// LagHours is how old the newest event is that is here.
	LagHours int `json:"lag_hours"`
}

// ForkStat is one place that two events claim.
type ForkStat struct {
	Scheme string    `json:"scheme"`
	Code   int       `json:"station"`
	What   string    `json:"what"` // event, number
	Place  string    `json:"place"`
	Kind   string    `json:"kind"` // of the second
	Seen   time.Time `json:"seen"`

	station []byte
}

// countPasses counts passes as people do, by their numbers.
const countPasses = `(SELECT count(*) FROM (SELECT DISTINCT scheme, number FROM passes) n)`

// Stats counts, all at one moment. Errors: ErrDatabase.
func (c *Collector) Stats(ctx context.Context) (Stats, error) {
	s := Stats{At: c.ports.Now().UTC(), Tasks: map[string]int{}, Forks: []ForkStat{}, Stations: []StationStat{}}
	err := pgx.BeginTxFunc(ctx, c.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `SELECT (SELECT coalesce(sum(through-from_no+1),0)::bigint FROM branches), `+countPasses+`, (SELECT count(*) FROM held), (SELECT count(*) FROM unweighed)`).
			Scan(&s.Events, &s.Passes, &s.Held, &s.Unweighed)
		if err != nil {
			return err
		}
		for _, read := range []func(context.Context, pgx.Tx) error{s.tasks, s.forks, s.stations, s.gaps} {
			if err := read(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	return s, wrap("count", err)
}

func (s *Stats) tasks(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT kind, count(*) FROM tasks WHERE done IS NULL GROUP BY kind ORDER BY kind`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return err
		}
		s.Tasks[kind] = n
	}
	return rows.Err()
}

func (s *Stats) forks(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT f.scheme, s.code, f.what, f.place, f.kind, f.seen, f.station FROM forks f JOIN stations s ON s.scheme=f.scheme AND s.station=f.station
		ORDER BY f.seen DESC, f.scheme, s.code, f.what, f.place LIMIT 1000`)
	if err != nil {
		return err
	}
	forks, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (f ForkStat, err error) {
		err = r.Scan(&f.Scheme, &f.Code, &f.What, &f.Place, &f.Kind, &f.Seen, &f.station)
		return f, err
	})
	restored := map[string]map[string]bool{} // by station
	for _, f := range forks {
		if err != nil {
			return err
		}
		at := f.Scheme + string(f.station)
		if restored[at] == nil {
			restored[at], err = putBack(ctx, tx, f.Scheme, f.station)
		}
		if f.What != "event" || !restored[at][f.Place] {
			s.Forks = append(s.Forks, f)
		}
	}
	return err
}

// stations are those that have sent something, and those that are licensed and have not: whom
// nobody has heard of is the one to ask after.
func (s *Stats) stations(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT s.scheme, s.district, s.code, s.station, s.point, coalesce(b.through,0), coalesce(b.histories,0), coalesce(b.last_at,0), s.heard,
			(SELECT count(*) FROM held h WHERE h.scheme=s.scheme AND h.station=s.station),
			(SELECT count(*) FROM refused r WHERE r.scheme=s.scheme AND r.station=s.station),
			(SELECT count(*) FROM tasks t WHERE t.scheme=s.scheme AND t.station=s.station AND t.done IS NULL),
			NOT EXISTS (SELECT 1 FROM licences l WHERE l.scheme=s.scheme AND l.key=s.station AND l.revoked IS NULL)
		FROM stations s LEFT JOIN (SELECT scheme, station, max(through) AS through, count(*) AS histories, max(last_at) AS last_at FROM branches GROUP BY scheme, station) b
			ON b.scheme=s.scheme AND b.station=s.station
		UNION ALL SELECT l.scheme, l.district, l.code, l.key, '', 0, 0, 0, NULL, 0, 0, 0, false FROM licences l
			WHERE l.revoked IS NULL AND NOT EXISTS (SELECT 1 FROM stations s WHERE s.scheme=l.scheme AND s.station=l.key) ORDER BY 1, 2, 3, 4`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t StationStat
		var key []byte
		var last int64
		var heard *time.Time
		if err := rows.Scan(&t.Scheme, &t.District, &t.Code, &key, &t.Point, &t.Through, &t.Histories, &last, &heard, &t.Held, &t.Refused, &t.Tasks, &t.Revoked); err != nil {
			return err
		}
		if t.Key = hex.EncodeToString(key); heard != nil {
			t.Heard = heard.UTC()
		}
		if last > 0 {
			t.Last = time.UnixMilli(last).UTC()
			t.LagHours = max(0, int(s.At.Sub(t.Last)/time.Hour))
		}
		s.Stations = append(s.Stations, t)
	}
	return rows.Err()
}

// gaps of the stations of which something waits.
func (s *Stats) gaps(ctx context.Context, tx pgx.Tx) error {
	for i := range s.Stations {
		t := &s.Stations[i]
		if t.Held == 0 {
			continue
		}
		key, err := hex.DecodeString(t.Key)
		if err != nil {
			return err
		}
		waiting, err := waitingOf(ctx, tx, t.Scheme, key)
		if err != nil {
			return err
		}
		t.Gaps = gapsBefore(t.Through, waiting)
	}
	return nil
}

// waitingOf is what is held of a station, because something before it is missing.
func waitingOf(ctx context.Context, tx pgx.Tx, schemeCode string, station []byte) ([]*arrived, error) {
	rows, err := tx.Query(ctx, `SELECT no, hash, prev FROM held WHERE scheme=$1 AND station=$2 ORDER BY no, hash`, schemeCode, station)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (*arrived, error) {
		var hash, prev []byte
		a := &arrived{}
		err := r.Scan(&a.Event.No, &hash, &prev)
		if err == nil {
			a.Event.Hash, a.Event.Prev = [32]byte(hash), [32]byte(prev)
		}
		return a, err
	})
}
