package collector

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// An appeal is heard where the pass was issued (哪里申领哪里申诉, notice 001). One that
// somebody brought to another place goes on to that desk, as a task; the desk takes it
// down as an appeal of its own, and the task is done.

// Forwarded is where an appeal went.
type Forwarded struct {
	Task   string // its name
	Code   int    // under which the station numbers
	Number string
}

// ForwardAppeal sends an appeal about a pass on to the station that issued it: code is 0,
// or the station's, where a number was given at several. The text is kept sealed. The same
// again is the same task. Errors: *Refused, ErrDatabase.
func (c *Collector) ForwardAppeal(ctx context.Context, schemeCode string, n registry.Number, code int, text string) (Forwarded, error) {
	var f Forwarded
	err := c.transact(ctx, "forward an appeal", func(tx *tallied) error {
		g, err := c.issuerOf(ctx, tx, schemeCode, n, code)
		if err != nil {
			return err
		}
		t := Task{Station: []byte(g.station), ID: c.blind(schemeCode, "task", "appeal "+g.pass+text), Kind: string(registry.TaskAppeal),
			Pass: []byte(g.pass), Number: g.number, Body: TaskBody{Text: text}}
		f = Forwarded{t.Name(), g.code, g.number}
		return c.putTask(ctx, tx, schemeCode, t)
	})
	return f, err
}

// issuerOf is the pass of the number, and whose it is. It is found by its place: so a
// wrong run digit is told from a number that nobody has.
func (c *Collector) issuerOf(ctx context.Context, tx *tallied, schemeCode string, n registry.Number, code int) (given, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT ON (s.code, p.number, k.station) k.station, p.pass, p.number, p.issued, s.code FROM keys k
		JOIN passes p ON p.scheme=k.scheme AND p.station=k.station AND p.pass=k.pass JOIN stations s ON s.scheme=k.scheme AND s.station=k.station
		WHERE k.scheme=$1 AND k.blind=$2 ORDER BY s.code, p.number, k.station, p.issued, p.pass`, schemeCode, c.placeKey(schemeCode, n))
	if err != nil {
		return given{}, err
	}
	near, err := pgx.CollectRows(rows, scanGiven)
	if err != nil {
		return given{}, err
	}
	of := slices.DeleteFunc(slices.Clone(near), func(g given) bool { return g.number != n.String() || code != 0 && g.code != code })
	switch {
	case len(of) == 1:
		return of[0], nil
	case len(of) > 1:
		return given{}, refuse("这个号在几个站点发过（%v），请用 --station 写明是哪一个", "several stations gave this number (%v): say which with --station", codesOf(of))
	case len(near) > 0:
		return given{}, refuse("没有这个号；号码这一位上是 %s（站点 %v），请核对", "there is no such number; in its place stands %s (station %v): look again", near[0].number, codesOf(near))
	}
	return given{}, refuse("登记册里没有这个号：没有发过，或者发证的站点还没有交上来；请核对号码", "no such number is registered: nobody gave it, or the station that did has not sent it yet; look at the number again")
}

func codesOf(all []given) (codes []int) {
	for _, g := range all {
		codes = append(codes, g.code)
	}
	return slices.Compact(codes)
}
