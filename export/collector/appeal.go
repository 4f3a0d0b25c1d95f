package collector

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
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
// again is the same task; another about the pass while one waits is refused and names the
// first, for a pass has one open appeal at a time. Errors: *Refused, ErrDatabase.
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
		if err := mayForward(ctx, tx, schemeCode, g, t.ID); err != nil {
			return err
		}
		return c.putTask(ctx, tx, schemeCode, t)
	})
	return f, err
}

// mayForward: one appeal about a pass at a time, whether it is on its way to the desk or was
// taken down there, as far as the desk has told. The task id itself may come again. The
// station's row is locked, so that of two at once one is second.
func mayForward(ctx context.Context, tx *tallied, schemeCode string, g given, id []byte) error {
	if _, err := tx.Exec(ctx, `SELECT 1 FROM stations WHERE scheme=$1 AND station=$2 FOR UPDATE`, schemeCode, []byte(g.station)); err != nil {
		return err
	}
	var first []byte
	var sent time.Time
	err := tx.QueryRow(ctx, `SELECT id, made FROM tasks WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 AND (id=$5 OR done IS NULL AND outcome='') ORDER BY id<>$5, made, id LIMIT 1`,
		schemeCode, []byte(g.station), []byte(g.pass), string(registry.TaskAppeal), id).Scan(&first, &sent)
	switch {
	case err == nil && bytes.Equal(first, id):
		return nil
	case err == nil:
		day := civil.On(sent, china)
		return refuse("关于 %s 的申诉 %s 已转给站点 %03d（任务 %s），还没有受理，一张证一次只办一件申诉。要补充的话，请告诉该站点，由它记入同一案件", "an appeal about %s went to station %03[3]d already on %[2]s (task %[4]s) and was not taken down yet; a pass has one open appeal at a time. What is to be added tell that station, for the same case",
			g.number, day, g.code, taskName(first))
	case !errors.Is(err, pgx.ErrNoRows):
		return err
	}
	return caseWaits(ctx, tx, schemeCode, g)
}

// caseWaits refuses where the station's events say that an appeal about the pass is not
// decided yet.
func caseWaits(ctx context.Context, tx *tallied, schemeCode string, g given) error {
	var no, at int64
	var kind string
	err := tx.QueryRow(ctx, `SELECT no, at, kind FROM events WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=ANY($4) ORDER BY at DESC, no DESC LIMIT 1`,
		schemeCode, []byte(g.station), g.number, []string{string(registry.AppealLodged), string(registry.AppealReopened), string(registry.AppealDecided)}).Scan(&no, &at, &kind)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil || kind == string(registry.AppealDecided):
		return err
	}
	day := civil.On(time.UnixMilli(at), china)
	return refuse("关于 %s 的申诉，站点 %03d 已于 %s 受理（事件 %d），还没有决定，一张证一次只办一件申诉。要补充的话，请告诉该站点，由它记入同一案件", "station %03[2]d took an appeal about %[1]s down on %[3]s (event %[4]d) and has not decided it; a pass has one open appeal at a time. What is to be added tell that station, for the same case",
		g.number, g.code, day, no)
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
